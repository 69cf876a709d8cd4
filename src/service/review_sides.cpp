#include "service/review_sides.h"

#include <algorithm>
#include <set>

#include "service/community_policy.h"
#include "service/json.h"
#include "service/policy_source.h"
#include "service/standing.h"
#include "table/category.h"

namespace kith::service {
namespace {

namespace category = table::category;
using Fields = std::vector<std::pair<std::string, std::string>>;

std::string evidence_id(RecordId a, RecordId b) {
    return "evidence/" + std::to_string(std::min(a, b).value()) + "-" + std::to_string(std::max(a, b).value());
}

void add_field(Fields& fields, std::string_view name, const std::string& value) {
    if (!value.empty()) fields.emplace_back(name, value);
}

std::string_view word_of(table::Sex sex) {
    if (sex == table::Sex::Female) return "female";
    if (sex == table::Sex::Male) return "male";
    return sex == table::Sex::Other ? "other" : "";
}

void add_names(Fields& fields, const table::Identity& identity) {
    add_field(fields, "given", identity.given);
    add_field(fields, "middle", identity.middle);
    add_field(fields, "surname", identity.surname);
    add_field(fields, "suffix", identity.suffix);
    add_field(fields, "preferred", identity.preferred);
    add_field(fields, "birth_date", identity.birth_date.to_text());
    add_field(fields, "sex", std::string(word_of(identity.sex)));
    for (const table::Identifier& each : identity.identifiers) add_field(fields, each.scheme, each.value);
}

void add_contacts(Fields& fields, const table::Identity& identity) {
    for (const table::Contact& each : identity.contacts) {
        add_field(fields, each.kind == table::ContactKind::Phone ? "phone" : "email", each.value);
    }
    for (const table::Address& each : identity.addresses) {
        std::string text = each.line;
        for (const std::string* part : {&each.city, &each.region, &each.postcode}) {
            if (!part->empty()) text += (text.empty() ? "" : ", ") + *part;
        }
        add_field(fields, "address", text);
    }
    for (const table::Guardian& each : identity.guardians) {
        add_field(fields, "guardian", each.relation.empty() ? each.name : each.name + " (" + each.relation + ")");
    }
}

ReviewRecord record_of(const ledger::RecordHead& head, const CommunityPolicy& community) {
    const SourceInfo& info = community.sources.at(head.source.value());
    return {head.source.value(), info.name, info.member, {}};
}

/// Opens one record as far as its categories may be matched on.
class SideReading {
  public:
    SideReading(ledger::Reader& reader, const AssembledPolicy& policy, std::string viewer, Instant now)
        : reader_(reader), policy_(policy), viewer_(std::move(viewer)), now_(now) {}

    Result<ReviewRecord> run(RecordId id, const PersonId& person) {
        const ledger::RecordHead head = TRY(reader_.record(id));
        ReviewRecord side = record_of(head, *policy_.community);
        const bool shows_names = may_match(person, category::kIdentity, side.source);
        const bool shows_contacts = may_match(person, category::kContact, side.source);
        if (!shows_names && !shows_contacts) return side;
        const ledger::StoredIdentity stored = TRY(reader_.identity(id));
        if (shows_names) add_names(side.fields, stored.identity);
        if (shows_contacts) add_contacts(side.fields, stored.identity);
        return side;
    }

    const Json& decisions() const { return decisions_; }

  private:
    bool may_match(const PersonId& person, std::string_view of_category, const std::string& source) {
        consent::Request request;
        request.viewer = viewer_;
        request.child = person.value();
        request.category = of_category;
        request.source = source;
        request.purpose = default_purpose(*policy_.community, now_);
        request.action = consent::Action::Match;
        request.at = now_;
        const consent::Decision decision = consent::decide(policy_.snapshot, request);
        decisions_.push_back({{"category", request.category},
                              {"source", source},
                              {"decision", decision.is_permit() ? "permit" : "deny"},
                              {"rule", std::string(consent::name_of(decision.rule))}});
        return decision.is_permit();
    }

