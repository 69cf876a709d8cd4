#include "service/family_holdings.h"

#include <algorithm>
#include <map>

#include "service/json.h"
#include "service/sharing.h"
#include "table/category.h"

namespace kith::service {
namespace {

namespace category = table::category;

/// From when to when a category speaks, and how much.
struct Extent {
    std::uint64_t records = 0;
    std::optional<CivilDate> from;
    std::optional<CivilDate> to;

    void add(std::uint64_t more, std::optional<CivilDate> begins, std::optional<CivilDate> ends) {
        records += more;
        if (begins && (!from || *begins < *from)) from = begins;
        if (ends && (!to || *to < *ends)) to = ends;
    }
};

void add_strip(Extent& extent, const table::Strip& strip) {
    for (std::size_t i = 0; i < strip.marks.size(); ++i) {
        const char mark = strip.marks[i];
        if (mark == static_cast<char>(table::Mark::None) || mark == static_cast<char>(table::Mark::NotHeld)) continue;
        const CivilDate day = strip.first_day.plus_days(static_cast<std::int32_t>(i));
        extent.add(1, day, day);
    }
}

Result<Extent> extent_of(ledger::Reader& reader, RecordId record, const std::string& word) {
    Extent extent;
    if (word == category::kIdentity) {
        extent.add(1, std::nullopt, std::nullopt);
        return extent;
    }
    if (word == category::kContact) {
        const ledger::StoredIdentity stored = TRY(reader.identity(record));
        const table::Identity& who = stored.identity;
        extent.add(who.contacts.size() + who.addresses.size() + who.guardians.size(), std::nullopt, std::nullopt);
        return extent;
    }
    const std::vector<table::Fact> facts = TRY(reader.facts(record, word));
    for (const table::Fact& fact : facts) extent.add(1, fact.from, fact.to ? fact.to : fact.from);
    const std::vector<table::Strip> strips = TRY(reader.strips(record, word));
    for (const table::Strip& strip : strips) add_strip(extent, strip);
    return extent;
}

using Extents = std::map<std::string, std::map<std::string, Extent>>;  // source, category

Result<void> add_record(ledger::Reader& reader, const FamilyCircle& circle, const FamilyCircle::Part& part,
                        RecordId record, Extents& extents) {
    const ledger::RecordHead head = TRY(reader.record(record));
    const std::string& source = head.source.value();
    std::vector<std::string> categories = TRY(reader.categories(record));
    categories.emplace_back(category::kIdentity);
    categories.emplace_back(category::kContact);
    for (const std::string& each : categories) {
        if (!circle.reaches(part, each, source)) continue;
        const Extent extent = TRY(extent_of(reader, record, each));
        if (extent.records > 0) extents[source][each].add(extent.records, extent.from, extent.to);
    }
    return {};
}

struct Names {
    std::map<std::string, Json> members;
    std::map<std::string, std::pair<std::string, std::string>> sources;  // name, member

