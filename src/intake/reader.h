#pragma once

// Any file to tables of text: the door of the first half of intake. The content decides what the file is, never its
// name.
//
// Each sheet (a text file is one sheet) becomes one table, with every physical line accounted for. What is not data of
// the first table stays readable: `above` holds titles and header rows as they stand, `below` footers and second
// tables, so that registers with a month in the title or weeks stacked on one sheet can still be understood.
//
// Not for meaning: no column is mapped and no value typed here (mapping.h, shapes.h, delivery.h).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "intake/csv.h"
#include "intake/dialect.h"
#include "intake/limits.h"
#include "intake/sheet.h"
#include "table/accounting.h"
#include "table/problem.h"
#include "table/table.h"

namespace kith::intake {

enum class Format : std::uint8_t { Csv, Xlsx, Xls, JsonLines, JsonArray };

std::string_view name_of(Format format);

/// Lines that were not loaded, and why. Reasons of ignored lines: `blank`, `title`, `header`, `footer`, `second-table`,
/// `rule` (a line of dashes). Quarantined lines carry the id of their Problem.
struct SetAside {
    std::uint64_t first_line = 0;  // 1-based
    std::uint64_t lines = 0;
    table::Fate fate = table::Fate::Ignored;
    std::string reason;
};

struct SheetReading {
    Format format = Format::Csv;
    table::Table
        table;  // header names in `columns` (unique, never empty), data rows below; line_of() is the file's line
    std::vector<std::string>
        header;          // the columns as the sender wrote them, blanks and repetitions too; empty: no header
    table::Table above;  // rows over the data as they stand: titles, notes, header rows; no `columns`
    table::Table below;  // rows under the first table as they stand: footers, second tables; no `columns`
    table::RowAccount account = table::RowLedger(0).close();
    std::vector<SetAside> set_aside;  // ascending; with the loaded lines it covers the file exactly once
    std::vector<table::Problem> problems;
    Dialect dialect;                  // text files; for sheets only preamble_rows, header_rows and columns
    std::uint64_t repaired_rows = 0;  // rows whose only possible repair was made; each has a Note in `problems`
    std::vector<MergedRange> merged;  // rows are lines of the sheet
    Visibility visibility = Visibility::Visible;
};

/// One reading per sheet that holds anything. Cells may view `bytes`: keep them as long as the readings.
///
/// `file_name` serves messages only. Errors: `intake.file.empty`, `intake.file.binary`, `intake.file.html`,
/// `intake.file.zip` (an archive that is no workbook), `intake.file.xlsb`, `intake.file.ods` (InvalidInput), those of
/// csv.h and sheet.h.
Result<std::vector<SheetReading>> read_tables(ByteView bytes, std::string_view file_name, const Limits& limits = {});

/// The table as RFC 4180 text, each cell as received: the sender's own header line, none where the file had none.
std::string write_csv(const SheetReading& reading);

/// The account again, with the fates of the loaded rows decided anew by a later stage: `decide` is called for each row
/// of `table` and answers its final fate.
struct RowFate {
    table::Fate fate = table::Fate::Loaded;
    std::string_view reason;
};
template <class Decide>
table::RowAccount account_again(const SheetReading& reading, Decide&& decide) {
    table::RowLedger ledger(reading.account.input_lines());
    for (const SetAside& aside : reading.set_aside) {
        if (aside.fate == table::Fate::Quarantined) {
            ledger.quarantine(aside.first_line, aside.lines, aside.reason);
        } else {
            ledger.ignore(aside.first_line, aside.lines, aside.reason);
        }
    }
    for (std::size_t row = 0; row < reading.table.row_count(); ++row) {
        const RowFate answer = decide(row);
        const std::uint64_t line = reading.table.line_of(row);
        const std::uint32_t lines = reading.table.lines_of(row);
        switch (answer.fate) {
            case table::Fate::Quarantined:
                ledger.quarantine(line, lines, answer.reason);
                break;
            case table::Fate::Ignored:
                ledger.ignore(line, lines, answer.reason);
                break;
            default:
                ledger.load(line, lines);
                break;
        }
    }
    return std::move(ledger).close();
}

}  // namespace kith::intake
