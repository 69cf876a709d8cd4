#include "service/attendance_panel.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "table/category.h"

namespace kith::service {
namespace {

namespace category = table::category;
using table::Mark;

std::optional<std::int64_t> hundredths_of(std::string_view text) {
    double days = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (fault != std::errc() || end != text.data() + text.size() || !(days >= 0) || days > 400) return std::nullopt;
    return std::llround(days * static_cast<double>(insight::kDay));
}

std::string attribute_of(const table::Fact& fact, std::string_view name) {
    for (const table::Attribute& attribute : fact.attributes) {
        if (attribute.name == name) return attribute.value;
    }
    return {};
}

std::optional<insight::DayCount> totals_of(const std::vector<table::Fact>& facts) {
    for (const table::Fact& fact : facts) {
        if (fact.kind != "totals") continue;
        const auto expected = hundredths_of(attribute_of(fact, "Days Enrolled"));
        const auto absent = hundredths_of(attribute_of(fact, "Days Absent"));
        if (expected && absent && *absent <= *expected) return insight::DayCount{*expected, *absent};
    }
    return std::nullopt;
}

class PanelReader {
  public:
    PanelReader(ledger::Reader& reader, const Population& population) : reader_(reader), population_(population) {}

    Result<AttendancePanel> run() {
        child_of_.assign(population_.size(), kNobody);
        is_held_.assign(population_.size(), false);
        for (std::uint32_t source = 0; source < population_.sources().size(); ++source) {
            if (population_.sources()[source].has(category::kSchoolAttendance)) TRY(read_source(source));
        }
        panel_.of = static_cast<std::size_t>(std::count(is_held_.begin(), is_held_.end(), true));
        std::sort(panel_.children.begin(), panel_.children.end(),
                  [](const PanelChild& a, const PanelChild& b) { return a.person < b.person; });
        lay_out();
        return std::move(panel_);
    }

  private:
    static constexpr std::uint32_t kNobody = 0xffffffff;
    enum class MayGroup : std::uint8_t { No, Yes };
    struct Row {
        std::uint32_t person;
        std::vector<table::Strip> strips;
        std::optional<CivilDate> entry;
        std::optional<CivilDate> exit;
    };

    Result<void> read_source(std::uint32_t source) {
        const std::vector<bool> may_count = population_.permitted(category::kSchoolAttendance, source);
        const std::vector<bool> may_group = population_.permitted(category::kSchoolEnrolment, source);
        std::vector<Row> rows;
        for (std::uint32_t person = 0; person < population_.size(); ++person) {
            for (const PopulationRecord& record : population_.records_of(person)) {
                if (record.source != source) continue;
                is_held_[person] = true;
                if (!may_count[person]) continue;
                rows.push_back(TRY(read_row(person, record.id, may_group[person] ? MayGroup::Yes : MayGroup::No)));
            }
        }
        fill_silence(rows);
        for (Row& row : rows) {
            for (table::Strip& strip : row.strips) said_.push_back({row.person, std::move(strip)});
        }
        return {};
    }

    Result<Row> read_row(std::uint32_t person, RecordId record, MayGroup may_group) {
        Row row{person, TRY(reader_.strips(record, category::kSchoolAttendance)), {}, {}};
        PanelChild& child = child_at(person);
        if (row.strips.empty()) {
            const std::vector<table::Fact> facts = TRY(reader_.facts(record, category::kSchoolAttendance));
            const auto totals = totals_of(facts);
            if (totals) child.totals = child.totals.value_or(insight::DayCount{});
            if (totals) *child.totals += *totals;
        }
        if (may_group == MayGroup::No) return row;
        const std::vector<table::Fact> facts = TRY(reader_.facts(record, category::kSchoolEnrolment));
        for (const table::Fact& fact : facts) {
            if (fact.kind != "enrolment") continue;
            if (child.grade.empty()) child.grade = attribute_of(fact, "grade_level");
            if (child.school.empty()) child.school = attribute_of(fact, "school");
            row.entry = fact.from;
            row.exit = fact.to;
        }
        const auto& sources = population_.sources();
        if (child.school.empty()) {
            for (const PopulationRecord& held : population_.records_of(person)) {
                if (held.id == record) child.school = sources[held.source].programme;
            }
        }
        return row;
    }

    PanelChild& child_at(std::uint32_t person) {
        if (child_of_[person] == kNobody) {
            child_of_[person] = static_cast<std::uint32_t>(panel_.children.size());
            panel_.children.push_back({person, {}, {}, {}, {}});
        }
        return panel_.children[child_of_[person]];
    }

