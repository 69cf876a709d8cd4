#include "service/next_steps.h"

#include <algorithm>

#include "crypto/secret.h"
#include "service/json.h"
#include "service/policy_source.h"
#include "service/show_child.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

Json json_of(const NextStep& step) {
    return {{"id", step.id},
            {"text", step.text},
            {"owner", step.owner.value()},
            {"due", step.due ? Json(step.due->to_iso()) : Json()},
            {"state", std::string(name_of(step.state))},
            {"outcome", step.outcome},
            {"created_by", step.created_by.value()},
            {"created_ms", step.created_at.unix_ms}};
}

Result<NextStep> read_step(const ledger::Document& document) {
    const Json json = TRY(parse_json(document.json, "step.malformed", document.id));
    NextStep step;
    step.id = document.id;
    step.text = text_at(json, "text");
    step.owner = UserId(text_at(json, "owner"));
    step.due = CivilDate::parse_iso(text_at(json, "due"));
    step.state = step_state_of(text_at(json, "state")).value_or(StepState::Open);
    step.outcome = text_at(json, "outcome");
    step.created_by = UserId(text_at(json, "created_by"));
    step.created_at = Instant{number_at(json, "created_ms", 0)};
    step.changed_at = document.at;
    return step;
}

std::string member_of(const CommunityPolicy& community, const std::string& user) {
    for (const consent::User& each : community.policy.users) {
        if (each.id == user) return each.member;
    }
    return {};
}

bool may_see(const NextStep& step, const UserId& viewer, const CommunityPolicy& community) {
    if (viewer == step.owner || viewer == step.created_by) return true;
    const std::string member = member_of(community, viewer.value());
    return !member.empty() && (member == member_of(community, step.owner.value()) ||
                               member == member_of(community, step.created_by.value()));
}

Result<std::vector<RecordId>> records_of(ledger::Reader& reader, const PersonId& child) {
    const ledger::Person person = TRY(reader.person(child));
    std::vector<RecordId> records;
    for (const ledger::Link& link : person.links) records.push_back(link.record);
    return records;
}

/// The child, if the viewer may know of it: whoever could not open its page changes nothing on it.
Result<PersonId> known_child(ledger::Transaction& transaction, const std::string& child, const UserId& viewer,
                             Instant now) {
    const auto community = TRY(CommunityPolicy::read(transaction));
    const ChildView view =
        TRY(look_at_child(transaction, {child, viewer, default_purpose(*community, now)}, now, nullptr));
    if (view.cells.empty() && view.helpers.empty()) return unknown_child();
    return view.person;
}

/// A record of the viewer's own member where there is one, so that the step stays with those who wrote it.
Result<ledger::Anchor> anchor_for(ledger::Reader& reader, const PersonId& child, const std::string& member,
                                  const CommunityPolicy& community) {
    const std::vector<RecordId> records = TRY(records_of(reader, child));
    std::optional<ledger::Anchor> anchor;
    for (const RecordId record : records) {
        const ledger::RecordHead head = TRY(reader.record(record));
        const bool is_own = community.sources.at(head.source.value()).member == member;
        if (anchor && !is_own) continue;
        const ledger::StoredIdentity stored = TRY(reader.identity(record));
        anchor = ledger::Anchor{head.source, stored.local_id};
        if (is_own) break;
    }
    if (!anchor) return unknown_child();
    return *anchor;
}

Result<void> put(ledger::Transaction& transaction, const NextStep& step, const ledger::Anchor& anchor,
                 const PersonId& child, std::string_view kind) {
    ledger::Document document;
    document.kind = DocumentKind::NextStep;
    document.id = step.id;
    document.json = dump_json(json_of(step));
    document.anchor = anchor;
    TRY(transaction.put_document(document));
    const Json entry{{"step", step.id}, {"owner", step.owner.value()}, {"state", std::string(name_of(step.state))}};
    TRY(transaction.append_audit({std::string(kind), child, dump_json(entry)}));
    return {};
}

}  // namespace

std::string_view name_of(StepState state) {
    switch (state) {
        case StepState::Open:
            return "open";
        case StepState::Done:
            return "done";
        case StepState::Dropped:
            return "dropped";
    }
    return "open";
}

std::optional<StepState> step_state_of(std::string_view word) {
    for (const StepState state : {StepState::Open, StepState::Done, StepState::Dropped}) {
        if (word == name_of(state)) return state;
    }
    return std::nullopt;
}

Result<NextStep> add_next_step(ledger::Ledger& ledger, const NewStep& asked, const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    const PersonId child = TRY(known_child(*transaction, asked.child, viewer, now));
    const auto community = TRY(CommunityPolicy::read(*transaction));
    NextStep step;
    step.id = "step-" + to_hex(crypto::SecretArray<8>::random().view());
    step.text = asked.text;
    step.owner = asked.owner.value().empty() ? viewer : asked.owner;
    step.due = asked.due;
    step.created_by = viewer;
    step.created_at = step.changed_at = now;
    if (member_of(*community, step.owner.value()).empty()) {
        return make_error(ErrorCode::InvalidInput, "step.no-owner", "expected a user as owner");
    }
    const std::string member = member_of(*community, viewer.value());
    const ledger::Anchor anchor = TRY(anchor_for(*transaction, child, member, *community));
    TRY(put(*transaction, step, anchor, child, "step.add"));
    TRY(transaction->commit());
    return step;
}

Result<NextStep> update_next_step(ledger::Ledger& ledger, const StepChange& change, const UserId& viewer,
                                  const Clock& clock) {
    const Error unknown = make_error(ErrorCode::NotFound, "step.unknown", "the child has no such next step");
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    const PersonId child = TRY(known_child(*transaction, change.child, viewer, now));
    const auto community = TRY(CommunityPolicy::read(*transaction));
    const auto document = TRY(transaction->document(DocumentKind::NextStep, change.id));
    if (!document || !document->anchor) return unknown;
    const auto person = TRY(person_of_anchor(*transaction, *document->anchor));
    NextStep step = TRY(read_step(*document));
    if (person != child || !may_see(step, viewer, *community)) return unknown;
    step.state = change.state;
    step.outcome = change.outcome;
    step.changed_at = now;
    TRY(put(*transaction, step, *document->anchor, child, "step.change"));
    TRY(transaction->commit());
    return step;
}

Result<std::vector<NextStep>> next_steps_of(ledger::Reader& reader, const PersonId& child, const UserId& viewer,
                                            const CommunityPolicy& community) {
    const std::vector<RecordId> records = TRY(records_of(reader, child));
    const std::vector<ledger::Document> documents = TRY(reader.documents_of(DocumentKind::NextStep, records));
    std::vector<NextStep> steps;
    for (const ledger::Document& document : documents) {
        NextStep step = TRY(read_step(document));
        if (may_see(step, viewer, community)) steps.push_back(std::move(step));
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const NextStep& a, const NextStep& b) { return a.created_at.unix_ms < b.created_at.unix_ms; });
    return steps;
}

Result<std::vector<OwnedStep>> open_steps_of(ledger::Reader& reader, const UserId& owner) {
    std::vector<OwnedStep> owned;
    const std::vector<ledger::Document> documents = TRY(reader.documents(DocumentKind::NextStep));
    for (const ledger::Document& document : documents) {
        NextStep step = TRY(read_step(document));
        if (step.owner != owner || step.state != StepState::Open || !document.anchor) continue;
        const auto person = TRY(person_of_anchor(reader, *document.anchor));
        if (person) owned.push_back({std::move(step), *person});
    }
    return owned;
}

}  // namespace kith::service
