#pragma once

// Cells to typed values, as people and systems write them in records of children: missing in its many spellings, dates
// by the order their column shares, sexes, grades, attendance marks, rows somebody left as an example.
//
// Idea: a column is studied once over its distinct cells, and each distinct cell is parsed once; an attendance extract
// of three million rows has two hundred dates.
//
// Not for names, phones and addresses: text/.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil_date.h"
#include "intake/values_index.h"
#include "table/record.h"
#include "table/table.h"
#include "text/dates.h"

namespace kith::intake {

/// Without blanks (also no-break spaces) at both ends.
std::string_view trimmed(std::string_view cell);

/// Blank, `NULL`, `N/A`, `-`, `none`, ... `unknown` counts, `refused` does not: somebody said it.
bool is_missing(std::string_view cell);

/// 1900-01-01, 1/1/1111, any day of 9999: typed because a field had to be filled.
bool is_placeholder(PartialDate date);

/// An id such as `ex: 111222233`, or a name such as `Test Student`: left in a form as an example.
bool is_example_id(std::string_view id);
bool is_example_name(std::string_view given, std::string_view surname);

/// Unknown where the text says none. Codes of one format (HMIS: 0 female) are that format's matter.
table::Sex sex_of(std::string_view cell);

/// `07`, `7th`, `Grade 7` are `7`; `KG`, `KF`, `K` are `KG`; `PK` and others as written in capitals.
std::string grade_of(std::string_view cell);

/// `ymd`, `mdy`, `dmy`, `ambiguous`, empty for none.
std::string_view name_of(text::DateOrder order);
/// Empty unless `name` is one that settles the order.
std::optional<text::DateOrder> settled_order(std::string_view name);

enum class DateUse : std::uint8_t { Birth, Event };

/// One column of dates (or of dates with times).
class DateReader {
  public:
    enum class State : std::uint8_t { Missing, Placeholder, Read, Partial, Ambiguous, Unreadable };
    struct Value {
        State state = State::Missing;
        PartialDate date;
        std::int32_t days = 0;     // CivilDate::days() where state is Read
        std::int32_t minute = -1;  // of the day; -1 where there is no time
    };

    /// `memory` is the order the source is known to use; it counts only where the column does not settle it.
    DateReader(const table::Table& table, std::span<const std::size_t> columns, DateUse use, CivilDate today,
               std::optional<text::DateOrder> memory);

    text::DateOrder order() const { return order_; }
    std::size_t dates() const { return dates_; }
    std::size_t not_dates() const { return not_dates_; }
    const Value& read(std::string_view cell);

  private:
    Value parse(std::string_view cell) const;

    text::DateOrder order_ = text::DateOrder::None;
    text::YearPivot pivot_;
    std::size_t dates_ = 0;
    std::size_t not_dates_ = 0;
    TextIndex cells_;
    std::vector<Value> values_;
    Value last_;
};

/// What a source's mark codes mean: its own where it has said so, else the common ones.
class MarkVocabulary {
  public:
    explicit MarkVocabulary(std::span<const std::pair<std::string, table::Mark>> own);
    /// Empty for a code nobody has explained. Mark::None for a code that says nothing (`n/a`).
    std::optional<table::Mark> mark_of(std::string_view code) const;

  private:
    std::vector<std::pair<std::string, table::Mark>> own_;  // codes folded to upper case
};

/// The mark of a day that has two (periods, doubled rows): absent from one part and present in another is Partial.
/// Commutative and associative, so that the order of rows does not matter.
table::Mark combine(table::Mark a, table::Mark b);

std::string_view name_of(table::Mark mark);

}  // namespace kith::intake
