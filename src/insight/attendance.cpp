#include "insight/attendance.h"

#include <algorithm>

namespace kith::insight {

using table::Mark;

DayCount day_of(Mark mark, const AttendanceRule& rule) {
    switch (mark) {
        case Mark::None:
        case Mark::NotHeld:
            return {};
        case Mark::Present:
            return {kDay, 0};
        case Mark::Absent:
        case Mark::Excused:
            return {kDay, kDay};
        case Mark::Tardy:
            return {kDay, rule.tardy_absent};
        case Mark::Partial:
            return {kDay, rule.partial_absent};
    }
    return {};
}

DayCount count_days(const table::Strip& strip, CivilDate from, CivilDate to, const AttendanceRule& rule) {
    const auto size = static_cast<std::int32_t>(strip.marks.size());
    const std::int32_t begin = std::max(0, from.days() - strip.first_day.days());
    const std::int32_t end = std::min(size, to.days() - strip.first_day.days() + 1);
    DayCount count;
    for (std::int32_t i = begin; i < end; ++i) count += day_of(static_cast<Mark>(strip.marks[std::size_t(i)]), rule);
    return count;
}

std::string_view name_of(AbsenceDefinition definition) {
    switch (definition) {
        case AbsenceDefinition::Federal:
            return "federal";
        case AbsenceDefinition::California:
            return "california";
        case AbsenceDefinition::RhodeIsland:
            return "rhode_island";
        case AbsenceDefinition::CivilRights:
            return "civil_rights";
        case AbsenceDefinition::Balfanz:
            return "balfanz";
    }
    return "";
}

Judgement judge_absence(AbsenceDefinition definition, const DayCount& days) {
    const std::int64_t e = days.expected;
    const std::int64_t a = days.absent;
    const auto of = [](bool is_counted, bool is_absent) {
        if (!is_counted) return Judgement::NotCounted;
        return is_absent ? Judgement::Yes : Judgement::No;
    };
    switch (definition) {
        case AbsenceDefinition::Federal:
            return of(e >= 10 * kDay, 10 * a >= e);
        case AbsenceDefinition::California:
            return of(e > 30 * kDay, 10 * a >= e);
        case AbsenceDefinition::RhodeIsland:
            return of(e >= 90 * kDay, a >= 18 * kDay);
        case AbsenceDefinition::CivilRights:
            return of(e > 0, a >= 15 * kDay);
        case AbsenceDefinition::Balfanz:
            return of(e > 0, 10 * days.present() <= 8 * e);
    }
    return Judgement::NotCounted;
}

std::string_view name_of(AbsenceBand band) {
    switch (band) {
        case AbsenceBand::NotCounted:
            return "not_counted";
        case AbsenceBand::Severe:
            return "severe";
        case AbsenceBand::Chronic:
            return "chronic";
        case AbsenceBand::AtRisk:
            return "at_risk";
        case AbsenceBand::Satisfactory:
            return "satisfactory";
    }
    return "";
}

AbsenceBand band_of(const DayCount& days) {
    const std::int64_t e = days.expected;
    const std::int64_t p = days.present();
    if (e == 0) return AbsenceBand::NotCounted;
    if (10 * p < 8 * e) return AbsenceBand::Severe;
    if (10 * p <= 9 * e) return AbsenceBand::Chronic;
    return 20 * p < 19 * e ? AbsenceBand::AtRisk : AbsenceBand::Satisfactory;
}

}  // namespace kith::insight