    /// Presence by silence, for a source that never marks presence.
    static void fill_silence(std::vector<Row>& rows) {
        std::int32_t first = std::numeric_limits<std::int32_t>::max();
        std::int32_t last = std::numeric_limits<std::int32_t>::min();
        for (const Row& row : rows) {
            for (const table::Strip& strip : row.strips) {
                if (strip.marks.find(static_cast<char>(Mark::Present)) != std::string::npos) return;
                first = std::min(first, strip.first_day.days());
                last = std::max(last, strip.first_day.days() + static_cast<std::int32_t>(strip.marks.size()));
            }
        }
        if (first >= last) return;
        std::vector<bool> is_held(static_cast<std::size_t>(last - first), false);
        for (const Row& row : rows) {
            for (const table::Strip& strip : row.strips) {
                const auto at = static_cast<std::size_t>(strip.first_day.days() - first);
                for (std::size_t i = 0; i < strip.marks.size(); ++i) {
                    const auto mark = static_cast<Mark>(strip.marks[i]);
                    if (mark != Mark::None && mark != Mark::NotHeld) is_held[at + i] = true;
                }
            }
        }
        for (Row& row : rows) fill_row(row, first, is_held);
    }

    /// A child without any exception has no strip either.
    static void fill_row(Row& row, std::int32_t first, const std::vector<bool>& is_held) {
        std::string marks(is_held.size(), static_cast<char>(Mark::None));
        for (std::size_t i = 0; i < is_held.size(); ++i) {
            const CivilDate day = CivilDate::from_days(first + static_cast<std::int32_t>(i));
            const bool is_enrolled = (!row.entry || *row.entry <= day) && (!row.exit || day <= *row.exit);
            if (is_held[i] && is_enrolled) marks[i] = static_cast<char>(Mark::Present);
        }
        for (const table::Strip& strip : row.strips) {
            const auto at = static_cast<std::size_t>(strip.first_day.days() - first);
            for (std::size_t i = 0; i < strip.marks.size(); ++i) {
                if (strip.marks[i] != static_cast<char>(Mark::None)) marks[at + i] = strip.marks[i];
            }
        }
        row.strips.assign(1, {std::string(category::kSchoolAttendance), "", CivilDate::from_days(first), marks});
    }

    /// One line of marks a child; where two schools speak of one day, the first that says something counts.
    void lay_out() {
        std::int32_t first = std::numeric_limits<std::int32_t>::max();
        std::int32_t last = std::numeric_limits<std::int32_t>::min();
        for (const auto& [person, strip] : said_) {
            for (std::size_t i = 0; i < strip.marks.size(); ++i) {
                if (strip.marks[i] == static_cast<char>(Mark::None)) continue;
                first = std::min(first, strip.first_day.days() + static_cast<std::int32_t>(i));
                last = std::max(last, strip.first_day.days() + static_cast<std::int32_t>(i));
            }
        }
        if (first > last) return;
        panel_.first_day = CivilDate::from_days(first);
        panel_.last_day = CivilDate::from_days(last);
        std::vector<std::uint32_t> place(population_.size(), kNobody);
        for (std::uint32_t i = 0; i < panel_.children.size(); ++i) {
            place[panel_.children[i].person] = i;
            panel_.children[i].marks.assign(static_cast<std::size_t>(last - first) + 1, static_cast<char>(Mark::None));
        }
        for (const auto& [person, strip] : said_) {
            std::string& marks = panel_.children[place[person]].marks;
            for (std::size_t i = 0; i < strip.marks.size(); ++i) {
                const std::int32_t at = strip.first_day.days() + static_cast<std::int32_t>(i) - first;
                if (at < 0 || at > last - first || strip.marks[i] == static_cast<char>(Mark::None)) continue;
                char& mark = marks[static_cast<std::size_t>(at)];
                if (mark == static_cast<char>(Mark::None)) mark = strip.marks[i];
            }
        }
    }

    ledger::Reader& reader_;
    const Population& population_;
    AttendancePanel panel_;
    std::vector<std::uint32_t> child_of_;
    std::vector<bool> is_held_;
    std::vector<std::pair<std::uint32_t, table::Strip>> said_;
};

}  // namespace

insight::DayCount AttendancePanel::count(const PanelChild& child, CivilDate from, CivilDate to) const {
    const std::int32_t begin = std::max(0, from.days() - first_day.days());
    const std::int32_t end = std::min(static_cast<std::int32_t>(child.marks.size()), to.days() - first_day.days() + 1);
    insight::DayCount count;
    for (std::int32_t i = begin; i < end; ++i) {
        count += insight::day_of(static_cast<Mark>(child.marks[static_cast<std::size_t>(i)]));
    }
    return count;
}

CivilDate AttendancePanel::year_start() const {
    const int year = last_day.month() >= 7 ? last_day.year() : last_day.year() - 1;
    return *CivilDate::from_ymd(year, 7, 1);
}

Result<AttendancePanel> read_attendance(ledger::Reader& reader, const Population& population) {
    return PanelReader(reader, population).run();
}

std::vector<Month> months_between(CivilDate from, CivilDate to) {
    std::vector<Month> months;
    for (CivilDate begin = from; begin <= to;) {
        const int year = begin.month() == 12 ? begin.year() + 1 : begin.year();
        const CivilDate next = *CivilDate::from_ymd(year, begin.month() == 12 ? 1 : begin.month() + 1, 1);
        months.push_back({begin, std::min(to, next.plus_days(-1))});
        begin = next;
    }
    return months;
}

}  // namespace kith::service
