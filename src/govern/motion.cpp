#include "govern/motion.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace kith::govern {
namespace {

constexpr std::array<std::string_view, 6> kClasses = {"consent_policy", "minimum_data_set", "measure",
                                                      "membership",     "request",          "incident"};
constexpr std::array<std::string_view, 8> kStates = {"draft", "tabled",    "open",      "carried",
                                                     "lost",  "no_quorum", "in_effect", "superseded"};
constexpr std::array<std::string_view, 3> kChoices = {"for", "abstain", "against"};

template <class Word, std::size_t N>
std::optional<Word> find_word(const std::array<std::string_view, N>& words, std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Word>(found - words.begin());
}

Error wrong_state(const Motion& motion) {
    return make_error(ErrorCode::Conflict, "motion.state", "this cannot be done to a motion in its state",
                      std::string(name_of(motion.state)));
}

bool contains(const std::vector<MemberId>& members, const MemberId& member) {
    return std::find(members.begin(), members.end(), member) != members.end();
}

/// Whether `a` counts rather than `b`, of one member: by time, then caution, then what is written, so that the answer
/// does not depend on the order of reading.
bool is_later(const Ballot& a, const Ballot& b) {
    if (a.at != b.at) return b.at < a.at;
    if (a.choice != b.choice) return b.choice < a.choice;
    return b.reason < a.reason;
}

std::uint32_t quorum_needed(const Rule& rule, std::size_t electorate) {
    const auto members = static_cast<std::uint64_t>(electorate);
    const auto of_parts = static_cast<std::uint64_t>(rule.quorum.of_parts);
    const auto parts = static_cast<std::uint64_t>(rule.quorum.parts);
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, (members * of_parts + parts - 1) / parts));
}

}  // namespace

std::string_view name_of(MotionClass motion_class) {
    return kClasses[static_cast<std::size_t>(motion_class)];
}
std::string_view name_of(MotionState state) {
    return kStates[static_cast<std::size_t>(state)];
}
std::string_view name_of(Choice choice) {
    return kChoices[static_cast<std::size_t>(choice)];
}
std::optional<MotionClass> motion_class_of(std::string_view word) {
    return find_word<MotionClass>(kClasses, word);
}
std::optional<MotionState> motion_state_of(std::string_view word) {
    return find_word<MotionState>(kStates, word);
}
std::optional<Choice> choice_of(std::string_view word) {
    return find_word<Choice>(kChoices, word);
}

bool Motion::is_carried() const {
    return state == MotionState::Carried || state == MotionState::InEffect || state == MotionState::Superseded;
}

Rule rule_of(MotionClass motion_class) {
    switch (motion_class) {
        case MotionClass::ConsentPolicy:
            return {{1, 2}, {2, 3}, Margin::AtLeast};
        case MotionClass::Membership:
            return {{2, 3}, {2, 3}, Margin::AtLeast};
        case MotionClass::Incident:
            return {{1, 3}, {1, 2}, Margin::More};
        case MotionClass::MinimumDataSet:
        case MotionClass::Measure:
        case MotionClass::Request:
            return {{1, 2}, {1, 2}, Margin::More};
    }
    return {};
}

std::vector<Ballot> counted_ballots(const Motion& motion, std::span<const Ballot> ballots) {
    std::map<MemberId, const Ballot*> latest;
    for (const Ballot& ballot : ballots) {
        if (ballot.motion != motion.id || !contains(motion.electorate, ballot.member)) continue;
        const Ballot*& held = latest[ballot.member];
        if (held == nullptr || is_later(ballot, *held)) held = &ballot;
    }
    std::vector<Ballot> counted;
    counted.reserve(latest.size());
    for (const auto& [member, ballot] : latest) counted.push_back(*ballot);
    return counted;
}

Tally tally(const Motion& motion, std::span<const Ballot> ballots) {
    Tally count;
    count.electorate = static_cast<std::uint32_t>(motion.electorate.size());
    count.quorum_needed = quorum_needed(motion.rule, motion.electorate.size());
    for (const Ballot& ballot : counted_ballots(motion, ballots)) {
        if (ballot.choice == Choice::For) ++count.in_favour;
        if (ballot.choice == Choice::Against) ++count.against;
        if (ballot.choice == Choice::Abstain) ++count.abstain;
    }
    return count;
}

