// Rows of attendance logs: a child and a day with a code, with times, or with the mere fact of having signed in. Marks
// go straight into strips; times become hours per month.

#include <algorithm>

#include "intake/delivery_rows.h"
#include "text/dates.h"
#include "text/fold.h"

namespace kith::intake {
namespace {

constexpr std::int64_t kDayMinutes = 1440;

class LogReader {
  public:
    LogReader(Work& work, SheetWork& sheet)
        : work_(work), sheet_(sheet), table_(sheet.table()), rows_(work, sheet), shape_(sheet.layout.shape) {
        for (std::size_t column = 0; column < sheet.mapping.columns.size(); ++column) {
            if (sheet.mapping.columns[column].role != Role::Unmapped) continue;
            const std::string words = normal_header(table_.columns[column]);
            const bool is_note = words.find("reason") != std::string::npos ||
                                 words.find("comment") != std::string::npos || words.find("note") != std::string::npos;
            if (is_note || shape_ == Shape::SignInLog) notes_.push_back(column);
        }
        programme_column_ = rows_.column(Role::Programme);
        if (!programme_column_) programme_column_ = rows_.column(Role::School);
        key_of_sheet_ = work.children.strip_key(sheet.layout.category, default_programme());
    }

    void read() {
        for (std::size_t row = 0; row < table_.row_count(); ++row) read_row(row);
        if (work_.settings.blank == BlankMark::None || (shape_ != Shape::Exceptions && shape_ != Shape::SessionLog))
            return;
        const table::Mark silent =
            work_.settings.blank == BlankMark::Present ? table::Mark::Present : table::Mark::Absent;
        for (const StripKey key : keys_used_) work_.children.fill_silent_days(key, silent);
    }

  private:
    std::string default_programme() const {
        return work_.settings.programme.empty() ? work_.settings.id.value() : work_.settings.programme;
    }

    StripKey key_of(std::size_t row) {
        StripKey key = key_of_sheet_;
        if (programme_column_) {
            const std::string_view cell = trimmed(table_.cell(row, *programme_column_));
            if (!is_missing(cell)) {
                const std::uint32_t number = programmes_.intern(cell);
                if (number == programme_keys_.size()) {
                    programme_keys_.push_back(work_.children.strip_key(sheet_.layout.category, work_.org_name(cell)));
                }
                key = programme_keys_[number];
            }
        }
        if (std::find(keys_used_.begin(), keys_used_.end(), key) == keys_used_.end()) keys_used_.push_back(key);
        return key;
    }

    void hold_back(std::size_t row, std::size_t column, std::string_view id, std::string_view message,
                   std::string_view suggestion) {
        work_.quarantine(sheet_, row, column, id, message, suggestion, rows_.cell(row, Role::LocalId));
    }

    /// The day from its own column, else from the first moment the row gives.
    std::optional<std::int32_t> day_of(std::size_t row) {
        std::size_t column = kNoColumn;
        DateReader::State state = DateReader::State::Missing;
        for (const Role role : {Role::EventDate, Role::TimeIn, Role::TimeOut, Role::AbsentFlag, Role::Timestamp}) {
            const auto at = rows_.column(role);
            if (!at || !rows_.has_date_column(*at)) continue;
            const DateReader::Value& value = rows_.date_at(row, *at);
            if (value.state == DateReader::State::Read) return value.days;
            if (column == kNoColumn || state == DateReader::State::Missing) {
                column = *at;
                state = value.state;
            }
        }
        if (state == DateReader::State::Ambiguous) {
            hold_back(row, column, "intake.date.ambiguous", "day and month of this date cannot be told apart",
                      "say once whether this source writes the month or the day first");
        } else if (state == DateReader::State::Missing || state == DateReader::State::Placeholder) {
            hold_back(row, column, "intake.row.no-date", "the row says no day", "fill in the date");
        } else {
            hold_back(row, column, "intake.date.unreadable", "this is no date the column's order can read",
                      "correct the date");
        }
        return std::nullopt;
    }

    /// `codes_` keeps the answer per distinct code.
    std::optional<table::Mark> mark_of(std::string_view code) {
        const std::uint32_t number = codes_.intern(code);
        if (number == marks_.size()) marks_.push_back(work_.mark_of(code));
        return marks_[number];
    }

    void read_row(std::size_t row) {
        const auto day = day_of(row);
        if (!day) return;
        const auto mark = mark_of_row(row);
        if (!mark) return;
        const auto child = rows_.child_of(row, Saying::Mentioned);
        if (!child) return;
        const StripKey key = key_of(row);
        work_.children.mark(*child, key, *day, *mark);
        if (shape_ == Shape::InOutLog && has_time(row)) add_visit(row, *child, key, *day);
        add_note(row, *child, *day);
        work_.children.add_origin(*child, {sheet_.file, table_.line_of(row)});
        sheet_.fates.load(table_, row);
    }

