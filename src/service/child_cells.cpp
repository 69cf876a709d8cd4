#include "service/child_cells.h"

#include <algorithm>
#include <set>

#include "service/json.h"
#include "table/category.h"

namespace kith::service {
namespace {

namespace category = table::category;

/// Contact is said by the identity too, but is a category of its own: what is shown of one is left out of the other.
table::Identity part_of(const table::Identity& identity, std::string_view of_category) {
    table::Identity part;
    if (of_category == category::kContact) {
        part.contacts = identity.contacts;
        part.addresses = identity.addresses;
        part.guardians = identity.guardians;
        return part;
    }
    part = identity;
    part.contacts.clear();
    part.addresses.clear();
    part.guardians.clear();
    return part;
}

/// A record without any contact has no contact cell.
bool is_empty(const CellContent& content) {
    const bool says_nothing = !content.identity || *content.identity == table::Identity{};
    return says_nothing && content.facts.empty() && content.strips.empty();
}

bool is_redacted(const consent::Answer& answer) {
    return std::any_of(answer.obligations.begin(), answer.obligations.end(), [](const consent::Obligation& each) {
        return each.kind == consent::ObligationKind::RedactNotes;
    });
}

/// Free text of a person is no data element; agreements for detail do not reach it (docs/formats/policy.md).
void drop_notes(std::vector<table::Fact>& facts) {
    for (table::Fact& fact : facts) {
        std::erase_if(fact.attributes, [](const table::Attribute& attribute) {
            return attribute.name == "note" || attribute.name == "notes" || attribute.name == "comment" ||
                   attribute.name == "comments" || attribute.name == "description";
        });
    }
}

}  // namespace

std::string disclosure_of(const Look& look, const std::vector<CellDecision>& decided) {
    Json decisions = Json::array();
    for (const CellDecision& each : decided) {
        const bool is_permit = each.verdict == consent::Verdict::Permit;
        decisions.push_back({{"category", each.category},
                             {"source", each.source},
                             {"decision", is_permit ? "permit" : "deny"},
                             {"rule", std::string(consent::name_of(each.reason.rule))},
                             {"because", each.reason.id}});
    }
    return dump_json({{"viewer", look.viewer},
                      {"action", "detail"},
                      {"purpose", look.purpose},
                      {"decisions", std::move(decisions)}});
}

consent::Request ChildCells::ask(const std::string& category, const std::string& source, consent::Action action) const {
    consent::Request request;
    request.viewer = look_.viewer;
    request.child = look_.child;
    request.category = category;
    request.source = source;
    request.purpose = look_.purpose;
    request.action = action;
    request.at = look_.at;
    return request;
}

bool ChildCells::is_permitted(const std::string& category, const std::string& source, consent::Action action) const {
    return consent::decide(snapshot_, ask(category, source, action)).is_permit();
}

/// The viewer's role reaches all children, or this one, each part of it, is in the caseload.
bool ChildCells::may_know_child() const {
    const consent::Policy& policy = snapshot_.policy();
    const auto user = std::find_if(policy.users.begin(), policy.users.end(),
                                   [&](const consent::User& each) { return each.id == look_.viewer; });
    if (user == policy.users.end() || user->health == consent::Health::Broken) return false;
    if (user->account == consent::Account::Disabled || !user->window.contains(look_.at)) return false;
    const auto role = std::find_if(policy.roles.begin(), policy.roles.end(),
                                   [&](const consent::Role& each) { return each.id == user->role; });
    if (role == policy.roles.end() || role->health == consent::Health::Broken) return false;
    if (role->caseload == consent::Need::No) return true;
    const auto child = std::find_if(policy.children.begin(), policy.children.end(),
                                    [&](const consent::Child& each) { return each.id == look_.child; });
    const auto is_in_caseload = [&](const std::string& id) {
        return std::find(user->caseload.begin(), user->caseload.end(), id) != user->caseload.end();
    };
    if (child == policy.children.end() || child->parts.empty()) return is_in_caseload(look_.child);
    return std::all_of(child->parts.begin(), child->parts.end(), is_in_caseload);
}

Result<void> ChildCells::fill(Cell& cell, const Records& records) {
    for (const RecordId record : records) {
        if (cell.category == category::kIdentity || cell.category == category::kContact) {
            const ledger::StoredIdentity stored = TRY(reader_.identity(record));
            if (!cell.content.identity) cell.content.identity = part_of(stored.identity, cell.category);
            continue;
        }
        std::vector<table::Fact> facts = TRY(reader_.facts(record, cell.category));
        std::move(facts.begin(), facts.end(), std::back_inserter(cell.content.facts));
        std::vector<table::Strip> strips = TRY(reader_.strips(record, cell.category));
        std::move(strips.begin(), strips.end(), std::back_inserter(cell.content.strips));
    }
    if (is_redacted(cell.answer)) drop_notes(cell.content.facts);
    return {};
}

void ChildCells::add_helper(const std::string& source, const std::vector<std::string>& categories) {
    const SourceInfo& info = community_.sources.at(source);
    const MemberInfo& member = community_.members.at(info.member);
    auto helper =
        std::find_if(helpers_.begin(), helpers_.end(), [&](const Helper& each) { return each.member == info.member; });
    if (helper == helpers_.end()) {
        helpers_.push_back({info.member, member.name, member.kind, {}, {}, {}});
        helper = helpers_.end() - 1;
    }
    helper->sources.push_back(info.name);
    const bool may_contact = std::any_of(categories.begin(), categories.end(), [&](const std::string& each) {
        return is_permitted(each, source, consent::Action::Contact);
    });
    if (may_contact) {
        helper->contact = member.contact;
        helper->phone = member.phone;
    }
}

bool ChildCells::is_restricted(const std::string& source) const {
    const auto& sources = snapshot_.policy().sources;
    const auto declared =
        std::find_if(sources.begin(), sources.end(), [&](const consent::Source& each) { return each.id == source; });
    return declared == sources.end() || declared->reach == consent::Reach::Restricted;
}

bool ChildCells::is_of_purpose(const std::string& category) const {
    const auto& purposes = snapshot_.policy().purposes;
    return std::any_of(purposes.begin(), purposes.end(), [&](const consent::Purpose& each) {
        return each.id == look_.purpose && each.categories.has(category);
    });
}

Result<void> ChildCells::add_cell(const std::string& category, const std::string& source, Holding holding,
                                  const Records& records) {
    Cell cell;
    cell.category = category;
    cell.source = source;
    const SourceInfo& info = community_.sources.at(source);
    cell.source_name = info.name;
    cell.member = info.member;
    cell.holding = holding;
    cell.answer = consent::answer(snapshot_, ask(category, source, consent::Action::Detail));
    if (cell.is_shown()) TRY(fill(cell, records));
    if (cell.is_shown() && is_empty(cell.content)) return {};
    const auto is_gone = [this](RecordId record) { return suspected_gone_.contains(record); };
    cell.is_suspected_gone = !records.empty() && std::all_of(records.begin(), records.end(), is_gone);
    cells_.push_back(std::move(cell));
    return {};
}

/// Where the viewer may not know whether a source holds anything of a category, the cell is there for every child, held
/// or not, so that its presence says nothing; a restricted source has no such cell at all.
Result<void> ChildCells::add_source(const std::string& source, const Records& records) {
    std::set<std::string> held;
    if (!records.empty()) held = {std::string(category::kIdentity), std::string(category::kContact)};
    for (const RecordId record : records) {
        const std::vector<std::string> categories = TRY(reader_.categories(record));
        held.insert(categories.begin(), categories.end());
    }
    std::set<std::string> asked = held;
    const std::vector<std::string>& said = community_.sources.at(source).categories;
    for (const std::string& each : said) {
        if (each != "*") asked.insert(each);
    }
    std::vector<std::string> known;
    for (const std::string& each : asked) {
        const bool may_know = is_permitted(each, source, consent::Action::Existence);
        if (may_know && held.contains(each)) {
            known.push_back(each);
            TRY(add_cell(each, source, Holding::Held, records));
        } else if (!may_know && !is_restricted(source) && is_of_purpose(each)) {
            const bool is_said = std::find(said.begin(), said.end(), each) != said.end();
            if (is_said) TRY(add_cell(each, source, Holding::NotSaid, {}));
        }
    }
    if (!known.empty()) add_helper(source, known);
    return {};
}

Result<void> ChildCells::collect() {
    const ledger::Person person = TRY(reader_.person(PersonId(look_.child)));
    std::map<std::string, Records> records_of;
    for (const ledger::Link& link : person.links) {
        const ledger::RecordHead head = TRY(reader_.record(link.record));
        records_of[head.source.value()].push_back(link.record);
        if (head.state == ledger::RecordState::SuspectedGone) suspected_gone_.insert(link.record);
    }
    for (const auto& [source, info] : community_.sources) TRY(add_source(source, records_of[source]));
    std::stable_sort(cells_.begin(), cells_.end(),
                     [](const Cell& a, const Cell& b) { return a.category < b.category; });
    for (const Cell& cell : cells_) {
        decided_.push_back({cell.category, cell.source, cell.answer.verdict, cell.answer.reasons.front()});
    }
    if (!may_know_child()) {
        std::erase_if(cells_, [](const Cell& cell) { return !cell.is_shown(); });
    }
    return {};
}

}  // namespace kith::service
