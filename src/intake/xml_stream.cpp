#include "intake/xml_stream.h"

#include <expat.h>

namespace kith::intake {
namespace {

std::string_view local_name(const char* name) {
    const std::string_view full = name;
    const std::size_t colon = full.rfind(':');
    return colon == full.npos ? full : full.substr(colon + 1);
}

XmlEvents& events_of(void* parser) {
    return *static_cast<XmlEvents*>(XML_GetUserData(static_cast<XML_Parser>(parser)));
}
void on_open(void* parser, const char* name, const char** attributes) {
    events_of(parser).open(local_name(name), Attributes(attributes));
}
void on_close(void* parser, const char* name) {
    events_of(parser).close(local_name(name));
}
void on_text(void* parser, const char* text, int length) {
    events_of(parser).text({text, static_cast<std::size_t>(length)});
}
void on_entity(void* parser, const char*, int, const char*, int, const char*, const char*, const char*, const char*) {
    XML_StopParser(static_cast<XML_Parser>(parser), XML_FALSE);
}

}  // namespace

std::string_view Attributes::get(std::string_view name) const {
    for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
        if (name == pair[0]) return pair[1];
    }
    return {};
}

XmlStream::XmlStream(XmlEvents& events) : parser_(XML_ParserCreate(nullptr)) {
    KITH_CHECK(parser_ != nullptr);
    // The handlers get the parser, so that one of them can stop it, and find the events through it.
    XML_UseParserAsHandlerArg(parser_);
    XML_SetUserData(parser_, &events);
    XML_SetElementHandler(parser_, on_open, on_close);
    XML_SetCharacterDataHandler(parser_, on_text);
    XML_SetEntityDeclHandler(parser_, on_entity);
}

XmlStream::~XmlStream() {
    XML_ParserFree(parser_);
}

bool XmlStream::feed(std::string_view piece) {
    return XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), 0) == XML_STATUS_OK;
}

bool XmlStream::finish() {
    return XML_Parse(parser_, "", 0, 1) == XML_STATUS_OK;
}

}  // namespace kith::intake
