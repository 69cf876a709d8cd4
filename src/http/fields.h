#pragma once

// Reading what a request says: the fields of its JSON body and of its query, checked one by one. The first fault is
// kept and later reads give defaults, so that a route reads all it needs and asks `check()` once. A field nobody asked
// for is a fault too: nothing is assigned that the route did not name.
//
//   BodyFields body(request);
//   const std::string text = body.text("text", {.bytes_max = 500});
//   const std::optional<CivilDate> due = body.optional_date("due");
//   TRY(body.check());
//
// Errors, all InvalidInput: request.json (400: no JSON, a key twice, too deep), request.field.missing,
// request.field.type, request.field.value, request.field.unknown; `where` is the field's name.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/civil_date.h"
#include "base/result.h"
#include "http/request.h"

namespace kith::http {

struct TextRule {
    std::size_t bytes_max = 200;
    std::size_t bytes_min = 1;  // for a text that must be there
};

struct NumberRule {
    std::int64_t least = 0;
    std::int64_t most = 1'000'000'000;
};

class BodyFields {
  public:
    /// An empty body is an empty object.
    explicit BodyFields(const Request& request);
    ~BodyFields();
    BodyFields(const BodyFields&) = delete;
    BodyFields& operator=(const BodyFields&) = delete;

    std::string text(std::string_view name, TextRule rule = {});
    /// Nothing where the field is missing or null.
    std::optional<std::string> optional_text(std::string_view name, TextRule rule = {.bytes_min = 0});
    /// One of these words.
    std::string word(std::string_view name, std::initializer_list<std::string_view> words);
    std::optional<std::string> optional_word(std::string_view name, std::initializer_list<std::string_view> words);
    std::int64_t number(std::string_view name, NumberRule rule = {});
    std::optional<std::int64_t> optional_number(std::string_view name, NumberRule rule = {});
    /// Any finite number.
    double real(std::string_view name);
    bool truth(std::string_view name);
    std::optional<bool> optional_truth(std::string_view name);
    CivilDate date(std::string_view name);  // `yyyy-mm-dd`
    std::optional<CivilDate> optional_date(std::string_view name);
    /// A list of texts; missing is empty.
    std::vector<std::string> texts(std::string_view name, std::size_t count_max = 200, TextRule rule = {});
    /// An object or a list as it came, for what has a shape of its own; null where there is none.
    const nlohmann::ordered_json& value(std::string_view name);

    /// The first fault; else request.field.unknown when the body holds a field that was not read.
    Result<void> check();

  private:
    const nlohmann::ordered_json* find(std::string_view name);
    const nlohmann::ordered_json* require(std::string_view name);
    void fault(std::string_view id, std::string_view message, std::string_view name);

    std::unique_ptr<const nlohmann::ordered_json> object_;
    std::vector<std::string> read_;
    std::optional<Error> fault_;
};

class QueryFields {
  public:
    explicit QueryFields(const Request& request) : request_(request) {}

    std::string text(std::string_view name, TextRule rule = {});
    std::optional<std::string> optional_text(std::string_view name, TextRule rule = {});
    std::int64_t number(std::string_view name, std::int64_t otherwise, NumberRule rule = {});

    Result<void> check();

  private:
    const std::string* find(std::string_view name);
    void fault(std::string_view id, std::string_view message, std::string_view name);

    const Request& request_;
    std::vector<std::string> read_;
    std::optional<Error> fault_;
};

/// `?cursor=&limit=` of a list. Cursors are opaque to callers; here they are the position of the next item.
struct PageAsked {
    std::size_t from = 0;
    std::size_t limit = 50;  // 1 to 200
};
PageAsked page_asked(QueryFields& query);

/// A number in a path, such as a delivery's. Errors: request.path.number (NotFound: there is nothing by that name).
Result<std::uint64_t> number_param(const Request& request, std::string_view name);

}  // namespace kith::http
