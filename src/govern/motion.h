#pragma once

// Motions and ballots: how a community decides. Pure rules: who may vote, when a vote counts, what came out.
//
// The electorate is one vote per member, fixed when the motion opens, as are quorum and threshold of its class; members
// that declare an interest are recused and leave the electorate. Every ballot makes a member present, also `abstain`;
// the threshold is measured on those who said for or against. Of several ballots of one member the latest counts, and
// of two at one moment the more cautious, so that the order in which ballots are read changes nothing.
//
// A closed motion is never altered: what later becomes of its change (in effect, superseded) is read off the register.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "base/ids.h"
#include "base/result.h"
#include "govern/configuration.h"

namespace kith::govern {

enum class MotionClass : std::uint8_t { ConsentPolicy, MinimumDataSet, Measure, Membership, Request, Incident };

enum class MotionState : std::uint8_t {
    Draft,
    Tabled,
    Open,
    Carried,  // a resolution, or a change that is not yet in the register
    Lost,
    NoQuorum,
    InEffect,    // carried, and its change is in force
    Superseded,  // carried, and every place it set was set again since
};

enum class Choice : std::uint8_t { For, Abstain, Against };  // by caution: the last wins a tie

std::string_view name_of(MotionClass motion_class);
std::string_view name_of(MotionState state);
std::string_view name_of(Choice choice);
std::optional<MotionClass> motion_class_of(std::string_view word);
std::optional<MotionState> motion_state_of(std::string_view word);
std::optional<Choice> choice_of(std::string_view word);

/// A share of a whole number; `needed` rounds up, so that exactly the share is enough.
struct Share {
    std::int32_t of_parts = 1;
    std::int32_t parts = 2;
    bool operator==(const Share&) const = default;
};

enum class Margin : std::uint8_t {
    More,     // more than the share
    AtLeast,  // the share is enough
};

/// Quorum: present / electorate at least `quorum`. Threshold: for / (for + against) by `margin` of `threshold`.
struct Rule {
    Share quorum;
    Share threshold;
    Margin margin = Margin::More;
    bool operator==(const Rule&) const = default;
};

/// Consent policy and membership need two thirds of the votes, membership two thirds of the members present; an
/// incident is decided by a third of the members; everything else by half the members and the larger side.
Rule rule_of(MotionClass motion_class);

struct Motion {
    std::string id;
    MotionClass motion_class = MotionClass::Measure;
    MotionState state = MotionState::Draft;
    std::string title;
    std::string text;
    std::string evidence;
    UserId proposer;
    Change change;
    Instant proposed_at;
    CivilDate closes_on;  // the last day on which ballots are taken
    std::optional<CivilDate> review_on;

    // set when it opens
    std::optional<Instant> opened_at;
    std::vector<MemberId> electorate;  // sorted, once each, without the recused
    std::vector<MemberId> recused;
    Rule rule;

    // set when it closes
    std::optional<Instant> closed_at;
    std::uint64_t register_number = 0;  // 1, 2, ... among carried motions; 0 while it is none

    bool is_closed() const { return closed_at.has_value(); }
    bool is_carried() const;
};

struct Ballot {
    std::string motion;
    MemberId member;
    Choice choice = Choice::Abstain;
    std::string reason;
    UserId by;
    Instant at;
};

struct Tally {
    std::uint32_t in_favour = 0;
    std::uint32_t against = 0;
    std::uint32_t abstain = 0;
    std::uint32_t electorate = 0;
    std::uint32_t quorum_needed = 0;

    std::uint32_t present() const { return in_favour + against + abstain; }
    bool has_quorum() const { return present() >= quorum_needed; }
    bool operator==(const Tally&) const = default;
};

/// The ballot of each member that counts, by member. Ballots of others, or of another motion, count for nothing.
std::vector<Ballot> counted_ballots(const Motion& motion, std::span<const Ballot> ballots);
Tally tally(const Motion& motion, std::span<const Ballot> ballots);
/// Carried, Lost or NoQuorum.
MotionState outcome(const Rule& rule, const Tally& tally);

/// Draft to tabled: everybody may read it. Errors: motion.state.
Result<Motion> table_motion(const Motion& motion);

struct Opening {
    std::vector<MemberId> members;
    std::vector<MemberId> recused;
    Instant at;
    CivilDate today;
};
/// Draft or tabled to open. Errors: motion.state, motion.closes-in-the-past, motion.no-electorate.
Result<Motion> open_motion(const Motion& motion, const Opening& opening);

/// Errors: motion.state, motion.not-in-electorate, motion.recused, motion.closing-day-passed.
Result<void> check_ballot(const Motion& motion, const Ballot& ballot, CivilDate today);

struct Closing {
    Instant at;
    CivilDate today;
    std::uint64_t next_register_number = 1;
};
/// Open to carried, lost or without quorum. Errors: motion.state; motion.too-early before the closing day has passed,
/// unless every member has voted.
Result<Motion> close_motion(const Motion& motion, std::span<const Ballot> ballots, const Closing& closing);

/// The register: carried motions in the order of their numbers.
std::vector<Motion> register_of(std::span<const Motion> motions);
/// What is to be shown for a motion: of a carried one, whether its change still stands.
MotionState state_in(const Motion& motion, std::span<const Motion> in_register);

}  // namespace kith::govern
