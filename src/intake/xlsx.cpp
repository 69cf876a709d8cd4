// The workbook format of ECMA-376 (transitional and strict): a zip archive of XML parts. The workbook part names the
// sheets, the relations part says where they lie, styles map a cell's style to its number format, shared strings hold
// most texts. Each part is streamed once; only the shared strings and the sheet at hand are in memory.

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

#include "intake/number_format.h"
#include "intake/sheet.h"
#include "intake/sheet_rows.h"
#include "intake/xml_stream.h"
#include "intake/zip_parts.h"

namespace kith::intake {
namespace {

std::uint32_t to_number(std::string_view text) {
    std::uint64_t value = 0;
    for (const char c : text.substr(0, 12)) {
        if (c < '0' || c > '9') return 0;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, 0xFFFFFFFF));
}

bool is_true(std::string_view text) {
    return text == "1" || text == "true" || text == "on";
}

/// Runs one part through its reader.
Result<void> read_part(ZipParts& parts, const std::string& name, XmlEvents& events,
                       const std::function<bool()>& goes_on) {
    XmlStream xml(events);
    bool is_sound = true;
    TRY(parts.stream(name, [&](std::string_view piece) {
        is_sound = xml.feed(piece);
        return is_sound && goes_on();
    }));
    if (!goes_on()) return {};
    if (!is_sound || !xml.finish()) {
        return make_error(ErrorCode::Corrupt, "intake.workbook.corrupt",
                          "a part of the workbook is not well-formed XML");
    }
    return {};
}

Result<void> read_part(ZipParts& parts, const std::string& name, XmlEvents& events) {
    return read_part(parts, name, events, [] { return true; });
}

struct Relation {
    std::string target;
    std::string type;
};

class RelationEvents final : public XmlEvents {
  public:
    std::map<std::string, Relation> relations;

    void open(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship") return;
        relations[std::string(attributes.get("Id"))] = {std::string(attributes.get("Target")),
                                                        std::string(attributes.get("Type"))};
    }
    void close(std::string_view) override {}
    void text(std::string_view) override {}
};

struct SheetEntry {
    std::string name;
    std::string relation;
    Visibility visibility = Visibility::Visible;
};

class WorkbookEvents final : public XmlEvents {
  public:
    std::vector<SheetEntry> sheets;
    DateSystem system = DateSystem::From1900;

    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "workbookPr" && is_true(attributes.get("date1904"))) system = DateSystem::From1904;
        if (name != "sheet") return;
        SheetEntry entry;
        entry.name = attributes.get("name");
        entry.relation = attributes.get("r:id");
        if (entry.relation.empty()) entry.relation = attributes.get("d3p1:id");
        const std::string_view state = attributes.get("state");
        if (state == "hidden" || state == "veryHidden") entry.visibility = Visibility::Hidden;
        sheets.push_back(std::move(entry));
    }
    void close(std::string_view) override {}
    void text(std::string_view) override {}
};

class StyleEvents final : public XmlEvents {
  public:
    std::map<std::uint32_t, std::string> codes;
    std::vector<std::uint32_t> format_of_style;

    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "numFmt" && !is_in_differences_)
            codes[to_number(attributes.get("numFmtId"))] = attributes.get("formatCode");
        if (name == "dxfs") is_in_differences_ = true;
        if (name == "cellXfs") is_in_cells_ = true;
        if (name == "xf" && is_in_cells_) format_of_style.push_back(to_number(attributes.get("numFmtId")));
    }
    void close(std::string_view name) override {
        if (name == "cellXfs") is_in_cells_ = false;
        if (name == "dxfs") is_in_differences_ = false;
    }
    void text(std::string_view) override {}

  private:
    bool is_in_cells_ = false;
    bool is_in_differences_ = false;
};

/// `_x000D_` stands for the character of that number.
std::string decode_escapes(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const bool is_escape = rest.size() >= 7 && rest[0] == '_' && rest[1] == 'x' && rest[6] == '_' &&
                               rest.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == rest.npos;
        if (!is_escape) {
            out += text[at];
            continue;
        }
        const long code = std::strtol(std::string(rest.substr(2, 4)).c_str(), nullptr, 16);
        if (code > 0 && code < 0x80) {
            out += static_cast<char>(code);
            at += 6;
        } else {
            out += text[at];
        }
    }
    return out;
}

class StringEvents final : public XmlEvents {
  public:
    std::vector<std::string> strings;