    std::optional<table::Mark> mark_of_row(std::size_t row) {
        if (shape_ == Shape::SignInLog) return table::Mark::Present;
        const bool has_times = shape_ == Shape::InOutLog && has_time(row);
        const auto code_column = rows_.column(Role::MarkCode);
        if (!code_column)
            return settle(row, rows_.column(Role::AbsentFlag).value_or(kNoColumn), mark_of_flags(row), has_times);
        const auto read = mark_of(table_.cell(row, *code_column));
        if (!read) {
            hold_back(row, *code_column, "intake.mark.unknown", "nobody has said what this attendance code means",
                      "say once what the code means for this source");
            return std::nullopt;
        }
        return settle(row, *code_column, *read, has_times);
    }

    bool is_set(std::size_t row, Role role) const {
        const std::string_view flag = rows_.cell(row, role);
        return !flag.empty() && flag != "0" && flag != "N" && flag != "n" && flag != "No" && flag != "no" &&
               flag != "FALSE" && flag != "false" && flag != "False";
    }

    /// Absent, tardy, excused and dismissed as columns of their own.
    table::Mark mark_of_flags(std::size_t row) const {
        if (is_set(row, Role::AbsentFlag))
            return is_set(row, Role::ExcusedFlag) ? table::Mark::Excused : table::Mark::Absent;
        if (is_set(row, Role::TardyFlag)) return table::Mark::Tardy;
        if (is_set(row, Role::DismissedFlag)) return table::Mark::Partial;
        return table::Mark::Present;
    }

    table::Mark settle(std::size_t row, std::size_t column, table::Mark mark, bool has_times) {
        if (mark == table::Mark::None) {
            if (has_times) return table::Mark::Present;
            if (shape_ == Shape::InOutLog) return table::Mark::Present;
            if (work_.settings.blank == BlankMark::Present) return table::Mark::Present;
            return work_.settings.blank == BlankMark::Absent ? table::Mark::Absent : table::Mark::None;
        }
        const bool is_away = mark == table::Mark::Absent || mark == table::Mark::Excused;
        if (!has_times || !is_away) return mark;
        work_.remark(sheet_, table_, row, column, table::Severity::Note, "intake.attendance.absent-with-times",
                     "the row is marked absent and has times; the times count", "remove the mark or the times");
        return table::Mark::Present;
    }

    bool has_time(std::size_t row) const {
        return !rows_.cell(row, Role::TimeIn).empty() || !rows_.cell(row, Role::TimeOut).empty();
    }

    /// Minutes since 1970 of a time column: a moment of its own, or a time of the row's day.
    std::optional<std::int64_t> moment(std::size_t row, Role role, std::int32_t day) {
        const auto at = rows_.column(role);
        if (!at) return std::nullopt;
        const std::string_view cell = rows_.cell(row, role);
        if (cell.empty()) return std::nullopt;
        if (rows_.has_date_column(*at)) {
            const DateReader::Value& value = rows_.date_at(row, *at);
            if (value.state == DateReader::State::Read && value.minute >= 0)
                return value.days * kDayMinutes + value.minute;
        }
        if (const auto time = text::parse_time(cell)) return day * kDayMinutes + time->ms / 60'000;
        work_.remark(sheet_, table_, row, *at, table::Severity::Warning, "intake.time.unreadable",
                     "this is no time of day", "write the time as 3:15 pm or 15:15");
        return std::nullopt;
    }

    void add_visit(std::size_t row, ChildIndex child, StripKey key, std::int32_t day) {
        const auto in = moment(row, Role::TimeIn, day);
        auto out = moment(row, Role::TimeOut, day);
        if (!in) return;
        if (!out) {
            work_.children.visit(child, key, *in, -1);
            return;
        }
        if (*out < *in) *out += kDayMinutes;  // picked up after midnight
        if (*out < *in || *out - *in > kDayMinutes) {
            work_.remark(sheet_, table_, row, *rows_.column(Role::TimeOut), table::Severity::Warning,
                         "intake.time.order", "the departure is not within a day of the arrival", "correct the times");
            out = -1;
        }
        work_.children.visit(child, key, *in, *out);
    }

    void add_note(std::size_t row, ChildIndex child, std::int32_t day) {
        table::Fact fact;
        for (const std::size_t column : notes_) {
            const std::string_view cell = trimmed(table_.cell(row, column));
            if (!is_missing(cell)) fact.attributes.push_back({table_.columns[column], std::string(cell)});
        }
        if (fact.attributes.empty()) return;
        std::sort(fact.attributes.begin(), fact.attributes.end());
        fact.category = sheet_.layout.category;
        fact.kind = "attendance_note";
        fact.from = CivilDate::from_days(day);
        fact.key = fact.from->to_iso();
        work_.children.add_fact(child, std::move(fact));
    }

    Work& work_;
    SheetWork& sheet_;
    const table::Table& table_;
    RowReader rows_;
    Shape shape_;
    std::vector<std::size_t> notes_;
    std::optional<std::size_t> programme_column_;
    TextIndex programmes_;
    std::vector<StripKey> programme_keys_;
    std::vector<StripKey> keys_used_;
    StripKey key_of_sheet_ = 0;
    TextIndex codes_;
    std::vector<std::optional<table::Mark>> marks_;
};

}  // namespace

void read_log(Work& work, SheetWork& sheet) {
    LogReader(work, sheet).read();
}

}  // namespace kith::intake
