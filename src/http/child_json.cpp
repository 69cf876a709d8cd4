#include "http/child_json.h"

#include <nlohmann/json.hpp>

#include "consent/policy_json.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Json day_json(const std::optional<CivilDate>& day) {
    return day ? Json(day->to_iso()) : Json();
}

std::string_view word_of(table::Sex sex) {
    switch (sex) {
        case table::Sex::Female:
            return "female";
        case table::Sex::Male:
            return "male";
        case table::Sex::Other:
            return "other";
        case table::Sex::Unknown:
            return "";
    }
    return "";
}

Json identity_json(const table::Identity& identity) {
    Json contacts = Json::array();
    for (const table::Contact& each : identity.contacts) {
        const bool is_phone = each.kind == table::ContactKind::Phone;
        contacts.push_back({{"kind", is_phone ? "phone" : "email"}, {"value", each.value}, {"label", each.label}});
    }
    Json addresses = Json::array();
    for (const table::Address& each : identity.addresses) {
        addresses.push_back(
            {{"line", each.line}, {"city", each.city}, {"region", each.region}, {"postcode", each.postcode}});
    }
    Json guardians = Json::array();
    for (const table::Guardian& each : identity.guardians) {
        guardians.push_back({{"name", each.name}, {"relation", each.relation}, {"phone", each.phone}});
    }
    Json identifiers = Json::array();
    for (const table::Identifier& each : identity.identifiers) {
        identifiers.push_back({{"scheme", each.scheme}, {"value", each.value}});
    }
    return {{"given", identity.given},
            {"middle", identity.middle},
            {"surname", identity.surname},
            {"suffix", identity.suffix},
            {"preferred", identity.preferred},
            {"birth_date", identity.birth_date.to_text()},
            {"sex", std::string(word_of(identity.sex))},
            {"contacts", std::move(contacts)},
            {"addresses", std::move(addresses)},
            {"guardians", std::move(guardians)},
            {"identifiers", std::move(identifiers)}};
}

Json content_json(const service::CellContent& content) {
    Json json = Json::object();
    if (content.identity) json["identity"] = identity_json(*content.identity);
    Json& facts = json["facts"] = Json::array();
    for (const table::Fact& fact : content.facts) {
        Json attributes = Json::array();
        for (const table::Attribute& each : fact.attributes) {
            attributes.push_back({{"name", each.name}, {"value", each.value}});
        }
        facts.push_back({{"kind", fact.kind},
                         {"from", day_json(fact.from)},
                         {"to", day_json(fact.to)},
                         {"attributes", std::move(attributes)}});
    }
    Json& strips = json["strips"] = Json::array();
    for (const table::Strip& strip : content.strips) {
        strips.push_back({{"programme", strip.programme}, {"from", strip.first_day.to_iso()}, {"marks", strip.marks}});
    }
    return json;
}

Json cell_json(const service::Cell& cell) {
    return {{"category", cell.category},
            {"source", cell.source},
            {"source_name", cell.source_name},
            {"member", cell.member},
            {"shown", cell.is_shown()},
            {"held", cell.holding == service::Holding::Held},
            {"suspected_gone", cell.is_suspected_gone},
            {"answer", Json::parse(consent::write_answer(cell.answer), nullptr, false)},
            {"content", cell.is_shown() ? content_json(cell.content) : Json()}};
}

Json helper_json(const service::Helper& helper) {
    return {{"member", helper.member},   {"name", helper.name},       {"kind", helper.kind},
            {"sources", helper.sources}, {"contact", helper.contact}, {"phone", helper.phone}};
}

}  // namespace

Json step_json(const service::NextStep& step) {
    return {{"id", step.id},
            {"text", step.text},
            {"owner", step.owner.value()},
            {"due", day_json(step.due)},
            {"state", std::string(service::name_of(step.state))},
            {"outcome", step.outcome.empty() ? Json() : Json(step.outcome)},
            {"created_by", step.created_by.value()},
            {"created_at", step.created_at.to_iso()}};
}

Json child_json(const service::ChildView& view) {
    Json cells = Json::array();
    const table::Identity* identity = nullptr;
    for (const service::Cell& cell : view.cells) {
        cells.push_back(cell_json(cell));
        const bool has_name = cell.category == "identity" && cell.is_shown() && cell.content.identity;
        if (has_name && identity == nullptr) identity = &*cell.content.identity;
    }
    Json helpers = Json::array();
    for (const service::Helper& helper : view.helpers) helpers.push_back(helper_json(helper));
    Json timeline = Json::array();
    for (const service::TimelineEntry& each : view.timeline) {
        timeline.push_back(
            {{"day", each.day.to_iso()}, {"category", each.category}, {"source", each.source}, {"text", each.text}});
    }
    Json steps = Json::array();
    for (const service::NextStep& step : view.next_steps) steps.push_back(step_json(step));
    return {{"person", view.person.value()},
            {"purpose", view.purpose},
            {"at", view.at.to_iso()},
            {"given", identity == nullptr ? "" : identity->given},
            {"surname", identity == nullptr ? "" : identity->surname},
            {"birth_date", identity == nullptr ? "" : identity->birth_date.to_text()},
            {"helpers", std::move(helpers)},
            {"timeline", std::move(timeline)},
            {"cells", std::move(cells)},
            {"next_steps", std::move(steps)},
            {"audit_entries", view.audit_entries}};
}

Json roster_row_json(const service::RosterRow& row) {
    Json reasons = Json::array();
    for (const service::Reason& reason : row.reasons) {
        Json sentence{{"key", reason.key}};
        for (const auto& [name, number] : reason.numbers) sentence[name] = number;
        reasons.push_back(std::move(sentence));
    }
    Json line;
    if (row.line) line = {{"from", row.line->from.to_iso()}, {"marks", row.line->marks}, {"source", row.line->source}};
    Json step;
    if (row.next_step) {
        step = {{"text", row.next_step->text},
                {"due", day_json(row.next_step->due)},
                {"owner", row.next_step->owner.value()}};
    }
    return {{"person", row.person.value()}, {"given", row.given},
            {"surname", row.surname},       {"reasons", std::move(reasons)},
            {"strip", std::move(line)},     {"last_contact", day_json(row.last_contact)},
            {"next_step", std::move(step)}, {"status", std::string(service::name_of(row.status))}};
}

Json found_json(const service::Found& found) {
    Json hits = Json::array();
    for (const service::Hit& hit : found.hits) {
        hits.push_back({{"person", hit.person.value()},
                        {"given", hit.given},
                        {"surname", hit.surname},
                        {"birth_date", hit.birth_date},
                        {"sources", hit.sources}});
    }
    return {{"hits", std::move(hits)}, {"is_cut", found.is_cut}};
}

}  // namespace kith::http
