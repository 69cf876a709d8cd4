#include "service/effect_json.h"

#include <cmath>
#include <cstdio>

#include "service/json.h"

namespace kith::service {
namespace {

using insight::Concern;
using insight::EffectReport;
using insight::Verdict;

/// JSON has no infinity: a covariate that only one group has.
Json finite(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json interval_json(const insight::Estimate& estimate) {
    return Json{{"value", estimate.value},
                {"low", estimate.low()},
                {"high", estimate.high()},
                {"standard_error", estimate.standard_error}};
}

Json estimator_json(const insight::Estimate& estimate) {
    Json json{{"name", std::string(name_of(estimate.estimator))}};
    json.update(interval_json(estimate));
    return json;
}

Json placebo_json(const insight::Placebo& placebo) {
    Json json = interval_json(placebo.estimate);
    json["passed"] = placebo.is_passed();
    json["estimators"] = Json::array();
    for (const insight::Estimate& estimate : placebo.others) json["estimators"].push_back(estimator_json(estimate));
    return json;
}

Json evidence_json(const insight::Evidence& evidence) {
    Json because = Json::array();
    for (const insight::TierReason reason : evidence.because) because.push_back(std::string(name_of(reason)));
    Json tier;
    if (evidence.tier == insight::Tier::Two) tier = 2;
    if (evidence.tier == insight::Tier::Three) tier = 3;
    return Json{{"rating", std::string(name_of(evidence.rating))}, {"essa_tier", tier}, {"because", because}};
}

std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, std::abs(value) >= 100 ? "%.0f" : "%.2f", value);
    return text;
}

std::string_view concern_words(Concern concern) {
    switch (concern) {
        case Concern::NoPlacebo:
            return "nothing from before the programme was compared";
        case Concern::PlaceboFailed:
            return "the groups already differed before the programme";
        case Concern::Unbalanced:
            return "no fitting comparison group was found";
        case Concern::ManyDropped:
            return "most who took part have nobody to be compared with";
        case Concern::LittleOverlap:
            return "too many who took part are unlike everyone who did not";
        case Concern::Disagreement:
            return "the methods contradict each other";
        case Concern::Imprecise:
            return "there are too few children to see an effect worth having";
        case Concern::NotConverged:
            return "who took part can be told from the other columns alone";
    }
    return "";
}

}  // namespace

Json effect_json(const EffectReport& report) {
    Json json{{"verdict", {{"key", std::string(name_of(report.verdict))}}}, {"sentence", effect_sentence(report)}};
    json["concerns"] = Json::array();
    for (const Concern concern : report.concerns) json["concerns"].push_back(std::string(name_of(concern)));
    json["estimate"] = estimator_json(report.estimate);
    json["n"] = Json{{"treated", report.treated},
                     {"controls", report.controls},
                     {"matched", report.matched},
                     {"dropped", report.dropped}};
    json["balance"] = Json::array();
    for (const insight::BalanceRow& row : report.balance) {
        json["balance"].push_back(Json{{"covariate", row.covariate},
                                       {"before", finite(row.before)},
                                       {"after", finite(row.after)},
                                       {"g", finite(row.g)},
                                       {"wwc", std::string(name_of(row.baseline))}});
    }
    json["overlap"] = Json{{"treated", report.overlap.treated},
                           {"controls", report.overlap.controls},
                           {"treated_outside", report.overlap.treated_outside},
                           {"control_effective", report.overlap.control_effective}};
    json["estimators"] = Json::array();
    for (const insight::Estimate& estimate : report.estimators) json["estimators"].push_back(estimator_json(estimate));
    json["placebo"] = report.placebo ? placebo_json(*report.placebo) : Json();
    json["sensitivity"] = Json{{"rv", report.robustness.value},
                               {"rv_alpha", report.robustness.value_at_05},
                               {"partial_r2", report.robustness.partial_r2},
                               {"evalue", report.robustness.e_value ? Json(*report.robustness.e_value) : Json()}};
    json["wwc"] = evidence_json(report.evidence);
    json["method"] = std::string(name_of(report.estimate.estimator));
    return json;
}

std::string effect_sentence(const EffectReport& report) {
    std::string sentence;
    switch (report.verdict) {
        case Verdict::Helped:
            sentence = "It helped";
            break;
        case Verdict::Hurt:
            sentence = "It hurt";
            break;
        case Verdict::NoClearDifference:
            sentence = "It made no clear difference";
            break;
        case Verdict::CannotTell:
            sentence = "We cannot tell";
            break;
        case Verdict::NotFair:
            sentence = "The comparison is not fair";
            break;
    }
    for (std::size_t i = 0; i < report.concerns.size(); ++i) {
        sentence += (i == 0 ? ": " : "; ") + std::string(concern_words(report.concerns[i]));
    }
    return sentence + " (estimate " + number_text(report.estimate.value) + ", 95 % interval " +
           number_text(report.estimate.low()) + " to " + number_text(report.estimate.high()) + ").";
}

}  // namespace kith::service
