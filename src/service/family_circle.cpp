#include "service/family_circle.h"

#include <algorithm>

#include "service/json.h"
#include "service/merged_parts.h"

namespace kith::service {
namespace {

using consent::Authority;
using consent::RecordKind;

Error unknown_child() {
    return make_error(ErrorCode::NotFound, "child.unknown", "no such child");
}

bool is_own_word(const Authority& authority) {
    return authority.capacity == consent::Capacity::AdultChild;
}

/// Of several sources or children of one id none is meant.
template <class Entry>
const Entry* only_one(const std::vector<Entry>& entries, std::string_view id) {
    const Entry* found = nullptr;
    for (const Entry& each : entries) {
        if (each.id != id) continue;
        if (found != nullptr && !(*found == each)) return nullptr;
        found = &each;
    }
    return found != nullptr && found->health == consent::Health::Sound ? found : nullptr;
}

/// Parts that are not said fit anybody. A recipient named by member fits the account though it only lodges there: a
/// doubt closes.
bool fits(const consent::Recipient& recipient, const consent::Recipient& viewer) {
    return (recipient.member.empty() || recipient.member == viewer.member) &&
           (recipient.role.empty() || recipient.role == viewer.role) &&
           (recipient.user.empty() || recipient.user == viewer.user);
}

}  // namespace

Result<User> require_family(ledger::Reader& reader, const UserId& viewer, Instant now) {
    auto user = TRY(find_user(reader, viewer, now));
    if (!user || user->health != UserHealth::Active) {
        return make_error(ErrorCode::Denied, "viewer.unknown", "no such viewer, or not at this time");
    }
    if (user->role != kFamilyRole || user->holder.empty()) {
        return make_error(ErrorCode::Denied, "family.not-family", "this page is for families: your account is not one");
    }
    return *std::move(user);
}

Result<std::vector<PersonId>> children_named_by(ledger::Reader& reader, const UserId& viewer) {
    std::vector<PersonId> children;
    const auto document = TRY(reader.document(ledger::DocumentKind::User, viewer.value()));
    if (!document) return children;
    const Json json = TRY(parse_json(document->json, "policy.document", viewer.value()));
    for (const Json& child : list_at(json, "caseload")) {
        const ledger::Anchor anchor{SourceId(text_at(child, "source")), text_at(child, "local_id")};
        const auto person = TRY(person_of_anchor(reader, anchor));
        const bool is_new = person && std::find(children.begin(), children.end(), *person) == children.end();
        if (is_new) children.push_back(*person);
    }
    return children;
}

Result<FamilyCircle> FamilyCircle::open(ledger::Reader& reader, const User& viewer, const PersonId& person,
                                        Instant now) {
    // Asked first, so that a child of somebody else costs what one costs that does not exist.
    const std::vector<PersonId> named = TRY(children_named_by(reader, viewer.id));
    const auto living = reader.resolve_person(person);
    if (living.is_error() && living.error().code != ErrorCode::NotFound) return living.error();
    if (living.is_error() || std::find(named.begin(), named.end(), *living) == named.end()) return unknown_child();
    FamilyCircle circle(TRY(assemble_policy(reader, {{*living}, {viewer.id}})));
    circle.person_ = *living;
    circle.viewer_ = {viewer.member.value(), viewer.role, viewer.id.value()};
    circle.now_ = now;
    TRY(circle.add_parts(reader, viewer));
    if (circle.parts_.empty()) return unknown_child();
    return circle;
}

Result<void> FamilyCircle::add_parts(ledger::Reader& reader, const User& viewer) {
    const ledger::Person held = TRY(reader.person(person_));
    std::vector<RecordId> records;
    for (const ledger::Link& link : held.links) records.push_back(link.record);
    const Merges merges = TRY(Merges::read(reader));
    const std::vector<MergedPart> parts = TRY(merges.parts_of(reader, person_, records));
    for (const MergedPart& each : parts) {
        const bool is_part = parts.size() > 1;
        const std::string own_name = each.person == person_ ? person_.value() + "/own" : each.person.value();
        Part part{is_part ? own_name : person_.value(), each.person, each.records, {}};
        const consent::Child* const child = child_of(part);
        for (const Authority& authority : policy().authorities) {
            const bool is_theirs = authority.child == part.name && authority.holder == viewer.holder;
            if (!is_theirs || child == nullptr) continue;
            const bool counts = is_in_force(authority, *child, RecordKind::Education) ||
                                is_in_force(authority, *child, RecordKind::Other);
            if (counts) part.authorities.push_back(authority);
        }
        if (part.authorities.empty()) {
            is_whole_ = false;
        } else {
            parts_.push_back(std::move(part));
        }
    }
    return {};
}

bool FamilyCircle::is_in_force(const Authority& authority, const consent::Child& child, RecordKind kind) const {
    if (authority.health == consent::Health::Broken || authority.status != consent::AuthorityStatus::Active)
        return false;
    if (only_one(policy().authorities, authority.id) == nullptr || !authority.window.contains(now_)) return false;
    if (!authority.verified_at || now_ < *authority.verified_at) return false;
    if (authority.verified_until_ms <= now_.unix_ms) return false;
    const consent::HandOver passes = hand_over_of(child, kind, policy().majority_age, policy().timezone_offset_minutes);
    switch (authority.capacity) {
        case consent::Capacity::Parent:
        case consent::Capacity::Guardian:
        case consent::Capacity::Agency:
            return now_.unix_ms < passes.earliest_ms;
        case consent::Capacity::AdultChild:
            return passes.latest_ms <= now_.unix_ms;
        case consent::Capacity::Court:
        case consent::Capacity::Minor:
            return true;
    }
    return false;
}

const consent::Child* FamilyCircle::child_of(const Part& part) const {
    return only_one(policy().children, part.name);
}

bool FamilyCircle::is_own() const {
    return std::all_of(parts_.begin(), parts_.end(), [](const Part& part) {
        return std::any_of(part.authorities.begin(), part.authorities.end(), is_own_word);
    });
}

bool FamilyCircle::is_forbidden(std::string_view category, std::string_view source) const {
    return std::any_of(policy().forbids.begin(), policy().forbids.end(), [&](const consent::Forbid& forbid) {
        if (forbid.health == consent::Health::Broken) return true;
        const bool fits_viewer = forbid.recipients.is_all ||
                                 std::any_of(forbid.recipients.recipients.begin(), forbid.recipients.recipients.end(),
                                             [&](const auto& each) { return fits(each, viewer_); });
        return fits_viewer && forbid.window.contains(now_) && (category.empty() || forbid.categories.has(category)) &&
               forbid.sources.has(source);
    });
}

bool FamilyCircle::may_name(std::string_view source) const {
    const consent::Source* const held = only_one(policy().sources, source);
    return held != nullptr && held->reach == consent::Reach::Open && !held->has(consent::Regime::Vawa);
}

bool FamilyCircle::reaches(const Part& part, std::string_view category, std::string_view source) const {
    const consent::Child* const child = child_of(part);
    if (child == nullptr || !may_name(source) || is_forbidden(category, source)) return false;
    const RecordKind kind = record_kind_of(*only_one(policy().sources, source), category);
    return std::any_of(part.authorities.begin(), part.authorities.end(), [&](const Authority& authority) {
        return authority.scope.has(category) && is_in_force(authority, *child, kind);
    });
}

const Authority* FamilyCircle::covering(const std::vector<std::string>& categories) const {
    const bool wants_all = categories.empty() || categories == std::vector<std::string>{"*"};
    for (const Part& part : parts_) {
        for (const Authority& authority : part.authorities) {
            const bool covers = authority.scope.is_all ||
                                (!wants_all && std::all_of(categories.begin(), categories.end(), [&](const auto& each) {
                                    return authority.scope.has(each);
                                }));
            if (covers) return &authority;
        }
    }
    return nullptr;
}

bool FamilyCircle::holds_record(RecordId record) const {
    return std::any_of(parts_.begin(), parts_.end(), [record](const Part& part) {
        return std::find(part.records.begin(), part.records.end(), record) != part.records.end();
    });
}

std::optional<CivilDate> FamilyCircle::hand_over_on() const {
    const consent::Child* const child = child_of(parts_.front());
    if (child == nullptr || child->birth_date.is_empty()) return std::nullopt;
    const consent::HandOver passes =
        hand_over_of(*child, RecordKind::Education, policy().majority_age, policy().timezone_offset_minutes);
    if (passes.earliest_ms == consent::Window::kBeginning) return std::nullopt;
    return Instant{passes.earliest_ms + policy().timezone_offset_minutes * 60'000LL}.date_utc();
}

}  // namespace kith::service