    static Result<Names> read(ledger::Reader& reader) {
        Names names;
        const std::vector<ledger::Member> members = TRY(reader.members());
        for (const ledger::Member& member : members) {
            names.members[member.id.value()] = TRY(parse_json(member.json, "community.malformed", member.id.value()));
        }
        const std::vector<ledger::Source> sources = TRY(reader.sources());
        for (const ledger::Source& source : sources) {
            const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
            const std::string name = text_at(json, "name");
            names.sources[source.id.value()] = {name.empty() ? source.id.value() : name, source.member.value()};
        }
        return names;
    }
};

/// The cells a look was about, as the log entered them: one entry a look, or one decision an entry.
struct LoggedCell {
    std::string category;
    std::string source;
    bool is_permit = false;
};

std::vector<LoggedCell> cells_in(const Json& entry) {
    std::vector<LoggedCell> cells;
    for (const Json& each : list_at(entry, "decisions")) {
        cells.push_back({text_at(each, "category"), text_at(each, "source"), text_at(each, "decision") == "permit"});
    }
    if (const Json& request = at(entry, "request"); request.is_object()) {
        cells.push_back(
            {text_at(request, "category"), text_at(request, "source"), text_at(entry, "decision") == "permit"});
    }
    return cells;
}

/// Empty when the window may not tell of it.
std::optional<FamilyLook> look_in(const ledger::AuditEntry& entry, const FamilyCircle& circle) {
    const auto json = parse_json(entry.json, "audit.malformed", "");
    if (json.is_error()) return std::nullopt;
    FamilyLook look;
    look.at = entry.at;
    look.purpose = text_at(*json, "purpose");
    if (look.purpose.empty()) look.purpose = text_at(at(*json, "request"), "purpose");
    if (look.purpose.empty()) look.purpose = text_at(*json, "action");
    std::vector<LoggedCell> cells = cells_in(*json);
    const bool had_cells = !cells.empty();
    std::erase_if(cells, [&](const LoggedCell& cell) { return !circle.may_name(cell.source); });
    if (had_cells && cells.empty()) return std::nullopt;
    look.is_permitted =
        !had_cells || std::any_of(cells.begin(), cells.end(), [](const LoggedCell& cell) { return cell.is_permit; });
    for (const LoggedCell& cell : cells) {
        const bool is_new =
            std::find(look.categories.begin(), look.categories.end(), cell.category) == look.categories.end();
        if (cell.is_permit == look.is_permitted && is_new) look.categories.push_back(cell.category);
    }
    return look;
}

/// A member of whom the window may not name a single source is not named as one that looked either.
bool may_name_member(const FamilyCircle& circle, const std::string& member) {
    const auto& sources = circle.policy().sources;
    const auto is_theirs = [&](const consent::Source& each) { return each.member == member; };
    if (std::none_of(sources.begin(), sources.end(), is_theirs)) return true;
    return std::any_of(sources.begin(), sources.end(),
                       [&](const consent::Source& each) { return is_theirs(each) && circle.may_name(each.id); });
}

}  // namespace

Result<std::vector<FamilyHolding>> holdings_of(ledger::Reader& reader, const FamilyCircle& circle) {
    const Names names = TRY(Names::read(reader));
    Extents extents;
    for (const FamilyCircle::Part& part : circle.parts()) {
        for (const RecordId record : part.records) TRY(add_record(reader, circle, part, record, extents));
    }
    const Sharing sharing(circle.policy(), circle.person().value(), circle.now());
    std::vector<FamilyHolding> holdings;
    for (const auto& [source, categories] : extents) {
        const auto& [source_name, member] = names.sources.at(source);
        const Json& card = names.members.at(member);
        FamilyHolding holding{member, text_at(card, "name"), text_at(card, "phone"), source, source_name, {}};
        if (holding.name.empty()) holding.name = member;
        for (const auto& [word, extent] : categories) {
            holding.categories.push_back(
                {word, extent.records, extent.from, extent.to, sharing.members_seeing(word, source)});
        }
        holdings.push_back(std::move(holding));
    }
    std::stable_sort(holdings.begin(), holdings.end(),
                     [](const FamilyHolding& a, const FamilyHolding& b) { return a.name < b.name; });
    return holdings;
}

Result<std::vector<FamilyLook>> looks_at(ledger::Reader& reader, const FamilyCircle& circle) {
    std::map<UserId, std::optional<User>> users;
    std::vector<FamilyLook> looks;
    const std::vector<ledger::AuditEntry> entries = TRY(reader.audit_entries_of(circle.person()));
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->kind != "disclosure" || entry->is_erased) continue;
        const bool is_of_held_part =
            circle.is_whole() ||
            std::any_of(circle.parts().begin(), circle.parts().end(), [&](const FamilyCircle::Part& part) {
                return entry->child && part.person == *entry->child && part.person != circle.person();
            });
        if (!is_of_held_part) continue;
        auto look = look_in(*entry, circle);
        if (!look) continue;
        if (!users.contains(entry->by)) users[entry->by] = TRY(find_user(reader, entry->by, circle.now()));
        const std::optional<User>& user = users[entry->by];
        look->by_name = user ? user->name : entry->by.value();
        if (user && !may_name_member(circle, user->member.value())) continue;
        if (user) {
            look->member = user->member_name;
            look->role = user->role;
        }
        looks.push_back(*std::move(look));
    }
    return looks;
}

}  // namespace kith::service
