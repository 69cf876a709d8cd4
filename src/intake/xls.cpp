// The binary workbook format ([MS-XLS], BIFF8, and its forerunners BIFF3 to BIFF5): records of an id, a length and
// bytes. Before BIFF5 a file was one sheet, with its formats and styles in the same stream.
//
// Read here and not through freexl: that library hands out bare values without their number formats, reads only from a
// path, and so can neither show what a person saw nor work without files. See docs/decisions.

#include <cmath>
#include <cstring>
#include <map>
#include <optional>

#include "intake/compound_file.h"
#include "intake/encoding.h"
#include "intake/number_format.h"
#include "intake/sheet.h"
#include "intake/sheet_rows.h"

namespace kith::intake {
namespace {

// Ids of records.
constexpr std::uint16_t kFormula = 0x0006;
constexpr std::uint16_t kEof = 0x000A;
constexpr std::uint16_t kDateMode = 0x0022;
constexpr std::uint16_t kFilePass = 0x002F;
constexpr std::uint16_t kContinue = 0x003C;
constexpr std::uint16_t kCodePage = 0x0042;
constexpr std::uint16_t kColInfo = 0x007D;
constexpr std::uint16_t kBoundSheet = 0x0085;
constexpr std::uint16_t kMulRk = 0x00BD;
constexpr std::uint16_t kRString = 0x00D6;
constexpr std::uint16_t kXf = 0x00E0;
constexpr std::uint16_t kMergedCells = 0x00E5;
constexpr std::uint16_t kSst = 0x00FC;
constexpr std::uint16_t kLabelSst = 0x00FD;
constexpr std::uint16_t kNumber = 0x0203;
constexpr std::uint16_t kLabel = 0x0204;
constexpr std::uint16_t kBoolErr = 0x0205;
constexpr std::uint16_t kString = 0x0207;
constexpr std::uint16_t kRow = 0x0208;
constexpr std::uint16_t kRk = 0x027E;
constexpr std::uint16_t kFormat = 0x041E;
constexpr std::uint16_t kBof = 0x0809;
constexpr std::uint16_t kFormatOfBiff3 = 0x001E;
constexpr std::uint16_t kFormulaOfBiff3 = 0x0206;
constexpr std::uint16_t kXfOfBiff3 = 0x0243;
constexpr std::uint16_t kBofOfBiff3 = 0x0209;
constexpr std::uint16_t kFormulaOfBiff4 = 0x0406;
constexpr std::uint16_t kBofOfBiff4 = 0x0409;
constexpr std::uint16_t kXfOfBiff4 = 0x0443;

constexpr std::uint16_t kBiff8 = 0x0600;
constexpr std::uint16_t kBiff5 = 0x0500;
constexpr std::uint16_t kWorksheet = 0x0010;

/// Little-endian values out of a record; zero past its end.
class Fields {
  public:
    explicit Fields(std::string_view bytes) : bytes_(bytes) {}
    std::uint8_t u8(std::size_t at) const { return at < bytes_.size() ? static_cast<std::uint8_t>(bytes_[at]) : 0; }
    std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(u8(at) | u8(at + 1) << 8); }
    std::uint32_t u32(std::size_t at) const { return u16(at) | static_cast<std::uint32_t>(u16(at + 2)) << 16; }
    double f64(std::size_t at) const {
        const std::uint64_t bits = u32(at) | static_cast<std::uint64_t>(u32(at + 4)) << 32;
        double value = 0;
        std::memcpy(&value, &bits, 8);
        return value;
    }
    /// A number in 30 bits: an integer or the upper half of a double, divided by a hundred or not.
    double rk(std::size_t at) const {
        const std::uint32_t raw = u32(at);
        double value = 0;
        if ((raw & 2) != 0) {
            value = static_cast<double>(static_cast<std::int32_t>(raw) >> 2);
        } else {
            const std::uint64_t bits = static_cast<std::uint64_t>(raw & 0xFFFFFFFC) << 32;
            std::memcpy(&value, &bits, 8);
        }
        return (raw & 1) != 0 ? value / 100 : value;
    }
    std::size_t size() const { return bytes_.size(); }
    std::string_view from(std::size_t at) const { return at < bytes_.size() ? bytes_.substr(at) : std::string_view(); }