MotionState outcome(const Rule& rule, const Tally& count) {
    if (!count.has_quorum()) return MotionState::NoQuorum;
    const std::uint64_t said = std::uint64_t{count.in_favour} + count.against;
    const std::uint64_t have = std::uint64_t{count.in_favour} * static_cast<std::uint64_t>(rule.threshold.parts);
    const std::uint64_t need = said * static_cast<std::uint64_t>(rule.threshold.of_parts);
    const bool is_enough = rule.margin == Margin::More ? have > need : have >= need;
    return is_enough && count.in_favour > 0 ? MotionState::Carried : MotionState::Lost;
}

Result<Motion> table_motion(const Motion& motion) {
    if (motion.state != MotionState::Draft) return wrong_state(motion);
    Motion next = motion;
    next.state = MotionState::Tabled;
    return next;
}

Result<Motion> open_motion(const Motion& motion, const Opening& opening) {
    if (motion.state != MotionState::Draft && motion.state != MotionState::Tabled) return wrong_state(motion);
    if (motion.closes_on < opening.today) {
        return make_error(ErrorCode::Conflict, "motion.closes-in-the-past", "expected a closing day that is not over",
                          motion.id);
    }
    Motion next = motion;
    next.state = MotionState::Open;
    next.opened_at = opening.at;
    next.rule = rule_of(motion.motion_class);
    const std::set<MemberId> recused(opening.recused.begin(), opening.recused.end());
    const std::set<MemberId> members(opening.members.begin(), opening.members.end());
    next.recused.assign(recused.begin(), recused.end());
    next.electorate.clear();
    for (const MemberId& member : members) {
        if (!recused.contains(member)) next.electorate.push_back(member);
    }
    if (!next.electorate.empty()) return next;
    return make_error(ErrorCode::Conflict, "motion.no-electorate", "no member is left to vote", motion.id);
}

Result<void> check_ballot(const Motion& motion, const Ballot& ballot, CivilDate today) {
    if (motion.state != MotionState::Open || ballot.motion != motion.id) return wrong_state(motion);
    if (contains(motion.recused, ballot.member)) {
        return make_error(ErrorCode::Denied, "motion.recused", "the member is recused from this motion", motion.id);
    }
    if (!contains(motion.electorate, ballot.member)) {
        return make_error(ErrorCode::Denied, "motion.not-in-electorate", "the member has no vote on this motion",
                          motion.id);
    }
    if (motion.closes_on < today) {
        return make_error(ErrorCode::Conflict, "motion.closing-day-passed", "the last day for ballots is over",
                          motion.id);
    }
    return {};
}

Result<Motion> close_motion(const Motion& motion, std::span<const Ballot> ballots, const Closing& closing) {
    if (motion.state != MotionState::Open) return wrong_state(motion);
    const Tally count = tally(motion, ballots);
    const bool is_everybody_heard = count.present() == count.electorate;
    if (closing.today <= motion.closes_on && !is_everybody_heard) {
        return make_error(ErrorCode::Conflict, "motion.too-early",
                          "expected the closing day to be over, or every member to have voted", motion.id);
    }
    Motion next = motion;
    next.state = outcome(motion.rule, count);
    next.closed_at = closing.at;
    if (next.is_carried()) next.register_number = closing.next_register_number;
    return next;
}

std::vector<Motion> register_of(std::span<const Motion> motions) {
    std::vector<Motion> carried;
    std::copy_if(motions.begin(), motions.end(), std::back_inserter(carried),
                 [](const Motion& motion) { return motion.is_carried(); });
    std::sort(carried.begin(), carried.end(),
              [](const Motion& a, const Motion& b) { return a.register_number < b.register_number; });
    return carried;
}

MotionState state_in(const Motion& motion, std::span<const Motion> in_register) {
    if (!motion.is_carried()) return motion.state;
    std::set<std::string> standing;
    for (std::string& place : places_of(motion.change)) standing.insert(std::move(place));
    if (standing.empty()) return MotionState::Carried;
    for (const Motion& later : in_register) {
        if (later.register_number <= motion.register_number) continue;
        for (const std::string& place : places_of(later.change)) standing.erase(place);
    }
    return standing.empty() ? MotionState::Superseded : MotionState::InEffect;
}

}  // namespace kith::govern
