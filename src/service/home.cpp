#include "service/home.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "insight/measure_card.h"
#include "service/configuration.h"
#include "service/json.h"
#include "service/local_day.h"
#include "service/measures.h"
#include "service/needs.h"
#include "service/standing.h"

namespace kith::service {
namespace {

/// The purpose that the first page is about: one that is running and says what would show progress; of those one with
/// an end before one without.
std::optional<govern::Purpose> main_purpose(const std::vector<govern::Purpose>& purposes, CivilDate today) {
    std::optional<govern::Purpose> best;
    for (const govern::Purpose& purpose : purposes) {
        if (purpose.measures.empty() || govern::state_on(purpose, today) != govern::PurposeState::Running) continue;
        if (!best || (!best->to && purpose.to)) best = purpose;
    }
    return best;
}

std::string word_of(govern::PurposeState state) {
    switch (state) {
        case govern::PurposeState::Ahead:
            return "ahead";
        case govern::PurposeState::Running:
            return "running";
        case govern::PurposeState::Over:
            return "over";
    }
    return "over";
}

std::string word_of(insight::Direction direction) {
    return direction == insight::Direction::Higher ? "higher" : "lower";
}

std::optional<double> target_of(const govern::Configuration& in_force, const std::string& card) {
    const auto found = in_force.targets.find(card);
    if (found == in_force.targets.end()) return std::nullopt;
    const Json json = Json::parse(found->second, nullptr, false);
    const Json& value = at(json, "value");
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

/// The twelve months before this one, and this one so far.
Result<std::vector<HomeMeasure>> measures_of(ledger::Reader& reader, const govern::Purpose& purpose, CivilDate today) {
    const govern::Configuration in_force = TRY(configuration(reader));
    const CivilDate from = CivilDate::from_ymd(today.year() - 1, today.month(), 1).value();
    std::vector<HomeMeasure> measures;
    for (const std::string& id : purpose.measures) {
        const insight::MeasureCard* const card = insight::card_named(id);
        if (card == nullptr) continue;
        HomeMeasure measure;
        measure.card = card->id;
        measure.question = card->question;
        measure.unit = card->unit == insight::MeasureUnit::Share ? "share" : "count";
        measure.better = word_of(card->better);
        measure.target = target_of(in_force, card->id);
        measure.points = TRY(monthly_points(reader, card->id, purpose.id, from, today));
        measures.push_back(std::move(measure));
    }
    return measures;
}

std::string number_text(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4f", value);
    return text.data();
}

bool is_as_good(const HomeMeasure& measure, double value, double than) {
    return measure.better == "higher" ? value >= than : value <= than;
}

/// The answer in one sentence, from the first measure: the last month that may be said, against what was aimed for,
/// else against the first month.
HomeSentence sentence_of(const std::vector<HomeMeasure>& measures) {
    HomeSentence sentence{"home.not_measured", {}};
    if (measures.empty()) return sentence;
    const HomeMeasure& measure = measures.front();
    std::vector<const HomePoint*> said;
    for (const HomePoint& point : measure.points) {
        if (!point.is_suppressed) said.push_back(&point);
    }
    if (said.empty()) return sentence;
    const HomePoint& last = *said.back();
    const HomePoint& first = *said.front();
    const bool is_reached = measure.target && is_as_good(measure, last.value, *measure.target);
    const bool is_better = said.size() > 1 && last.value != first.value && is_as_good(measure, last.value, first.value);
    sentence.key = is_reached ? "home.reached" : is_better ? "home.getting_there" : "home.not_yet";
    sentence.parameters = {{"card", measure.card},
                           {"value", number_text(last.value)},
                           {"before", number_text(first.value)},
                           {"month", last.to.to_iso().substr(0, 7)}};
    if (measure.target) sentence.parameters.emplace_back("target", number_text(*measure.target));
    return sentence;
}

}  // namespace

Result<Home> show_home(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    const CivilDate today = TRY(local_day(*reader, clock.now()));
    Home home;
    home.as_of = clock.now();
    home.needs = TRY(needs_of(*reader, standing, clock.now()));
    home.sentence.key = "home.no_purpose";
    const auto purpose = main_purpose(TRY(purposes_of(*reader)), today);
    if (!purpose) return home;
    home.purpose = HomePurpose{purpose->id,
                               purpose->name,
                               purpose->question,
                               word_of(govern::state_on(*purpose, today)),
                               purpose->from,
                               purpose->to,
                               govern::progress_percent(*purpose, today)};
    home.measures = TRY(measures_of(*reader, *purpose, today));
    home.sentence = sentence_of(home.measures);
    return home;
}

}  // namespace kith::service
