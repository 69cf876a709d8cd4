#include "service/motions.h"

#include <algorithm>

#include "base/bytes.h"
#include "govern/documents.h"
#include "service/configuration.h"
#include "service/json.h"
#include "service/local_day.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using govern::Ballot;
using govern::Configuration;
using govern::Motion;
using ledger::DocumentKind;

constexpr std::size_t kTitleBytesMax = 200;
constexpr std::size_t kTextBytesMax = 20'000;
constexpr std::size_t kReasonBytesMax = 2'000;

/// Everything about motions, read once.
struct Chamber {
    std::vector<Motion> motions;  // by number
    std::vector<Motion> in_register;
    std::vector<Ballot> ballots;
};

Result<Chamber> read_chamber(ledger::Reader& reader) {
    Chamber chamber;
    const std::vector<ledger::Document> motions = TRY(reader.documents(DocumentKind::Motion));
    for (const ledger::Document& document : motions) {
        chamber.motions.push_back(TRY(govern::read_motion(document.json)));
    }
    const std::vector<ledger::Document> ballots = TRY(reader.documents(DocumentKind::Ballot));
    for (const ledger::Document& document : ballots) {
        chamber.ballots.push_back(TRY(govern::read_ballot(document.json)));
    }
    const auto number_of = [](const Motion& motion) { return std::pair(motion.id.size(), motion.id); };
    std::sort(chamber.motions.begin(), chamber.motions.end(),
              [&](const Motion& a, const Motion& b) { return number_of(a) < number_of(b); });
    chamber.in_register = govern::register_of(chamber.motions);
    return chamber;
}

Result<Motion> find_motion(ledger::Reader& reader, const std::string& id) {
    const auto document = TRY(reader.document(DocumentKind::Motion, id));
    if (!document) return make_error(ErrorCode::NotFound, "motion.unknown", "there is no such motion", id);
    return govern::read_motion(document->json);
}

Result<std::vector<Ballot>> ballots_of(ledger::Reader& reader, const Motion& motion) {
    const std::vector<ledger::Document> documents = TRY(reader.documents(DocumentKind::Ballot));
    std::vector<Ballot> ballots;
    for (const ledger::Document& document : documents) {
        if (document.id.starts_with(motion.id + "/")) ballots.push_back(TRY(govern::read_ballot(document.json)));
    }
    return ballots;
}

/// The configuration that the register's motions before this one make, or those carried so far.
Result<Configuration> configuration_before(const Motion& motion, const std::vector<Motion>& in_register) {
    std::vector<govern::Change> changes;
    for (const Motion& each : in_register) {
        if (motion.is_carried() && each.register_number >= motion.register_number) break;
        changes.push_back(each.change);
    }
    return govern::replay(changes);
}

Result<MotionView> view_of(const Motion& motion, const Chamber& chamber, const Standing& viewer, CivilDate today) {
    MotionView view;
    view.motion = motion;
    view.state = govern::state_in(motion, chamber.in_register);
    view.tally = govern::tally(motion, chamber.ballots);
    view.ballots = govern::counted_ballots(motion, chamber.ballots);
    const Configuration before = TRY(configuration_before(motion, chamber.in_register));
    view.before = govern::values_at(before, motion.change);
    const Result<Configuration> after = govern::apply(before, motion.change);
    view.after = after.is_ok() ? govern::values_at(*after, motion.change) : std::string("null");
    for (const Ballot& ballot : view.ballots) {
        if (ballot.member == viewer.member && viewer.role == kMemberLead) view.my_ballot = ballot.choice;
    }
    Ballot asked;
    asked.motion = motion.id;
    asked.member = viewer.member;
    view.may_vote = viewer.role == kMemberLead && govern::check_ballot(motion, asked, today).is_ok();
    return view;
}

Result<void> put_motion(ledger::Transaction& transaction, const Motion& motion, std::string_view kind) {
    ledger::Document document;
    document.kind = DocumentKind::Motion;
    document.id = motion.id;
    document.json = govern::write_motion(motion);
    TRY(transaction.put_document(document));
    const Json entry{{"motion", motion.id},
                     {"class", std::string(govern::name_of(motion.motion_class))},
                     {"state", std::string(govern::name_of(motion.state))},
                     {"change", Json::parse(govern::write_change(motion.change), nullptr, false)}};
    TRY(transaction.append_audit({std::string(kind), std::nullopt, dump_json(entry)}));
    return {};
}

