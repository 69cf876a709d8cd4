#include "cli/child_text.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "cli/decision_json.h"
#include "cli/text_table.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;
using service::Cell;

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
    for (const auto& contact : identity.contacts) {
        contacts.push_back({{"kind", contact.kind == table::ContactKind::Phone ? "phone" : "email"},
                            {"value", contact.value},
                            {"label", contact.label}});
    }
    Json addresses = Json::array();
    for (const auto& address : identity.addresses) {
        addresses.push_back({{"line", address.line},
                             {"city", address.city},
                             {"region", address.region},
                             {"postcode", address.postcode}});
    }
    Json guardians = Json::array();
    for (const auto& guardian : identity.guardians) {
        guardians.push_back({{"name", guardian.name}, {"relation", guardian.relation}, {"phone", guardian.phone}});
    }
    Json identifiers = Json::array();
    for (const auto& each : identity.identifiers)
        identifiers.push_back({{"scheme", each.scheme}, {"value", each.value}});
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

Json date_json(const std::optional<CivilDate>& date) {
    return date ? Json(date->to_iso()) : Json();
}

Json fact_json(const table::Fact& fact) {
    Json attributes = Json::object();
    for (const table::Attribute& attribute : fact.attributes) attributes[attribute.name] = attribute.value;
    return {{"kind", fact.kind},
            {"key", fact.key},
            {"from", date_json(fact.from)},
            {"to", date_json(fact.to)},
            {"attributes", std::move(attributes)}};
}

Json strip_json(const table::Strip& strip) {
    return {{"programme", strip.programme}, {"first_day", strip.first_day.to_iso()}, {"marks", strip.marks}};
}

Json cell_json(const Cell& cell) {
    Json json{
        {"category", cell.category},         {"source", cell.source},
        {"source_name", cell.source_name},   {"member", cell.member},
        {"shown", cell.is_shown()},          {"held", cell.holding == service::Holding::Held ? Json(true) : Json()},
        {"answer", answer_json(cell.answer)}};
    if (!cell.is_shown()) return json;
    if (cell.content.identity) json["identity"] = identity_json(*cell.content.identity);
    for (const auto& fact : cell.content.facts) json["facts"].push_back(fact_json(fact));
    for (const auto& strip : cell.content.strips) json["strips"].push_back(strip_json(strip));
    return json;
}

struct MarkCounts {
    int present = 0;
    int tardy = 0;
    int absent = 0;
    int excused = 0;
};

MarkCounts count_marks(const std::string& marks) {
    MarkCounts counts;
    for (const char mark : marks) {
        if (mark == static_cast<char>(table::Mark::Present) || mark == static_cast<char>(table::Mark::Partial))
            ++counts.present;
        if (mark == static_cast<char>(table::Mark::Tardy)) ++counts.tardy;
        if (mark == static_cast<char>(table::Mark::Absent)) ++counts.absent;
        if (mark == static_cast<char>(table::Mark::Excused)) ++counts.excused;
    }
    return counts;
}

std::string counted(int days, std::string_view word) {
    return days == 0 ? std::string() : ", " + std::to_string(days) + " " + std::string(word);
}

std::string strip_text(const table::Strip& strip) {
    const MarkCounts counts = count_marks(strip.marks);
    const int held = counts.present + counts.tardy + counts.absent + counts.excused;
    if (held == 0) return printable(strip.programme) + ": no marks";
    std::string text = printable(strip.programme) + ", year from " + strip.first_day.to_iso() + ": ";
    if (counts.present == 0) {
        // A source that writes exceptions only says nothing of the other days: no share can be told.
        return text + std::to_string(held) + " exceptions noted" + counted(counts.absent, "absent") +
               counted(counts.excused, "excused") + counted(counts.tardy, "late");
    }
    const int attended = counts.present + counts.tardy;
    return text + std::to_string(attended) + " of " + std::to_string(held) + " days attended (" +
           std::to_string((100 * attended + held / 2) / held) + " %)" + counted(counts.tardy, "late") +
           counted(counts.excused, "excused");
}

void add_line(std::string& text, std::string_view name, const std::string& value) {
    if (!value.empty()) text += "      " + std::string(name) + printable(value) + "\n";
}

std::string identity_text(const table::Identity& identity) {
    std::string text;
    std::string name = identity.given;
    for (const std::string* part : {&identity.middle, &identity.surname, &identity.suffix}) {
        if (!part->empty()) name += (name.empty() ? "" : " ") + *part;
    }
    if (!identity.preferred.empty()) name += " (" + identity.preferred + ")";
    add_line(text, "", name);
    std::string born = identity.birth_date.to_text();
    if (!born.empty() && identity.sex != table::Sex::Unknown) born += ", " + std::string(word_of(identity.sex));
    add_line(text, "born ", born);
    for (const auto& contact : identity.contacts) {
        add_line(text, contact.kind == table::ContactKind::Phone ? "phone " : "e-mail ",
                 contact.value + (contact.label.empty() ? "" : " (" + contact.label + ")"));
    }
    for (const auto& address : identity.addresses) {
        std::string line = address.line;
        for (const std::string* part : {&address.city, &address.region, &address.postcode}) {
            if (!part->empty()) line += (line.empty() ? "" : ", ") + *part;
        }
        add_line(text, "lives at ", line);
    }
    for (const auto& guardian : identity.guardians) {
        add_line(text, guardian.relation.empty() ? "guardian " : guardian.relation + " ",
                 guardian.name + (guardian.phone.empty() ? "" : ", " + guardian.phone));
    }
    return text;
}

