// The guided first five minutes of each persona (home.h): the tasks of the people who use it, one step each.

#include <algorithm>
#include <array>

#include "service/home.h"
#include "service/json.h"
#include "service/standing.h"

namespace kith::service {
namespace {

struct StepText {
    std::string_view role;  // empty: everybody who looks after children
    std::string_view key;
    std::string_view page;
};

constexpr std::array kSteps = {
    StepText{"", "open_roster", "children"},
    StepText{"", "open_child", "children"},
    StepText{"", "see_reason", "children"},
    StepText{"", "add_next_step", "children"},
    StepText{"member-lead", "drop_export", "deliveries"},
    StepText{"member-lead", "see_changes", "deliveries"},
    StepText{"member-lead", "vote", "decide"},
    StepText{"member-lead", "see_benefit", "joined"},
    StepText{"steward", "settle_review", "reviews"},
    StepText{"steward", "check_feeds", "deliveries"},
    StepText{"steward", "check_agreement", "consents"},
    StepText{"steward", "prepare_motion", "decide"},
    StepText{"analyst", "open_measure", "measures"},
    StepText{"analyst", "ask_did_it_help", "effect"},
    StepText{"analyst", "publish_table", "measures"},
    StepText{"family", "see_holders", "family"},
    StepText{"family", "see_looks", "family"},
    StepText{"family", "change_consent", "family"},
    StepText{"family", "ask_correction", "family"},
};

std::vector<TourStep> steps_of(const std::string& role) {
    const bool has_own =
        std::any_of(kSteps.begin(), kSteps.end(), [&](const StepText& step) { return step.role == role; });
    std::vector<TourStep> steps;
    for (const StepText& step : kSteps) {
        const std::string_view wanted = has_own ? std::string_view(role) : std::string_view();
        if (step.role == wanted) steps.push_back({std::string(step.key), std::string(step.page), false});
    }
    return steps;
}

std::string document_id(const UserId& user) {
    return "tour/" + user.value();
}

Result<Tour> read_tour(ledger::Reader& reader, const Standing& standing) {
    Tour tour;
    tour.steps = steps_of(standing.role);
    const auto document = TRY(reader.document(ledger::DocumentKind::Setting, document_id(standing.user)));
    if (!document) return tour;
    const Json json = TRY(parse_json(document->json, "tour.malformed", ""));
    tour.is_dismissed = is_true_at(json, "dismissed");
    const std::vector<std::string> done = texts_at(json, "done");
    for (TourStep& step : tour.steps) step.is_done = std::find(done.begin(), done.end(), step.key) != done.end();
    return tour;
}

/// Preferences are nobody else's business: they raise no epoch and are not in the audit log.
Result<void> write_tour(ledger::Transaction& transaction, const UserId& user, const Tour& tour) {
    Json done = Json::array();
    for (const TourStep& step : tour.steps) {
        if (step.is_done) done.push_back(step.key);
    }
    ledger::Document document;
    document.kind = ledger::DocumentKind::Setting;
    document.id = document_id(user);
    document.json = dump_json(Json{{"dismissed", tour.is_dismissed}, {"done", std::move(done)}});
    TRY(transaction.put_document(document));
    return transaction.commit();
}

}  // namespace

Result<Tour> tour_of(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    return read_tour(*reader, TRY(standing_of(*reader, viewer, clock.now())));
}

Result<void> finish_tour_step(ledger::Ledger& ledger, const std::string& key, const UserId& viewer,
                              const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    Tour tour = TRY(read_tour(*transaction, TRY(standing_of(*transaction, viewer, clock.now()))));
    const auto step =
        std::find_if(tour.steps.begin(), tour.steps.end(), [&](const TourStep& each) { return each.key == key; });
    if (step == tour.steps.end()) {
        return make_error(ErrorCode::NotFound, "tour.unknown-step", "the viewer's tour has no such step", key);
    }
    step->is_done = true;
    return write_tour(*transaction, viewer, tour);
}

Result<void> set_tour(ledger::Ledger& ledger, TourShown shown, const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    Tour tour = TRY(read_tour(*transaction, TRY(standing_of(*transaction, viewer, clock.now()))));
    tour.is_dismissed = shown == TourShown::Dismissed;
    return write_tour(*transaction, viewer, tour);
}

}  // namespace kith::service