    void open(std::string_view name, const Attributes&) override {
        if (name == "si") current_.clear();
        if (name == "rPh") ++phonetic_;
        is_text_ = name == "t" && phonetic_ == 0;
    }
    void close(std::string_view name) override {
        if (name == "si") strings.push_back(current_.find("_x") == current_.npos ? current_ : decode_escapes(current_));
        if (name == "rPh") --phonetic_;
        if (name == "t") is_text_ = false;
    }
    void text(std::string_view piece) override {
        if (is_text_) current_ += piece;
    }

  private:
    std::string current_;
    int phonetic_ = 0;
    bool is_text_ = false;
};

struct Book {
    DateSystem system = DateSystem::From1900;
    std::vector<std::string> strings;
    std::vector<NumberFormat> formats;  // by style
};

class SheetEvents final : public XmlEvents {
  public:
    SheetEvents(const Book& book, const Limits& limits, Sheet& sheet)
        : book_(book), sheet_(sheet), rows_(sheet, limits) {}

    void open(std::string_view name, const Attributes& attributes) override {
        if (name == "c") {
            begin_cell(attributes);
        } else if (name == "v" || name == "t") {
            is_text_ = phonetic_ == 0;
        } else if (name == "rPh") {
            ++phonetic_;
        } else if (name == "row") {
            begin_row(attributes);
        } else if (name == "mergeCell") {
            add_range(attributes.get("ref"));
        } else if (name == "col" && is_true(attributes.get("hidden"))) {
            hide_columns(to_number(attributes.get("min")), to_number(attributes.get("max")));
        }
    }
    void close(std::string_view name) override {
        if (name == "v" || name == "t") is_text_ = false;
        if (name == "rPh") --phonetic_;
        if (name == "c") end_cell();
        if (name == "row") rows_.end_row();
    }
    void text(std::string_view piece) override {
        if (is_text_) value_ += piece;
    }
    const std::optional<Error>& error() const { return rows_.error(); }

  private:
    struct Reference {
        std::uint32_t row = 0;
        std::uint32_t column = 0;
    };
    static Reference parse_reference(std::string_view text) {
        Reference reference;
        std::size_t at = 0;
        while (at < text.size() && at < 6 && text[at] >= 'A' && text[at] <= 'Z') {
            reference.column = reference.column * 26 + static_cast<std::uint32_t>(text[at++] - 'A' + 1);
        }
        reference.row = to_number(text.substr(at));
        return reference;
    }

    void begin_row(const Attributes& attributes) {
        const std::uint32_t number = to_number(attributes.get("r"));
        rows_.begin_row(number != 0 ? number : rows_.row() + 1);
        if (is_true(attributes.get("hidden"))) sheet_.hidden_rows.push_back(rows_.row());
    }

    void begin_cell(const Attributes& attributes) {
        const Reference reference = parse_reference(attributes.get("r"));
        column_ = reference.column != 0 ? reference.column : column_after();
        type_ = attributes.get("t");
        style_ = to_number(attributes.get("s"));
        value_.clear();
    }
    std::uint32_t column_after() const { return rows_.is_row_empty() ? 1 : column_ + 1; }

    void end_cell() {
        if (value_.empty()) return;
        rows_.add_cell(column_, shown());
    }

    const NumberFormat& format() const {
        static const NumberFormat kGeneral;
        return style_ < book_.formats.size() ? book_.formats[style_] : kGeneral;
    }

    std::string shown() {
        if (type_ == "s") {
            const std::uint32_t index = to_number(value_);
            if (index < book_.strings.size()) return format().text(book_.strings[index]);
            rows_.note(column_, "intake.workbook.missing-string",
                       "the cell names a text that the workbook does not hold");
            return {};
        }
        if (type_ == "b") return value_ == "1" || value_ == "true" ? "TRUE" : "FALSE";
        if (type_ == "e") {
            rows_.note(column_, "intake.workbook.error-value", "the cell holds an error of the spreadsheet program");
            return value_;
        }
        if (type_ == "str" || type_ == "inlineStr") {
            return format().text(value_.find("_x") == value_.npos ? value_ : decode_escapes(value_));
        }
        if (type_ == "d") return value_;
        char* end = nullptr;
        const double number = std::strtod(value_.c_str(), &end);
        return end == value_.c_str() || *end != '\0' ? value_ : format().number(number, book_.system);
    }

    void add_range(std::string_view text) {
        const std::size_t colon = text.find(':');
        if (colon == text.npos) return;
        const Reference first = parse_reference(text.substr(0, colon));
        const Reference last = parse_reference(text.substr(colon + 1));
        if (first.row != 0 && last.row != 0) sheet_.merged.push_back({first.row, first.column, last.row, last.column});
    }

