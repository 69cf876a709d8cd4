#pragma once

// Elements of an XML part as they come by, without a tree. Names are handed on without their prefix: both the
// transitional and the strict form of the workbook standard read the same. Documents that define entities are refused.

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

struct XML_ParserStruct;

namespace kith::intake {

/// Attributes of the element at hand; valid during the call.
class Attributes {
  public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    /// By its name as written, prefix included (`r:id`); an empty view where it is missing.
    std::string_view get(std::string_view name) const;

  private:
    const char** pairs_;
};

/// What a part's reader implements; `text` comes in pieces.
class XmlEvents {
  public:
    virtual ~XmlEvents() = default;
    virtual void open(std::string_view name, const Attributes& attributes) = 0;
    virtual void close(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;
};

class XmlStream {
  public:
    explicit XmlStream(XmlEvents& events);
    ~XmlStream();
    XmlStream(const XmlStream&) = delete;
    XmlStream& operator=(const XmlStream&) = delete;

    /// False at the first fault of form.
    bool feed(std::string_view piece);
    bool finish();

  private:
    XML_ParserStruct* parser_;
};

}  // namespace kith::intake