  private:
    std::string_view bytes_;
};

struct Record {
    std::uint16_t id = 0;
    std::string_view body;
};

class Records {
  public:
    explicit Records(std::string_view stream) : stream_(stream) {}
    void seek(std::size_t at) { at_ = at; }
    std::optional<Record> next() {
        if (at_ + 4 > stream_.size()) return std::nullopt;
        const Fields head(stream_.substr(at_, 4));
        const Record record{head.u16(0), stream_.substr(at_ + 4, head.u16(2))};
        at_ += 4 + record.body.size();
        return record;
    }
    std::uint16_t peek() const { return at_ + 2 <= stream_.size() ? Fields(stream_.substr(at_, 2)).u16(0) : 0; }

  private:
    std::string_view stream_;
    std::size_t at_ = 0;
};

EncodingGuess encoding_of(std::uint16_t code_page) {
    switch (code_page) {
        case 1250:
            return {Encoding::Windows1250, 0, false, 0};
        case 1251:
            return {Encoding::Windows1251, 0, false, 0};
        case 1253:
            return {Encoding::Windows1253, 0, false, 0};
        case 1254:
            return {Encoding::Windows1254, 0, false, 0};
        case 850:
        case 437:
            return {Encoding::Cp850, 0, false, 0};
        case 10000:
        case 32768:
            return {Encoding::MacRoman, 0, false, 0};
        default:
            return {Encoding::Windows1252, 0, false, 0};
    }
}

/// Characters of one or two bytes to UTF-8.
std::string decode(std::string_view bytes, bool is_wide) {
    const EncodingGuess guess{is_wide ? Encoding::Utf16Le : Encoding::Latin1, 0, false, 0};
    return to_utf8(as_bytes(bytes), guess);
}

/// Strings of the shared table run on into continuation records; where characters are cut, a new width byte follows.
class SharedStrings {
  public:
    explicit SharedStrings(std::vector<std::string_view> parts) : parts_(std::move(parts)) {}

    std::vector<std::string> run() {
        skip(4);
        const std::uint32_t count = u32();
        std::vector<std::string> strings;
        while (strings.size() < count && !is_end()) strings.push_back(take_string());
        return strings;
    }

  private:
    bool is_end() const { return part_ >= parts_.size(); }
    void settle() {
        while (!is_end() && at_ >= parts_[part_].size()) {
            ++part_;
            at_ = 0;
        }
    }
    std::uint8_t u8() {
        settle();
        return is_end() ? 0 : static_cast<std::uint8_t>(parts_[part_][at_++]);
    }
    std::uint16_t u16() {
        const std::uint8_t low = u8();
        return static_cast<std::uint16_t>(low | u8() << 8);
    }
    std::uint32_t u32() {
        const std::uint16_t low = u16();
        return low | static_cast<std::uint32_t>(u16()) << 16;
    }
    void skip(std::size_t n) {
        while (n > 0 && !is_end()) {
            const std::size_t step = std::min(n, parts_[part_].size() - at_);
            at_ += step;
            n -= step;
            settle();
        }
    }

    std::string take_string() {
        std::size_t left = u16();
        const std::uint8_t flags = u8();
        bool is_wide = (flags & 1) != 0;
        const std::size_t runs = (flags & 8) != 0 ? u16() : 0;
        const std::size_t phonetic = (flags & 4) != 0 ? u32() : 0;
        std::string out;
        while (left > 0) {
            if (at_ >= parts_[std::min(part_, parts_.size() - 1)].size()) {
                settle();
                if (is_end()) break;
                is_wide = (u8() & 1) != 0;
            }
            const std::size_t width = is_wide ? 2 : 1;
            const std::size_t fits = std::min(left, (parts_[part_].size() - at_) / width);
            if (fits == 0) break;
            out += decode(parts_[part_].substr(at_, fits * width), is_wide);
            at_ += fits * width;
            left -= fits;
        }
        skip(runs * 4 + phonetic);
        return out;
    }