    void hide_columns(std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t c = first; c != 0 && c <= std::min(last, 16'384U); ++c) sheet_.hidden_columns.push_back(c);
    }

    const Book& book_;
    Sheet& sheet_;
    SheetRows rows_;
    std::uint32_t column_ = 0;
    std::uint32_t style_ = 0;
    std::string type_;
    std::string value_;
    int phonetic_ = 0;
    bool is_text_ = false;
};

/// `target` as named in a relation of the part in `folder`, as a name in the archive.
std::string resolve(const std::string& folder, const std::string& target) {
    if (target.starts_with('/')) return target.substr(1);
    std::string path = folder + target;
    for (std::size_t up = path.find("/../"); up != path.npos; up = path.find("/../")) {
        const std::size_t before = up == 0 ? path.npos : path.rfind('/', up - 1);
        const std::size_t begin = before == path.npos ? 0 : before + 1;
        path.erase(begin, up + 4 - begin);
    }
    return path;
}

Result<std::string> find_workbook(ZipParts& parts) {
    if (parts.has("_rels/.rels")) {
        RelationEvents relations;
        TRY(read_part(parts, "_rels/.rels", relations));
        for (const auto& [id, relation] : relations.relations) {
            if (!relation.type.ends_with("/officeDocument")) continue;
            std::string name = resolve("", relation.target);
            if (name.ends_with(".bin")) {
                return make_error(ErrorCode::InvalidInput, "intake.file.xlsb",
                                  "binary workbooks (.xlsb) are not read; save it as .xlsx");
            }
            if (parts.has(name) && name.find("xl/") != name.npos) return name;
        }
    }
    if (parts.has("xl/workbook.xml")) return std::string("xl/workbook.xml");
    if (parts.has("content.xml") && parts.has("mimetype")) {
        return make_error(ErrorCode::InvalidInput, "intake.file.ods",
                          "OpenDocument sheets (.ods) are not read; save it as .xlsx");
    }
    return make_error(ErrorCode::InvalidInput, "intake.file.zip", "the file is an archive but no workbook");
}

Result<void> read_styles(ZipParts& parts, const std::string& name, Book& book) {
    StyleEvents styles;
    TRY(read_part(parts, name, styles));
    std::map<std::uint32_t, NumberFormat> formats;
    for (const std::uint32_t id : styles.format_of_style) {
        auto found = formats.find(id);
        if (found == formats.end()) {
            const auto own = styles.codes.find(id);
            found =
                formats.emplace(id, NumberFormat(own != styles.codes.end() ? own->second : NumberFormat::built_in(id)))
                    .first;
        }
        book.formats.push_back(found->second);
    }
    return {};
}

}  // namespace

Result<std::vector<Sheet>> read_xlsx(ByteView bytes, const Limits& limits) {
    ZipParts parts = TRY(ZipParts::open(bytes, limits));
    const std::string workbook_name = TRY(find_workbook(parts));
    const std::size_t slash = workbook_name.rfind('/');
    const std::string folder = slash == workbook_name.npos ? "" : workbook_name.substr(0, slash + 1);
    WorkbookEvents workbook;
    TRY(read_part(parts, workbook_name, workbook));
    RelationEvents relations;
    const std::string relations_name = folder + "_rels/" + workbook_name.substr(folder.size()) + ".rels";
    if (parts.has(relations_name)) TRY(read_part(parts, relations_name, relations));
    Book book;
    book.system = workbook.system;
    for (const auto& [id, relation] : relations.relations) {
        const std::string name = resolve(folder, relation.target);
        if (!parts.has(name)) continue;
        if (relation.type.ends_with("/styles")) TRY(read_styles(parts, name, book));
        if (relation.type.ends_with("/sharedStrings")) {
            StringEvents strings;
            TRY(read_part(parts, name, strings));
            book.strings = std::move(strings.strings);
        }
    }
    std::vector<Sheet> sheets;
    for (std::uint32_t i = 0; i < workbook.sheets.size(); ++i) {
        const SheetEntry& entry = workbook.sheets[i];
        const auto relation = relations.relations.find(entry.relation);
        if (relation == relations.relations.end() || !relation->second.type.ends_with("/worksheet")) continue;
        Sheet sheet;
        sheet.name = entry.name;
        sheet.index = i;
        sheet.visibility = entry.visibility;
        sheet.grid.sheet = entry.name;
        SheetEvents events(book, limits, sheet);
        TRY(read_part(parts, resolve(folder, relation->second.target), events, [&] { return !events.error(); }));
        if (events.error()) return *events.error();
        sheets.push_back(std::move(sheet));
    }
    return sheets;
}

}  // namespace kith::intake
