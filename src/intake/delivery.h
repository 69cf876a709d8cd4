#pragma once

// From the tables of one delivery to the children they are about: one record per child, with its facts, attendance
// strips and origins, and an account of every line.
//
// The files of a delivery are read together, because exports come in sets (a child's name in one file, birth date in
// another, enrolment in a third). Which file is what is decided by its headers; what a column means by the remembered
// layout, else by its header and values. Doubt never stops a file: it becomes a problem, and the row or cell is held
// back. Pure: no I/O, no clock; the same input gives the same output on any number of threads.
//
// Not for comparing with what is held: difference.h.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "intake/layout.h"
#include "intake/reader.h"
#include "table/accounting.h"
#include "table/problem.h"
#include "table/record.h"

namespace kith::intake {

/// What it means that a record held before is not in this delivery.
enum class AbsencePolicy : std::uint8_t {
    Full,       // the child is suspected gone
    Additions,  // nothing
    Delta,      // nothing; deletions are said explicitly
    Slice,      // nothing about children; the facts of the delivered span of time replace those held
};

enum class BlankMark : std::uint8_t { None, Absent, Present };

struct SourceSettings {
    SourceId id;
    std::string programme;         // names the strips of files that do not name a programme
    std::string default_category;  // of facts whose category the file does not show; empty: decided by the file
    std::vector<std::string>
        categories;  // that the source may send; other kinds of facts go to default_category; empty: any
    std::vector<std::pair<std::string, table::Mark>> marks;  // the source's own codes; they outrank the common ones
    BlankMark blank = BlankMark::None;
    AbsencePolicy policy = AbsencePolicy::Full;
    std::string date_order;     // `mdy`, `dmy`, `ymd`, or empty when nobody has said
    std::string region = "US";  // for phones
    /// Settles two-digit years, dates without a year, and who is grown up. The default is for looking at a file of no
    /// date.
    CivilDate delivered_on = CivilDate::from_days(21'915);  // 2030-01-01
    std::optional<Layout> layout;                           // remembered from an earlier delivery
};

struct FileInput {
    std::string name;  // as sent, may have directories
    std::vector<SheetReading> sheets;
};

struct FileAccount {
    std::string name;
    std::string sheet;
    Shape shape = Shape::List;
    std::string format;  // SheetLayout::format
    table::RowAccount account;
};

struct FileProblem {
    std::uint32_t file = 0;  // index into the delivery's files
    table::Problem problem;
};

struct QuarantinedRow {
    std::uint32_t file = 0;
    std::uint64_t line = 0;
    std::string local_id;  // empty where it could not be read
};

struct Understood {
    std::vector<table::Record> records;          // by local id, each once
    std::vector<std::string> deleted;            // local ids the source itself marks as deleted
    std::optional<AbsencePolicy> stated_policy;  // where the files say it themselves (manifest, ExportDirective)
    std::vector<QuarantinedRow> quarantined;
    std::vector<FileProblem> problems;
    std::vector<FileAccount> accounts;  // one per sheet, in the order given
    Layout layout;                      // as found now, to be remembered
    std::vector<Drift> drift;           // against settings.layout
};

/// Errors: `intake.delivery.victim-service-provider` (identifiable data of a victim service provider is refused
/// whole), `intake.delivery.empty` (no file).
Result<Understood> understand(std::span<const FileInput> files, const SourceSettings& settings, ThreadPool& pool);

/// Only the layout: for looking at a file before anything is delivered.
Layout suggest_layout(std::span<const FileInput> files, const SourceSettings& settings);

}  // namespace kith::intake
