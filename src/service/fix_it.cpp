#include "service/fix_it.h"

#include <map>

#include "intake/reader.h"
#include "service/json.h"
#include "service/standing.h"
#include "town/workbook.h"

namespace kith::service {
namespace {

constexpr std::size_t kRowsMax = 1'048'576;  // of a sheet
constexpr std::size_t kColumnsMax = 16'384;
constexpr std::uint32_t kWholeRow = 0;

/// What is wrong, by line and column of one file; column 0: the row.
using Faults = std::map<std::pair<std::uint64_t, std::uint32_t>, std::string>;

Faults faults_of(const std::vector<ledger::HeldProblem>& problems, std::uint32_t file, const std::string& sheet) {
    Faults faults;
    for (const ledger::HeldProblem& held : problems) {
        const table::Problem& problem = held.problem;
        const bool is_here = held.file == file && (problem.place.sheet.empty() || problem.place.sheet == sheet);
        if (!is_here || problem.severity == table::Severity::Note || problem.place.line == 0) continue;
        const std::uint32_t column = problem.place.column;
        std::string& text = faults[{problem.place.line, column}];
        text += (text.empty() ? "" : "; ") + problem.message;
        if (!problem.suggestion.empty()) text += ": " + problem.suggestion;
    }
    return faults;
}

void write_row(town::Workbook& book, std::uint32_t at, const table::Table& table, std::size_t row,
               const Faults& faults) {
    const std::uint64_t line = table.line_of(row);
    const auto whole = faults.find({line, kWholeRow});
    std::size_t column = 0;
    for (const std::string_view cell : table.row(row)) {
        if (column == kColumnsMax) break;
        const auto own = faults.find({line, static_cast<std::uint32_t>(column + 1)});
        const bool is_marked = own != faults.end() || whole != faults.end();
        const std::string& why = own != faults.end() ? own->second : is_marked && column == 0 ? whole->second : "";
        const auto place = static_cast<std::uint16_t>(column);
        if (is_marked) {
            book.marked(at, place, cell, why);
        } else {
            book.text(at, place, cell);
        }
        ++column;
    }
}

void write_sheet(town::Workbook& book, const intake::SheetReading& reading, const std::string& name,
                 const Faults& faults) {
    book.add_sheet(name);
    std::uint32_t at = 0;
    const std::vector<std::string>& header = reading.header;
    for (std::size_t i = 0; i < header.size() && i < kColumnsMax; ++i) {
        book.bold(at, static_cast<std::uint16_t>(i), header[i]);
    }
    at += header.empty() ? 0U : 1U;
    for (std::size_t row = 0; row < reading.table.row_count() && at < kRowsMax; ++row) {
        write_row(book, at++, reading.table, row, faults);
    }
}

/// Excel's rules: 31 characters, none of []:*?/\, each name once.
std::string sheet_name(const std::string& wanted, std::size_t number) {
    const std::string end = " " + std::to_string(number);
    std::string name;
    for (const char c : wanted) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain =
            byte >= 0x20 && byte < 0x7f && std::string_view("[]:*?/\\'").find(c) == std::string_view::npos;
        if (is_plain && name.size() + end.size() < 31) name += c;
    }
    return name + end;
}

}  // namespace

Result<FixItSheet> make_fix_it(ledger::Ledger& ledger, const Uploads& uploads, DeliveryId id, const UserId& viewer,
                               const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Standing standing = TRY(standing_of(*transaction, viewer, clock.now()));
    const auto delivery = transaction->delivery(id);
    if (delivery.is_error()) return is_steward(standing) ? delivery.error() : require_steward(standing).error();
    const ledger::Source source = TRY(require_source(*transaction, standing, delivery->source));
    if (source.member != standing.member) {
        return make_error(ErrorCode::Denied, "role.not-of-member", "the file is for the member that delivered it");
    }
    const auto stored = TRY(Uploads::stored_of(*transaction, id));
    const Error gone = make_error(ErrorCode::Conflict, "fix.files-gone", "the files of the delivery are not kept");
    if (!stored) return gone;
    auto files = uploads.read_files(*stored);
    if (files.is_error()) return files.error().id == "spool.missing" ? gone : files.error();
    const std::vector<ledger::HeldProblem> problems = TRY(transaction->problems(id));
    town::Workbook book = TRY(town::Workbook::create(clock.now().date_utc()));
    std::size_t sheets = 0;
    for (std::size_t i = 0; i < files->size(); ++i) {
        const std::string& name = stored->upload.files[i].name;
        const std::vector<intake::SheetReading> readings = TRY(intake::read_tables((*files)[i], name));
        for (const intake::SheetReading& reading : readings) {
            const std::string wanted = reading.table.sheet.empty() ? name : reading.table.sheet;
            const Faults faults = faults_of(problems, static_cast<std::uint32_t>(i), reading.table.sheet);
            write_sheet(book, reading, sheet_name(wanted, ++sheets), faults);
        }
    }
    if (sheets == 0) book.add_sheet("empty");
    FixItSheet sheet{"delivery-" + std::to_string(id.value()) + "-fix-it.xlsx", TRY(book.finish())};
    const Json entry{{"delivery", id.value()}, {"what", "fix-it"}};
    TRY(transaction->append_audit({"delivery.fix-it", std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    return sheet;
}

}  // namespace kith::service
