#pragma once

// Motions from proposal to register: the steward proposes, opens and closes, the lead of each member votes for it,
// everybody signed in reads. A carried motion changes the configuration in the transaction that closes it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "govern/motion.h"
#include "ledger/ledger.h"

namespace kith::service {

struct MotionView {
    govern::Motion motion;
    govern::MotionState state = govern::MotionState::Draft;  // as the register stands now
    govern::Tally tally;
    std::vector<govern::Ballot> ballots;  // those that count, by member
    std::string before;                   // JSON: the places the change sets, before and after it
    std::string after;
    std::optional<govern::Choice> my_ballot;
    bool may_vote = false;  // the viewer, now
};

/// Newest first. Errors: viewer.* of standing.h.
Result<std::vector<MotionView>> list_motions(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);
/// Errors: motion.unknown.
Result<MotionView> show_motion(ledger::Ledger& ledger, const std::string& id, const UserId& viewer, const Clock& clock);

struct ProposeRequest {
    govern::MotionClass motion_class = govern::MotionClass::Measure;
    std::string title;
    std::string text;
    std::string evidence;
    std::string change;  // JSON, docs/formats/govern.md; empty: a resolution
    CivilDate closes_on;
    std::optional<CivilDate> review_on;
};
/// Tabled at once; the id is `m-1`, `m-2`, ... Errors: role.not-steward, motion.no-title, motion.too-long,
/// motion.closes-in-the-past, change.* and those of govern::apply: what could not be applied is not put to a vote.
Result<std::string> propose_motion(ledger::Ledger& ledger, const ProposeRequest& request, const UserId& viewer,
                                   const Clock& clock);

/// The electorate is every member but the recused. Errors: role.not-steward, motion.unknown, motion.state,
/// motion.closes-in-the-past, motion.no-electorate, motion.unknown-member.
Result<void> open_motion(ledger::Ledger& ledger, const std::string& id, const std::vector<MemberId>& recused,
                         const UserId& viewer, const Clock& clock);

struct BallotRequest {
    std::string motion;
    govern::Choice choice = govern::Choice::Abstain;
    std::string reason;
};
/// Until the motion closes a new ballot replaces the member's last. Errors: role.not-member-lead, motion.unknown,
/// motion.state, motion.not-in-electorate, motion.recused, motion.closing-day-passed, motion.too-long.
Result<void> cast_ballot(ledger::Ledger& ledger, const BallotRequest& request, const UserId& viewer,
                         const Clock& clock);

/// Counts, and if carried applies the change. Errors: role.not-steward, motion.unknown, motion.state, motion.too-early,
/// those of govern::apply where the change no longer fits what was decided meanwhile.
Result<MotionView> close_motion(ledger::Ledger& ledger, const std::string& id, const UserId& viewer,
                                const Clock& clock);

enum class Replay : std::uint8_t { Equal, Differs };

struct RegisterView {
    std::vector<MotionView> items;  // by register number
    Replay replay = Replay::Equal;
    std::string configuration_hash;  // SHA-256 of the configuration in force
    std::string configuration;       // its canonical JSON
    std::vector<std::string> without_motion;
};
Result<RegisterView> show_register(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

}  // namespace kith::service
