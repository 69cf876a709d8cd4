#include "intake/reader.h"

#include <algorithm>

#include "intake/assemble.h"
#include "intake/encoding.h"
#include "intake/json_lines.h"
#include "intake/outline.h"
#include "intake/text_reader.h"

namespace kith::intake {
namespace {

constexpr std::size_t kLookedAt = 64 << 10;

Error unreadable(std::string_view id, std::string message, std::string_view file_name) {
    return make_error(ErrorCode::InvalidInput, id, std::move(message), std::string(file_name));
}

bool starts_folded(std::string_view text, std::string_view lower) {
    return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char l, char c) {
               return (c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) == l;
           });
}

bool is_html(std::string_view text) {
    const std::string_view head = trim_blanks(text.substr(0, 4096));
    return starts_folded(head, "<!doctype html") || starts_folded(head, "<html") || starts_folded(head, "<table") ||
           (starts_folded(head, "<?xml") && head.find("<html") != head.npos);
}

/// Control characters that no text file holds, in a share that no damage explains.
bool is_binary(std::string_view text) {
    const std::string_view head = text.substr(0, kLookedAt);
    const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
        const auto b = static_cast<unsigned char>(c);
        return b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && (b < 0x1B || b > 0x1F);
    });
    return static_cast<std::size_t>(controls) * 20 > head.size();
}

/// The first record of a workbook that lies in no compound file: id 0x?09, short, `of a sheet`.
bool is_bare_xls(std::string_view text) {
    return text.size() > 8 && text[0] == '\x09' && (text[1] == 2 || text[1] == 4 || text[1] == 8) && text[2] <= 16 &&
           text[3] == '\0';
}

SheetReading assemble_grid(Sheet sheet, Format format) {
    Outline outline = find_outline(sheet.grid, Grain::Grid);
    const std::size_t count = sheet.grid.row_count();
    Assembly assembly(outline, count == 0 ? 0 : sheet.grid.line_of(count - 1));
    SheetReading& reading = assembly.reading();
    reading.format = format;
    reading.table.sheet = sheet.name;
    reading.merged = std::move(sheet.merged);
    reading.visibility = sheet.visibility;
    reading.problems = std::move(sheet.problems);
    for (std::size_t i = 0; i < count; ++i) {
        if (outline.roles[i] == RowRole::Data) {
            assembly.load(sheet.grid, i);
        } else {
            assembly.set_aside(sheet.grid, i, outline.roles[i]);
        }
    }
    reading.table.adopt_text(sheet.grid);
    return std::move(assembly).finish();
}

std::vector<SheetReading> assemble_workbook(std::vector<Sheet> sheets, Format format) {
    std::vector<SheetReading> readings;
    for (Sheet& sheet : sheets) {
        if (sheet.grid.row_count() > 0) readings.push_back(assemble_grid(std::move(sheet), format));
    }
    return readings;
}

Result<std::vector<SheetReading>> read_text(ByteView bytes, std::string_view file_name, const Limits& limits) {
    const EncodingGuess guess = detect_encoding(bytes);
    const bool is_wide = guess.encoding == Encoding::Utf16Le || guess.encoding == Encoding::Utf16Be;
    if (!is_wide && is_binary(as_text(bytes))) {
        return unreadable("intake.file.binary", "the file is neither text nor a known kind of workbook", file_name);
    }
    const bool is_plain = guess.encoding == Encoding::Utf8 && guess.stray_bytes == 0;
    table::Table keeper;
    const std::string_view text =
        is_plain ? as_text(bytes).substr(guess.bom_bytes) : keeper.store(to_utf8(bytes, guess));
    if (trim_blanks(text).empty()) return unreadable("intake.file.empty", "the file is empty", file_name);
    if (is_html(text)) {
        return unreadable("intake.file.html", "the file is a web page; save it as a workbook or as CSV first",
                          file_name);
    }
    Result<SheetReading> reading = is_json(text) ? read_json(text, limits) : read_text_table(text, limits);
    if (reading.is_error()) {
        Error error = std::move(reading).error();
        error.where = std::string(file_name) + (error.where.empty() ? "" : ": " + error.where);
        return error;
    }
    reading->table.adopt_text(keeper);
    reading->dialect.encoding = guess.encoding;
    if (guess.stray_bytes > 0) {
        table::Problem problem;
        problem.id = "intake.file.mixed-encoding";
        problem.severity = table::Severity::Warning;
        problem.message = std::to_string(guess.stray_bytes) + " bytes are not UTF-8 and were read as windows-1252";
        problem.suggestion = "save the file again as UTF-8";
        reading->problems.push_back(std::move(problem));
    }
    std::vector<SheetReading> readings;
    readings.push_back(std::move(reading).value());
    return readings;
}

}  // namespace

std::string_view name_of(Format format) {
    switch (format) {
        case Format::Csv:
            return "csv";
        case Format::Xlsx:
            return "xlsx";
        case Format::Xls:
            return "xls";
        case Format::JsonLines:
            return "json-lines";
        case Format::JsonArray:
            return "json-array";
    }
    return "csv";
}

Result<std::vector<SheetReading>> read_tables(ByteView bytes, std::string_view file_name, const Limits& limits) {
    const std::string_view text = as_text(bytes);
    if (text.empty()) return unreadable("intake.file.empty", "the file is empty", file_name);
    if (text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06")) {
        return assemble_workbook(TRY(read_xlsx(bytes, limits)), Format::Xlsx);
    }
    if (text.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") || is_bare_xls(text)) {
        return assemble_workbook(TRY(read_xls(bytes, limits)), Format::Xls);
    }
    return read_text(bytes, file_name, limits);
}

std::string write_csv(const SheetReading& reading) {
    std::string out;
    const std::size_t width = reading.table.column_count();
    if (!reading.header.empty()) {
        const std::vector<std::string_view> header(reading.header.begin(), reading.header.end());
        append_csv_row(out, header, width);
    }
    for (std::size_t i = 0; i < reading.table.row_count(); ++i) append_csv_row(out, reading.table.row(i), width);
    return out;
}

}  // namespace kith::intake
