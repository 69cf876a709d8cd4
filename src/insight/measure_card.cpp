#include "insight/measure_card.h"

#include <algorithm>

#include "insight/attendance.h"

namespace kith::insight {
namespace {

MeasureCard chronic_absence() {
    MeasureCard card;
    card.id = "chronic-absence";
    card.name = "Chronic absence, federal definition";
    card.question = "How many children miss a tenth of their school days or more?";
    card.better = Direction::Lower;
    card.counted = "children with 10 or more recorded school days in the window";
    card.numerator = "children who missed 10 percent or more of those days, excused or not";
    card.window = "school year";
    card.category = "school_attendance";
    card.tests = {
        {"9 days enrolled are too few", 9, 9, false, false},
        {"1 of 10 days is a tenth", 10, 1, true, true},
        {"17 of 180 days are less than a tenth", 180, 17, true, false},
        {"18 of 180 days are a tenth", 180, 18, true, true},
    };
    card.differs = {
        "California counts children expected more than 30 days",
        "Rhode Island counts 18 days missed of children enrolled 90 days or more",
        "a child at two schools is one child here; federal files count each school",
    };
    return card;
}

MeasureCard attendance_at_risk() {
    MeasureCard card;
    card.id = "attendance-at-risk";
    card.name = "Attendance below 95 percent";
    card.question = "How many children miss more than a twentieth of their school days?";
    card.better = Direction::Lower;
    card.counted = "children with 10 or more recorded school days in the window";
    card.numerator = "children present on less than 95 percent of those days";
    card.window = "school year";
    card.category = "school_attendance";
    card.tests = {
        {"171 of 180 days are 95 percent", 180, 9, true, false},
        {"170 of 180 days are less", 180, 10, true, true},
        {"9 days enrolled are too few", 9, 9, false, false},
    };
    card.differs = {"includes the children of chronic absence"};
    return card;
}

MeasureCard children_served() {
    MeasureCard card;
    card.id = "children-served";
    card.name = "Different children served";
    card.question = "How many different children do we serve together?";
    card.unit = MeasureUnit::Count;
    card.counted = "children with a record at one organisation or more";
    card.numerator = "the same";
    card.window = "today";
    card.category = "school_enrolment";
    card.differs = {"a range, as long as matches are waiting for a person"};
    return card;
}

bool is_in(const MeasureCard& card, const DayCount& days) {
    if (card.id == "chronic-absence") return judge_absence(AbsenceDefinition::Federal, days) == Judgement::Yes;
    const AbsenceBand band = band_of(days);
    return band != AbsenceBand::Satisfactory && band != AbsenceBand::NotCounted;
}

}  // namespace

const std::vector<MeasureCard>& built_in_cards() {
    static const std::vector<MeasureCard> kCards = {chronic_absence(), attendance_at_risk(), children_served()};
    return kCards;
}

const MeasureCard* card_named(std::string_view id) {
    const auto& cards = built_in_cards();
    const auto found = std::find_if(cards.begin(), cards.end(), [&](const MeasureCard& card) { return card.id == id; });
    return found == cards.end() ? nullptr : &*found;
}

Judgement judge(const MeasureCard& card, const DayCount& days) {
    if (days.expected < 10 * kDay) return Judgement::NotCounted;
    return is_in(card, days) ? Judgement::Yes : Judgement::No;
}

std::vector<std::string> failed_tests(const MeasureCard& card) {
    std::vector<std::string> failed;
    for (const CardTest& test : card.tests) {
        const Judgement judgement = judge(card, {test.expected_days * kDay, test.absent_days * kDay});
        const bool is_right =
            (judgement != Judgement::NotCounted) == test.is_counted && (judgement == Judgement::Yes) == test.is_in;
        if (!is_right) failed.push_back(test.says);
    }
    return failed;
}

}  // namespace kith::insight
