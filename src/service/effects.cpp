#include "service/effects.h"

#include <algorithm>
#include <map>
#include <set>

#include "service/attendance_panel.h"
#include "service/json.h"
#include "service/measures.h"
#include "service/programmes.h"

namespace kith::service {
namespace {

using insight::DayCount;
using insight::EffectData;
using insight::Scale;

/// Fewer school days in a stretch say little about a child.
constexpr std::int64_t kDaysMin = 10 * insight::kDay;

double share(const DayCount& days) {
    return static_cast<double>(days.present()) / static_cast<double>(days.expected);
}

/// Kindergarten is 0, pre-kindergarten -1; none for other words.
std::optional<double> grade_number(const std::string& grade) {
    if (grade == "KG" || grade == "K") return 0;
    if (grade == "PK") return -1;
    if (grade.empty() || grade.size() > 2 || grade.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return std::stod(grade);
}

/// The day by which half of those who took part had begun.
std::optional<CivilDate> usual_start(const Participation& participation, const AttendancePanel& panel) {
    std::vector<CivilDate> days;
    for (const PanelChild& child : panel.children) {
        const auto& begun = participation.begun[child.person];
        if (begun && *begun > panel.first_day && *begun <= panel.last_day) days.push_back(*begun);
    }
    if (days.empty()) return std::nullopt;
    std::nth_element(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2), days.end());
    return days[days.size() / 2];
}

void set_stretches(EffectAnswer& answer, const AttendancePanel& panel, CivilDate start) {
    const std::int32_t middle = (panel.first_day.days() + start.days()) / 2;
    answer.before_from = panel.first_day;
    answer.before_to = CivilDate::from_days(middle - 1);
    answer.placebo_from = CivilDate::from_days(middle);
    answer.placebo_to = start.plus_days(-1);
    answer.after_from = start;
    answer.after_to = panel.last_day;
}

struct Compared {
    double grade = 0;
    std::string school;
    bool is_treated = false;
    double early = 0;
    double late = 0;
    double after = 0;
};

std::vector<Compared> compared_children(const EffectAnswer& answer, const AttendancePanel& panel,
                                        const Participation& participation) {
    std::vector<Compared> children;
    for (const PanelChild& child : panel.children) {
        if (!participation.is_known[child.person]) continue;
        const DayCount early = panel.count(child, answer.before_from, answer.before_to);
        const DayCount late = panel.count(child, answer.placebo_from, answer.placebo_to);
        const DayCount after = panel.count(child, answer.after_from, answer.after_to);
        const auto grade = grade_number(child.grade);
        if (!grade || std::min({early.expected, late.expected, after.expected}) < kDaysMin) continue;
        children.push_back(
            {*grade, child.school, participation.took_part[child.person], share(early), share(late), share(after)});
    }
    // Only grades the programme takes.
    double low = 99;
    double high = -99;
    for (const Compared& child : children) {
        if (!child.is_treated) continue;
        low = std::min(low, child.grade);
        high = std::max(high, child.grade);
    }
    std::erase_if(children, [&](const Compared& child) { return child.grade < low || child.grade > high; });
    return children;
}

void add_covariate(EffectData& data, const std::string& name, Scale scale, const std::vector<Compared>& children,
                   auto&& value) {
    insight::Covariate covariate{name, scale, {}};
    for (const Compared& child : children) covariate.values.push_back(value(child));
    data.covariates.push_back(std::move(covariate));
}

enum class Which : std::uint8_t { Outcome, Placebo };

EffectData effect_data(const std::vector<Compared>& children, Which which) {
    EffectData data;
    std::map<std::string, std::size_t> schools;
    for (const Compared& child : children) {
        data.treated.push_back(child.is_treated ? 1 : 0);
        data.outcome.push_back(which == Which::Outcome ? child.after : child.late);
        ++schools[child.school];
    }
    add_covariate(data, "attendance_early", Scale::Continuous, children,
                  [](const Compared& child) { return child.early; });
    if (which == Which::Outcome) {
        add_covariate(data, "attendance_before", Scale::Continuous, children,
                      [](const Compared& child) { return child.late; });
    }
    add_covariate(data, "grade", Scale::Continuous, children, [](const Compared& child) { return child.grade; });
    // Schools with many of the children; the others are one.
    std::size_t number = 0;
    for (const auto& [school, count] : schools) {
        if (count * 20 < children.size() || ++number >= schools.size()) continue;
        add_covariate(data, "school:" + school, Scale::Binary, children,
                      [&name = school](const Compared& child) { return child.school == name ? 1.0 : 0.0; });
    }
    return data;
}

/// No count below k in the histograms of the propensity.
void hide_small(insight::EffectReport& report, std::uint64_t k) {
    for (auto* bins : {&report.overlap.treated, &report.overlap.controls}) {
        for (std::size_t& bin : *bins) {
            if (bin < k) bin = 0;
        }
    }
}

Result<void> compare(const AttendancePanel& panel, const Participation& participation, EffectAnswer& answer) {
    const auto start = usual_start(participation, panel);
    if (!start) {
        answer.refused = "effect.too-few";
        return {};
    }
    set_stretches(answer, panel, *start);
    const std::vector<Compared> children = compared_children(answer, panel, participation);
    insight::EffectOptions options;
    options.minimum = answer.minimum;
    std::set<std::string> sites;
    for (const Compared& child : children) {
        if (child.is_treated) sites.insert(child.school);
    }
    options.sites = sites.size();
    if (children.empty()) {
        answer.refused = "effect.too-few";
        return {};
    }
    auto report =
        insight::estimate_effect(effect_data(children, Which::Outcome), effect_data(children, Which::Placebo), options);
    if (report.is_error()) {
        answer.refused = report.error().id;
        return {};
    }
    answer.report = std::move(report).value();
    hide_small(*answer.report, answer.k);
    return {};
}

}  // namespace

Result<EffectAnswer> estimate_programme(ledger::Ledger& ledger, const EffectAsked& asked, const UserId& viewer,
                                        const Clock& clock) {
    if (asked.outcome != "attendance") {
        return make_error(ErrorCode::InvalidInput, "effect.outcome", "expected attendance", "outcome");
    }
    EffectAnswer answer;
    answer.outcome = asked.outcome;
    answer.as_of = clock.now();
    {
        const auto reader = TRY(ledger.begin_read());
        answer.k = TRY(disclosure_rule(*reader)).k;
        answer.purpose = TRY(purpose_for(*reader, asked.purpose, "evaluation", "school_attendance"));
        const Population population = TRY(Population::read(*reader, {viewer, answer.purpose, answer.as_of}));
        const Participation participation = TRY(read_participation(*reader, population, asked.programme));
        answer.programme = population.sources()[participation.source].id.value();
        const AttendancePanel panel = TRY(read_attendance(*reader, population));
        TRY(compare(panel, participation, answer));
    }
    const auto transaction = TRY(ledger.begin_write({viewer, answer.as_of}));
    const Json entry{{"viewer", viewer.value()},
                     {"purpose", answer.purpose},
                     {"effect", answer.programme},
                     {"outcome", answer.outcome},
                     {"verdict", answer.report ? std::string(name_of(answer.report->verdict)) : answer.refused}};
    TRY(transaction->append_audit({"effect", std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    return answer;
}

}  // namespace kith::service