std::string fact_text(const table::Fact& fact) {
    std::string text = fact.from ? fact.from->to_iso() + "  " : "";
    text += fact.kind;
    std::size_t shown = 0;
    for (const table::Attribute& attribute : fact.attributes) {
        if (attribute.value.empty() || ++shown > 4) continue;
        text += (shown == 1 ? ": " : ", ") + printable(attribute.name) + " " + printable(attribute.value);
    }
    if (shown == 0 && !fact.key.empty()) text += ": " + printable(fact.key);
    return text;
}

std::string content_text(const Cell& cell) {
    constexpr std::size_t kFactsMax = 5;
    std::string text;
    if (cell.content.identity) text += identity_text(*cell.content.identity);
    for (const auto& strip : cell.content.strips) text += "      " + strip_text(strip) + "\n";
    const auto& facts = cell.content.facts;
    for (std::size_t i = facts.size() > kFactsMax ? facts.size() - kFactsMax : 0; i < facts.size(); ++i) {
        text += "      " + fact_text(facts[i]) + "\n";
    }
    if (facts.size() > kFactsMax) text += "      and " + std::to_string(facts.size() - kFactsMax) + " earlier\n";
    return text;
}

/// Chains are long and few: each stands once, under a number.
class Chains {
  public:
    std::size_t number_of(const consent::Answer& answer) {
        const std::string text = reasons_text(answer, "      ");
        const auto found = std::find(texts_.begin(), texts_.end(), text);
        if (found == texts_.end()) texts_.push_back(text);
        return static_cast<std::size_t>(std::find(texts_.begin(), texts_.end(), text) - texts_.begin()) + 1;
    }

    std::string to_text() const {
        std::string text;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            const std::string number = "  [" + std::to_string(i + 1) + "]";
            text += number + texts_[i].substr(std::min(number.size(), texts_[i].find_first_not_of(' ')));
        }
        return text;
    }

  private:
    std::vector<std::string> texts_;
};

std::string shown_text(const service::ChildView& view) {
    std::string text;
    std::string category;
    Chains chains;
    for (const Cell& cell : view.cells) {
        if (!cell.is_shown()) continue;
        if (cell.category != category) text += "\n  " + cell.category + "\n";
        category = cell.category;
        text += "    " + printable(cell.source_name) + "  [" + std::to_string(chains.number_of(cell.answer)) + "]\n" +
                content_text(cell);
    }
    return text.empty() ? "\n  nothing\n" : text + "\nWhy it is shown\n" + chains.to_text();
}

/// Hidden cells that one and the same change would unlock stand together.
std::string hidden_text(const service::ChildView& view) {
    std::map<std::string, std::string> cells_by_unlock;
    for (const Cell& cell : view.cells) {
        if (cell.is_shown()) continue;
        std::string unlock = unlock_text(cell.answer, "      ");
        if (unlock.empty()) unlock = "      nothing\n";
        std::string& cells = cells_by_unlock["      because " + printable(cell.answer.reasons.front().text) +
                                             "\n    what would unlock it:\n" + unlock];
        cells += (cells.empty() ? "    " : "\n    ") + cell.category + " of " + printable(cell.source_name);
        if (cell.holding == service::Holding::Held) cells += ", which holds some";
    }
    std::string text;
    for (const auto& [unlock, cells] : cells_by_unlock) {
        text += '\n';
        text += cells;
        text += '\n';
        text += unlock;
    }
    return text;
}

std::string helpers_text(const service::ChildView& view) {
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (const service::Helper& helper : view.helpers) {
        std::string call = helper.contact;
        if (!helper.phone.empty()) call += (call.empty() ? "" : ", ") + helper.phone;
        table.row({printable(helper.name), helper.kind, call.empty() ? "ask a steward" : printable(call)});
    }
    return table.to_text();
}

std::string timeline_text(const service::ChildView& view) {
    TextTable table({Align::Left, Align::Left, Align::Left});
    for (const service::TimelineEntry& entry : view.timeline) {
        table.row({entry.day.to_iso(), printable(entry.source), printable(entry.text)});
    }
    return table.to_text();
}

}  // namespace

nlohmann::ordered_json child_json(const service::ChildView& view) {
    Json cells = Json::array();
    for (const Cell& cell : view.cells) cells.push_back(cell_json(cell));
    Json helpers = Json::array();
    for (const service::Helper& helper : view.helpers) {
        helpers.push_back({{"member", helper.member},
                           {"name", helper.name},
                           {"kind", helper.kind},
                           {"sources", helper.sources},
                           {"contact", helper.contact},
                           {"phone", helper.phone}});
    }
    Json timeline = Json::array();
    for (const service::TimelineEntry& entry : view.timeline) {
        timeline.push_back({{"day", entry.day.to_iso()},
                            {"category", entry.category},
                            {"source", entry.source},
                            {"text", entry.text}});
    }
    return {{"child", view.person.value()},    {"viewer", view.viewer},
            {"purpose", view.purpose},         {"at", view.at.to_iso()},
            {"cells", std::move(cells)},       {"helpers", std::move(helpers)},
            {"timeline", std::move(timeline)}, {"audit_entries", view.audit_entries}};
}

std::string child_text(const service::ChildView& view) {
    std::string text = "child " + view.person.value() + ", as " + printable(view.viewer) + " for " +
                       printable(view.purpose) + "\n\nShown\n" + shown_text(view);
    const std::string hidden = hidden_text(view);
    if (!hidden.empty()) text += "\nHidden (whether there is anything is said only where you may know it)\n" + hidden;
    text += "\nWho else is helping\n" + helpers_text(view);
    if (!view.timeline.empty()) text += "\nLately\n" + timeline_text(view);
    return text + "\nThis look is entry " + std::to_string(view.audit_entries.front()) + " of the audit log.\n";
}

}  // namespace kith::cli
