#pragma once

// What the readers of one delivery share: settings, the children found so far, problems, and per sheet the fate of
// every line. Internal to intake.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/delivery.h"
#include "intake/delivery_children.h"
#include "intake/known.h"
#include "intake/mapping.h"
#include "intake/values.h"

namespace kith::intake {

/// The fate of each line of one sheet, starting from what the reader of the file already set aside.
class LineFates {
  public:
    explicit LineFates(const SheetReading& reading);

    void load(const table::Table& table, std::size_t row) { set(table, row, kLoaded); }
    void quarantine(const table::Table& table, std::size_t row, std::string_view reason) {
        set(table, row, code_of(table::Fate::Quarantined, reason));
    }
    void ignore(const table::Table& table, std::size_t row, std::string_view reason) {
        set(table, row, code_of(table::Fate::Ignored, reason));
    }
    /// Lines that still have no fate, and their account.
    table::RowAccount close(std::string_view reason_of_the_rest) const;

  private:
    static constexpr std::uint16_t kUnset = 0;
    static constexpr std::uint16_t kLoaded = 1;
    std::uint16_t code_of(table::Fate fate, std::string_view reason);
    void set(const table::Table& table, std::size_t row, std::uint16_t code);

    std::vector<std::uint16_t> codes_;  // per line
    std::vector<std::pair<table::Fate, std::string>> reasons_;
};

/// One sheet of one file on its way.
struct SheetWork {
    std::uint32_t file = 0;
    std::uint32_t number = 0;  // among all sheets of the delivery
    const SheetReading* reading = nullptr;
    std::unique_ptr<SheetReading> rebuilt =
        nullptr;            // where the header stood elsewhere than the reader of the file took it
    std::string file_name;  // without directories
    KnownFile known;
    SheetLayout layout;
    Mapping mapping;
    LineFates fates;

    const table::Table& table() const { return reading->table; }
};

struct Work {
    const SourceSettings& settings;
    MarkVocabulary marks;
    Children children;
    std::vector<FileProblem> problems;
    std::vector<QuarantinedRow> quarantined;
    std::vector<std::string> deleted;
    std::optional<AbsencePolicy> stated_policy;
    std::unordered_map<std::string, std::string> org_names;  // id -> name, for school columns that hold ids
    std::map<std::string, table::Mark> marks_seen;
    std::map<std::string, std::size_t> problems_by_kind;  // sheet number and id -> count

    explicit Work(const SourceSettings& given) : settings(given), marks(given.marks) {}

    /// The row is held back; `column` 0-based or npos for the whole row.
    void quarantine(SheetWork& sheet, std::size_t row, std::size_t column, std::string_view id,
                    std::string_view message, std::string_view suggestion, std::string_view local_id);
    /// The cell is held back or remarked on; the row's fate is the caller's.
    void remark(SheetWork& sheet, const table::Table& table, std::size_t row, std::size_t column,
                table::Severity severity, std::string_view id, std::string_view message, std::string_view suggestion);
    /// On a column or sheet as a whole.
    void remark_column(SheetWork& sheet, std::size_t column, table::Severity severity, std::string_view id,
                       std::string_view message, std::string_view suggestion);

    std::optional<table::Mark> mark_of(std::string_view code);
    /// A category the source may send: `wanted`, else its default.
    std::string allowed(std::string_view wanted) const;
    std::string org_name(std::string_view id) const;

  private:
    bool may_add(const SheetWork& sheet, std::string_view id);
};

inline constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// The readers, one file each. They give every row of the sheet a fate.
void read_list(Work& work, SheetWork& sheet);                            // delivery_list.cpp
void read_log(Work& work, SheetWork& sheet);                             // delivery_logs.cpp
bool read_register(Work& work, SheetWork& sheet);                        // delivery_register.cpp
void read_roster_set(Work& work, std::span<SheetWork* const> sheets);    // delivery_roster.cpp
Result<void> read_hmis(Work& work, std::span<SheetWork* const> sheets);  // delivery_hmis.cpp

/// The category of the facts of a list, from its headers and name.
std::string category_of_list(const Work& work, const SheetWork& sheet);
/// The category of the marks of an attendance sheet.
std::string category_of_marks(const Work& work, const SheetWork& sheet);
/// The fact kind that goes with a category: `score`, `incident`, ...
std::string_view kind_of(std::string_view category);

}  // namespace kith::intake