    std::vector<std::string_view> parts_;
    std::size_t part_ = 0;
    std::size_t at_ = 0;
};

std::string_view error_text(std::uint8_t code) {
    switch (code) {
        case 0x00:
            return "#NULL!";
        case 0x07:
            return "#DIV/0!";
        case 0x0F:
            return "#VALUE!";
        case 0x17:
            return "#REF!";
        case 0x1D:
            return "#NAME?";
        case 0x24:
            return "#NUM!";
        default:
            return "#N/A";
    }
}

struct BoundSheet {
    std::string name;
    std::uint32_t offset = 0;
    Visibility visibility = Visibility::Visible;
};

class XlsReader {
  public:
    XlsReader(std::string stream, const Limits& limits)
        : stream_(std::move(stream)), limits_(limits), records_(stream_) {}

    Result<std::vector<Sheet>> run() {
        if (records_.peek() == kBofOfBiff3 || records_.peek() == kBofOfBiff4) return read_lone_sheet();
        TRY(read_globals());
        std::vector<Sheet> sheets;
        for (std::uint32_t i = 0; i < bound_.size(); ++i) {
            Sheet sheet;
            sheet.name = bound_[i].name;
            sheet.grid.sheet = sheet.name;
            sheet.index = i;
            sheet.visibility = bound_[i].visibility;
            if (!TRY(read_sheet(bound_[i].offset, sheet))) continue;
            sheets.push_back(std::move(sheet));
        }
        return sheets;
    }

  private:
    bool is_biff8() const { return version_ == kBiff8; }

    static Error encrypted() {
        return make_error(ErrorCode::InvalidInput, "intake.workbook.encrypted",
                          "the workbook has a password; send it without");
    }
    static Error too_old() {
        return make_error(ErrorCode::InvalidInput, "intake.workbook.too-old",
                          "workbooks older than Excel 3 are not read; save it as .xlsx");
    }

    Result<void> read_globals() {
        const auto first = records_.next();
        if (!first || first->id != kBof)
            return make_error(ErrorCode::Corrupt, "intake.workbook.corrupt", "the workbook has no beginning");
        version_ = Fields(first->body).u16(0);
        if (version_ != kBiff8 && version_ != kBiff5) return too_old();
        for (auto record = records_.next(); record && record->id != kEof; record = records_.next()) {
            if (record->id == kFilePass) {
                return encrypted();
            }
            take_global(*record);
        }
        return {};
    }

    void take_global(const Record& record) {
        const Fields fields(record.body);
        if (record.id == kCodePage) code_page_ = fields.u16(0);
        if (record.id == kDateMode) system_ = fields.u16(0) != 0 ? DateSystem::From1904 : DateSystem::From1900;
        if (record.id == kFormat)
            codes_[fields.u16(0)] = is_biff8() ? wide_string(fields, 2) : narrow_string(fields, 2, 1);
        if (record.id == kXf) format_of_style_.push_back(fields.u16(2));
        if (record.id == kSst) read_strings(record.body);
        if (record.id != kBoundSheet) return;
        BoundSheet sheet;
        sheet.offset = fields.u32(0);
        sheet.visibility = (fields.u8(4) & 3) != 0 ? Visibility::Hidden : Visibility::Visible;
        if (is_biff8()) {
            const bool is_wide = (fields.u8(7) & 1) != 0;
            sheet.name = decode(fields.from(8).substr(0, fields.u8(6) * (is_wide ? 2U : 1U)), is_wide);
        } else {
            sheet.name = narrow_string(fields, 6, 1);
        }
        bound_.push_back(std::move(sheet));
    }

    Result<std::vector<Sheet>> read_lone_sheet() {
        version_ = kBiff5;
        Sheet sheet;
        sheet.name = "Sheet1";
        sheet.grid.sheet = sheet.name;
        records_.next();
        for (auto record = records_.next(); record && record->id != kEof; record = records_.next()) {
            const Fields fields(record->body);
            const auto next_format = static_cast<std::uint32_t>(codes_.size());
            if (record->id == kFilePass) return encrypted();
            if (record->id == kFormatOfBiff3) codes_[next_format] = narrow_string(fields, 0, 1);
            if (record->id == kFormat) codes_[next_format] = narrow_string(fields, 2, 1);
            if (record->id == kXfOfBiff3 || record->id == kXfOfBiff4) format_of_style_.push_back(fields.u8(1));
            if (record->id == kCodePage || record->id == kDateMode) take_global(*record);
            if (record->id == kFormulaOfBiff3 || record->id == kFormulaOfBiff4) take_formula(fields);
            take_record(*record, sheet);
        }
        TRY(lay_out(sheet));
        std::vector<Sheet> sheets;
        sheets.push_back(std::move(sheet));
        return sheets;
    }

