#include "service/home.h"

#include <algorithm>

#include "service/configuration.h"
#include "service/json.h"
#include "service/local_day.h"
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
    home.sentence.key = "home.not_measured";
    return home;
}

}  // namespace kith::service