    ledger::Reader& reader_;
    const AssembledPolicy& policy_;
    std::string viewer_;
    Instant now_;
    Json decisions_ = Json::array();
};

Result<void> read_evidence(ledger::Reader& reader, ReviewView& view) {
    const std::string id = evidence_id(view.review.pair.a, view.review.pair.b);
    const auto document = TRY(reader.document(ledger::DocumentKind::LinkModel, id));
    if (!document) return {};
    const Json json = TRY(parse_json(document->json, "review.evidence", id));
    for (const Json& step : list_at(json, "steps")) {
        const Json& weight = at(step, "weight");
        EvidenceStep read{text_at(step, "field"), text_at(step, "level"),
                          weight.is_number() ? weight.get<double>() : 0};
        const bool is_household = read.field == "household";
        (is_household ? view.household : view.evidence).push_back(std::move(read));
    }
    return {};
}

}  // namespace

Result<void> put_evidence(ledger::Transaction& transaction, RecordId a, RecordId b,
                          const link::Explanation& explanation) {
    Json steps = Json::array();
    for (const link::Step& step : explanation.steps) {
        steps.push_back({{"field", step.name}, {"level", step.level}, {"weight", step.weight}});
    }
    ledger::Document document;
    document.kind = ledger::DocumentKind::LinkModel;
    document.id = evidence_id(a, b);
    document.json = dump_json({{"steps", std::move(steps)}, {"doubt", explanation.doubt}});
    TRY(transaction.put_document(document));
    return {};
}

Result<std::vector<ReviewBrief>> list_review_briefs(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    TRY(require_steward(TRY(standing_of(*reader, viewer, clock.now()))));
    const auto community = TRY(CommunityPolicy::read(*reader));
    std::vector<ledger::Review> reviews = TRY(reader->reviews(ledger::ReviewState::Open));
    std::vector<ReviewBrief> briefs;
    for (ledger::Review& review : reviews) {
        const ledger::RecordHead a = TRY(reader->record(review.pair.a));
        const ledger::RecordHead b = TRY(reader->record(review.pair.b));
        // A record that was undone or erased since is nobody's: the next run drops the question.
        const bool is_asked =
            a.state <= ledger::RecordState::SuspectedGone && b.state <= ledger::RecordState::SuspectedGone;
        if (is_asked) briefs.push_back({std::move(review), record_of(a, *community), record_of(b, *community)});
    }
    return briefs;
}

Result<ReviewView> show_review(ledger::Ledger& ledger, ledger::ReviewId id, const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    TRY(require_steward(TRY(standing_of(*transaction, viewer, now))));
    ReviewView view;
    view.review = TRY(transaction->review(id));
    const auto a = TRY(transaction->person_of(view.review.pair.a));
    const auto b = TRY(transaction->person_of(view.review.pair.b));
    if (!a || !b) return make_error(ErrorCode::NotFound, "ledger.review.unknown", "there is no such review");
    const std::set<PersonId> persons{*a, *b};
    const PolicyScope scope{{persons.begin(), persons.end()}, {viewer}};
    const AssembledPolicy policy = TRY(assemble_policy(*transaction, scope));
    SideReading sides(*transaction, policy, viewer.value(), now);
    view.a = TRY(sides.run(view.review.pair.a, *a));
    view.b = TRY(sides.run(view.review.pair.b, *b));
    TRY(read_evidence(*transaction, view));
    std::set<RecordId> others;
    for (const PersonId& each : persons) {
        const ledger::Person person = TRY(transaction->person(each));
        for (const ledger::Link& link : person.links) others.insert(link.record);
    }
    others.erase(view.review.pair.a);
    others.erase(view.review.pair.b);
    view.others_in_cluster = others.size();
    const Json entry{{"viewer", viewer.value()}, {"action", "match"}, {"decisions", sides.decisions()}};
    for (const PersonId& each : persons) TRY(transaction->append_audit({"disclosure", each, dump_json(entry)}));
    TRY(transaction->commit());
    return view;
}

Result<Settled> settle_as(ledger::Ledger& ledger, ledger::ReviewId id, ReviewAnswer answer, const UserId& viewer,
                          const Clock& clock) {
    {
        const auto reader = TRY(ledger.begin_read());
        TRY(require_steward(TRY(standing_of(*reader, viewer, clock.now()))));
    }
    TRY(settle_review(ledger, id, answer, viewer, clock));
    const auto reader = TRY(ledger.begin_read());
    Settled settled;
    settled.verdict = TRY(reader->review(id)).verdict;
    const std::vector<ledger::Review> open = TRY(reader->reviews(ledger::ReviewState::Open));
    bool is_after = answer != ReviewAnswer::Unsure;  // one left open is not the next one
    for (const ledger::Review& review : open) {
        if (is_after && !settled.next && review.id != id) settled.next = review.id;
        if (review.id == id) is_after = true;
    }
    return settled;
}

Result<void> undo_verdict(ledger::Ledger& ledger, ledger::VerdictId id, const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    TRY(require_steward(TRY(standing_of(*transaction, viewer, clock.now()))));
    TRY(transaction->revoke_verdict(id));
    TRY(transaction->bump_epoch());
    TRY(transaction->append_audit({"review.undo", std::nullopt, dump_json(Json{{"verdict", id.value()}})}));
    return transaction->commit();
}

}  // namespace kith::service