    /// Cells collected from the records, in order of rows.
    Result<void> lay_out(Sheet& sheet) {
        SheetRows rows(sheet, limits_);
        for (const auto& [row, cells] : cells_) {
            rows.begin_row(row + 1);
            for (const auto& [column, shown] : cells) rows.add_cell(column + 1U, shown);
        }
        rows.end_row();
        if (rows.error()) return *rows.error();
        return {};
    }

    void read_strings(std::string_view body) {
        std::vector<std::string_view> parts = {body};
        while (records_.peek() == kContinue) parts.push_back(records_.next()->body);
        strings_ = SharedStrings(std::move(parts)).run();
    }

    std::string wide_string(const Fields& fields, std::size_t at) const {
        const bool is_wide = (fields.u8(at + 2) & 1) != 0;
        return decode(fields.from(at + 3).substr(0, fields.u16(at) * (is_wide ? 2U : 1U)), is_wide);
    }
    std::string narrow_string(const Fields& fields, std::size_t at, std::size_t length_bytes) const {
        const std::size_t length = length_bytes == 1 ? fields.u8(at) : fields.u16(at);
        return to_utf8(as_bytes(fields.from(at + length_bytes).substr(0, length)), encoding_of(code_page_));
    }
    std::string cell_string(const Fields& fields, std::size_t at) const {
        return is_biff8() ? wide_string(fields, at) : narrow_string(fields, at, 2);
    }

    const NumberFormat& format(std::uint16_t style) {
        const std::uint32_t id = style < format_of_style_.size() ? format_of_style_[style] : 0U;
        const auto found = formats_.find(id);
        if (found != formats_.end()) return found->second;
        const auto own = codes_.find(id);
        return formats_.emplace(id, NumberFormat(own != codes_.end() ? own->second : NumberFormat::built_in(id)))
            .first->second;
    }

    /// False for charts and macro sheets.
    Result<bool> read_sheet(std::uint32_t offset, Sheet& sheet) {
        records_.seek(offset);
        const auto first = records_.next();
        if (!first || first->id != kBof || Fields(first->body).u16(2) != kWorksheet) return false;
        cells_.clear();
        int depth = 1;  // charts lie inside the sheet as streams of their own
        for (auto record = records_.next(); record; record = records_.next()) {
            if (work_left_-- == 0) {
                return make_error(ErrorCode::Corrupt, "intake.workbook.corrupt",
                                  "the sheets of the workbook lie inside one another");
            }
            if (record->id == kBof) ++depth;
            if (record->id == kEof && --depth == 0) break;
            if (depth == 1) take_record(*record, sheet);
            if (cell_count_ > limits_.cells_max) {
                return make_error(ErrorCode::TooLarge, "intake.workbook.cells",
                                  "the sheet has more cells than the limit allows");
            }
        }
        TRY(lay_out(sheet));
        return true;
    }

    void put(const Fields& fields, std::string shown) { put(fields.u16(0), fields.u16(2), std::move(shown)); }
    void put(std::uint32_t row, std::uint32_t column, std::string shown) {
        if (shown.empty()) return;
        ++cell_count_;
        cells_[row].emplace_back(static_cast<std::uint16_t>(column), std::move(shown));
    }
    std::string shown_number(std::uint16_t style, double value) { return format(style).number(value, system_); }