Result<void> check_length(std::string_view text, std::size_t bytes_max, std::string_view where) {
    if (text.size() <= bytes_max) return {};
    return make_error(ErrorCode::InvalidInput, "motion.too-long", "the text is too long", std::string(where));
}

Result<void> check_request(const ProposeRequest& request, CivilDate today) {
    if (request.title.empty()) {
        return make_error(ErrorCode::InvalidInput, "motion.no-title", "expected the motion to have a title", "title");
    }
    TRY(check_length(request.title, kTitleBytesMax, "title"));
    TRY(check_length(request.text, kTextBytesMax, "text"));
    TRY(check_length(request.evidence, kTextBytesMax, "evidence"));
    if (today <= request.closes_on) return {};
    return make_error(ErrorCode::InvalidInput, "motion.closes-in-the-past", "expected a closing day that is not over",
                      "closes_on");
}

/// The members that were voted in, or, where nobody ever was, those of the community file.
Result<std::vector<MemberId>> electorate_of(ledger::Reader& reader) {
    const Configuration in_force = TRY(configuration(reader));
    std::vector<MemberId> members;
    for (const auto& [id, document] : in_force.members) members.emplace_back(id);
    if (!members.empty()) return members;
    const std::vector<ledger::Member> all = TRY(reader.members());
    for (const ledger::Member& member : all) members.push_back(member.id);
    return members;
}

std::string hash_of(const std::string& text) {
    return to_hex(crypto::sha256(as_bytes(text)));
}

Result<std::unique_ptr<ledger::Transaction>> begin(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    return ledger.begin_write({viewer, clock.now()});
}

}  // namespace

Result<std::vector<MotionView>> list_motions(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    const CivilDate today = TRY(local_day(*reader, clock.now()));
    const Chamber chamber = TRY(read_chamber(*reader));
    std::vector<MotionView> views;
    for (auto motion = chamber.motions.rbegin(); motion != chamber.motions.rend(); ++motion) {
        views.push_back(TRY(view_of(*motion, chamber, standing, today)));
    }
    return views;
}

Result<MotionView> show_motion(ledger::Ledger& ledger, const std::string& id, const UserId& viewer,
                               const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    const Motion motion = TRY(find_motion(*reader, id));
    const Chamber chamber = TRY(read_chamber(*reader));
    return view_of(motion, chamber, standing, TRY(local_day(*reader, clock.now())));
}

Result<std::string> propose_motion(ledger::Ledger& ledger, const ProposeRequest& request, const UserId& viewer,
                                   const Clock& clock) {
    const auto transaction = TRY(begin(ledger, viewer, clock));
    TRY(require_steward(TRY(standing_of(*transaction, viewer, clock.now()))));
    TRY(check_request(request, TRY(local_day(*transaction, clock.now()))));
    Motion motion;
    motion.state = govern::MotionState::Tabled;
    motion.motion_class = request.motion_class;
    motion.title = request.title;
    motion.text = request.text;
    motion.evidence = request.evidence;
    motion.proposer = viewer;
    motion.proposed_at = clock.now();
    motion.closes_on = request.closes_on;
    motion.review_on = request.review_on;
    if (!request.change.empty()) motion.change = TRY(govern::read_change(request.change));
    // What could not be applied is not put to a vote.
    const Configuration in_force = TRY(configuration(*transaction));
    TRY(check_configuration(TRY(govern::apply(in_force, motion.change))));
    const std::vector<ledger::Document> held = TRY(transaction->documents(DocumentKind::Motion));
    motion.id = "m-" + std::to_string(held.size() + 1);
    TRY(put_motion(*transaction, motion, "motion.propose"));
    TRY(transaction->commit());
    return motion.id;
}

