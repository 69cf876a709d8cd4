#include <nlohmann/json.hpp>

#include "intake/layout.h"

namespace kith::intake {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "kith-layout";
constexpr int kFormatVersion = 1;

Json to_document(const SheetLayout& sheet) {
    Json columns = Json::array();
    for (const ColumnLayout& column : sheet.columns) {
        Json entry = {{"header", column.header}, {"role", name_of(column.role)}, {"confidence", column.confidence}};
        if (!column.date_order.empty()) entry["date_order"] = column.date_order;
        columns.push_back(std::move(entry));
    }
    return {{"name", sheet.name},         {"sheet", sheet.sheet},
            {"format", sheet.format},     {"shape", name_of(sheet.shape)},
            {"category", sheet.category}, {"columns", std::move(columns)}};
}

std::string text_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Shape shape_named(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(Shape::Empty); ++i) {
        if (name_of(static_cast<Shape>(i)) == name) return static_cast<Shape>(i);
    }
    return Shape::List;
}

SheetLayout sheet_from(const Json& object) {
    SheetLayout sheet;
    sheet.name = text_at(object, "name");
    sheet.sheet = text_at(object, "sheet");
    sheet.format = text_at(object, "format");
    sheet.shape = shape_named(text_at(object, "shape"));
    sheet.category = text_at(object, "category");
    const auto columns = object.find("columns");
    if (columns == object.end() || !columns->is_array()) return sheet;
    for (const Json& entry : *columns) {
        if (!entry.is_object()) continue;
        const auto confidence = entry.find("confidence");
        const bool has_confidence = confidence != entry.end() && confidence->is_number();
        sheet.columns.push_back({text_at(entry, "header"), role_named(text_at(entry, "role")),
                                 has_confidence ? confidence->get<double>() : 0.0, text_at(entry, "date_order")});
    }
    return sheet;
}

Error malformed(std::string message) {
    return make_error(ErrorCode::InvalidInput, "intake.layout.malformed", std::move(message));
}

}  // namespace

std::string to_json(const Layout& layout) {
    Json sheets = Json::array();
    for (const SheetLayout& sheet : layout.sheets) sheets.push_back(to_document(sheet));
    Json marks = Json::array();
    for (const auto& [code, mark] : layout.marks)
        marks.push_back({{"code", code}, {"mark", std::string(1, static_cast<char>(mark))}});
    const Json document = {{"format", kFormat},
                           {"format_version", kFormatVersion},
                           {"version", layout.version},
                           {"sheets", std::move(sheets)},
                           {"marks", std::move(marks)}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Layout> layout_from_json(std::string_view json) {
    const Json document = Json::parse(json, nullptr, false);
    if (!document.is_object() || text_at(document, "format") != kFormat) {
        return malformed("expected a JSON object with `format` `kith-layout`");
    }
    const auto format_version = document.find("format_version");
    if (format_version == document.end() || *format_version != kFormatVersion) {
        return make_error(ErrorCode::InvalidInput, "intake.layout.unknown-version", "expected `format_version` 1");
    }
    const auto version = document.find("version");
    const auto sheets = document.find("sheets");
    const auto marks = document.find("marks");
    if (version == document.end() || !version->is_number_unsigned() || sheets == document.end() ||
        !sheets->is_array() || marks == document.end() || !marks->is_array()) {
        return malformed("expected a number `version` and the lists `sheets` and `marks`");
    }
    Layout layout;
    layout.version = version->get<std::uint32_t>();
    for (const Json& sheet : *sheets) {
        if (!sheet.is_object()) return malformed("expected an object in `sheets`");
        layout.sheets.push_back(sheet_from(sheet));
    }
    for (const Json& entry : *marks) {
        const std::string mark = entry.is_object() ? text_at(entry, "mark") : std::string();
        if (mark.size() != 1 || std::string_view(" -PAETH").find(mark[0]) == std::string_view::npos) {
            return malformed("expected a mark of one letter in `marks`");
        }
        layout.marks.emplace_back(text_at(entry, "code"), static_cast<table::Mark>(mark[0]));
    }
    return layout;
}

}  // namespace kith::intake