    void take_record(const Record& record, Sheet& sheet) {
        const Fields fields(record.body);
        switch (record.id) {
            case kNumber:
                put(fields, shown_number(fields.u16(4), fields.f64(6)));
                break;
            case kRk:
                put(fields, shown_number(fields.u16(4), fields.rk(6)));
                break;
            case kMulRk:
                take_many(fields);
                break;
            case kLabelSst: {
                const std::uint32_t index = fields.u32(6);
                if (index < strings_.size()) put(fields, format(fields.u16(4)).text(strings_[index]));
                break;
            }
            case kLabel:
            case kRString:
                put(fields, format(fields.u16(4)).text(cell_string(fields, 6)));
                break;
            case kBoolErr:
                put(fields, fields.u8(7) != 0   ? std::string(error_text(fields.u8(6)))
                            : fields.u8(6) != 0 ? "TRUE"
                                                : "FALSE");
                break;
            case kFormula:
                take_formula(fields);
                break;
            case kMergedCells:
                take_ranges(fields, sheet);
                break;
            case kRow:
                if ((fields.u16(12) & 0x20) != 0) sheet.hidden_rows.push_back(fields.u16(0) + 1U);
                break;
            case kColInfo:
                if ((fields.u16(8) & 1) == 0) break;
                for (std::uint32_t c = fields.u16(0); c <= std::min<std::uint32_t>(fields.u16(2), 255); ++c)
                    sheet.hidden_columns.push_back(c + 1);
                break;
            default:
                break;
        }
    }

    void take_many(const Fields& fields) {
        for (std::size_t at = 4, column = fields.u16(2); at + 8 <= fields.size(); at += 6, ++column) {
            put(fields.u16(0), static_cast<std::uint32_t>(column), shown_number(fields.u16(at), fields.rk(at + 2)));
        }
    }

    /// The cached result: a number, or behind a mark a text (in the next string record), a truth value or an error.
    void take_formula(const Fields& fields) {
        if (fields.u16(12) != 0xFFFF) {
            put(fields, shown_number(fields.u16(4), fields.f64(6)));
            return;
        }
        const std::uint8_t kind = fields.u8(6);
        if (kind == 1) put(fields, fields.u8(8) != 0 ? "TRUE" : "FALSE");
        if (kind == 2) put(fields, std::string(error_text(fields.u8(8))));
        if (kind != 0) return;
        for (int i = 0; i < 2 && records_.peek() != kString; ++i)
            records_.next();  // shared formulas and arrays stand between
        if (records_.peek() != kString) return;
        std::vector<std::string_view> parts = {records_.next()->body};
        std::string text = cell_string(Fields(parts[0]), 0);
        while (records_.peek() == kContinue) {
            const std::string_view more = records_.next()->body;
            if (!more.empty()) text += decode(more.substr(1), (more[0] & 1) != 0);
        }
        put(fields, format(fields.u16(4)).text(text));
    }

    static void take_ranges(const Fields& fields, Sheet& sheet) {
        for (std::size_t i = 0; i < fields.u16(0) && 10 + 8 * i <= fields.size(); ++i) {
            const std::size_t at = 2 + 8 * i;
            sheet.merged.push_back(
                {fields.u16(at) + 1U, fields.u16(at + 4) + 1U, fields.u16(at + 2) + 1U, fields.u16(at + 6) + 1U});
        }
    }

    std::string stream_;
    const Limits& limits_;
    Records records_;
    std::uint16_t version_ = kBiff8;
    std::uint16_t code_page_ = 1252;
    DateSystem system_ = DateSystem::From1900;
    std::map<std::uint32_t, std::string> codes_;
    std::vector<std::uint32_t> format_of_style_;
    std::map<std::uint32_t, NumberFormat> formats_;
    std::vector<std::string> strings_;
    std::vector<BoundSheet> bound_;
    std::map<std::uint32_t, std::vector<std::pair<std::uint16_t, std::string>>> cells_;
    std::uint64_t cell_count_ = 0;
    std::uint64_t work_left_ = stream_.size() / 2 + 1'000;  // records; twice what sheets side by side can hold
};

}  // namespace

Result<std::vector<Sheet>> read_xls(ByteView bytes, const Limits& limits) {
    if (as_text(bytes).starts_with("\x09")) return XlsReader(std::string(as_text(bytes)), limits).run();
    for (const std::string_view name : {"Workbook", "Book", "WORKBOOK", "BOOK"}) {
        if (auto stream = compound_stream(bytes, name)) return XlsReader(*std::move(stream), limits).run();
    }
    if (compound_stream(bytes, "EncryptedPackage")) {
        return make_error(ErrorCode::InvalidInput, "intake.workbook.encrypted",
                          "the workbook has a password; send it without");
    }
    return make_error(ErrorCode::Corrupt, "intake.workbook.corrupt", "the file is no workbook, or it is damaged");
}

}  // namespace kith::intake