Result<void> open_motion(ledger::Ledger& ledger, const std::string& id, const std::vector<MemberId>& recused,
                         const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(begin(ledger, viewer, clock));
    TRY(require_steward(TRY(standing_of(*transaction, viewer, clock.now()))));
    const Motion motion = TRY(find_motion(*transaction, id));
    govern::Opening opening;
    opening.members = TRY(electorate_of(*transaction));
    opening.recused = recused;
    opening.at = clock.now();
    opening.today = TRY(local_day(*transaction, clock.now()));
    for (const MemberId& member : recused) {
        if (std::find(opening.members.begin(), opening.members.end(), member) != opening.members.end()) continue;
        return make_error(ErrorCode::NotFound, "motion.unknown-member", "there is no such member to recuse",
                          member.value());
    }
    TRY(put_motion(*transaction, TRY(govern::open_motion(motion, opening)), "motion.open"));
    return transaction->commit();
}

Result<void> cast_ballot(ledger::Ledger& ledger, const BallotRequest& request, const UserId& viewer,
                         const Clock& clock) {
    const auto transaction = TRY(begin(ledger, viewer, clock));
    const Standing standing = TRY(standing_of(*transaction, viewer, clock.now()));
    if (standing.role != kMemberLead) {
        return make_error(ErrorCode::Denied, "role.not-member-lead", "only the lead of a member votes for it");
    }
    TRY(check_length(request.reason, kReasonBytesMax, "reason"));
    const Motion motion = TRY(find_motion(*transaction, request.motion));
    Ballot ballot;
    ballot.motion = motion.id;
    ballot.member = standing.member;
    ballot.choice = request.choice;
    ballot.reason = request.reason;
    ballot.by = viewer;
    ballot.at = clock.now();
    TRY(govern::check_ballot(motion, ballot, TRY(local_day(*transaction, clock.now()))));
    ledger::Document document;
    document.kind = DocumentKind::Ballot;
    document.id = motion.id + "/" + standing.member.value();
    document.json = govern::write_ballot(ballot);
    TRY(transaction->put_document(document));
    const Json entry{{"motion", motion.id},
                     {"member", standing.member.value()},
                     {"choice", std::string(govern::name_of(ballot.choice))}};
    TRY(transaction->append_audit({"ballot", std::nullopt, dump_json(entry)}));
    return transaction->commit();
}

Result<MotionView> close_motion(ledger::Ledger& ledger, const std::string& id, const UserId& viewer,
                                const Clock& clock) {
    const auto transaction = TRY(begin(ledger, viewer, clock));
    TRY(require_steward(TRY(standing_of(*transaction, viewer, clock.now()))));
    const Motion motion = TRY(find_motion(*transaction, id));
    const std::vector<Ballot> ballots = TRY(ballots_of(*transaction, motion));
    const Chamber before = TRY(read_chamber(*transaction));
    govern::Closing closing;
    closing.at = clock.now();
    closing.today = TRY(local_day(*transaction, clock.now()));
    closing.next_register_number = before.in_register.size() + 1;
    const Motion closed = TRY(govern::close_motion(motion, ballots, closing));
    if (closed.is_carried()) {
        const Configuration next = TRY(govern::apply(TRY(configuration(*transaction)), closed.change));
        TRY(put_configuration(*transaction, next));
    }
    TRY(put_motion(*transaction, closed, "motion.close"));
    TRY(transaction->commit());
    return show_motion(ledger, id, viewer, clock);
}

Result<RegisterView> show_register(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    const CivilDate today = TRY(local_day(*reader, clock.now()));
    const Chamber chamber = TRY(read_chamber(*reader));
    RegisterView view;
    std::vector<govern::Change> changes;
    for (const Motion& motion : chamber.in_register) {
        view.items.push_back(TRY(view_of(motion, chamber, standing, today)));
        changes.push_back(motion.change);
    }
    const Configuration in_force = TRY(configuration(*reader));
    view.configuration = govern::write_configuration(in_force);
    view.configuration_hash = hash_of(view.configuration);
    const Result<Configuration> replayed = govern::replay(changes);
    const bool is_equal = replayed.is_ok() && govern::write_configuration(*replayed) == view.configuration;
    view.replay = is_equal ? Replay::Equal : Replay::Differs;
    view.without_motion = TRY(values_without_motion(*reader));
    return view;
}

}  // namespace kith::service
