// How far consent reaches: counted from the documents, not by deciding for every viewer. A category of a child is
// covered when a consent in force permits it on an authority in force, and no holder denies it.

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "consent/policy.h"
#include "service/agreements.h"
#include "service/configuration.h"
#include "service/json.h"
#include "service/local_day.h"
#include "service/overview_viewer.h"

namespace kith::service {
namespace {

constexpr std::int32_t kHandOverSoonDays = 183;
constexpr int kAdultYears = 18;
constexpr int kMonthsAhead = 12;

struct Children {
    std::unordered_map<std::string, PartialDate> birth_dates;  // by person
    std::map<std::string, std::set<std::string>> of_source;    // persons

    static Result<Children> read(ledger::Reader& reader) {
        Children children;
        std::unordered_map<RecordId, PersonId> person_of;
        const std::vector<ledger::Link> links = TRY(reader.links());
        for (const ledger::Link& link : links) person_of.emplace(link.record, link.person);
        TRY(reader.for_each_identity(
            [&](const ledger::RecordHead& head, const ledger::StoredIdentity& stored) -> Result<void> {
                const auto person = person_of.find(head.id);
                if (person == person_of.end()) return {};
                children.of_source[head.source.value()].insert(person->second.value());
                PartialDate& date = children.birth_dates[person->second.value()];
                if (!date.is_complete()) date = stored.identity.birth_date;
                return {};
            }));
        return children;
    }
};

bool is_open(const Json& entry, CivilDate today) {
    const auto from = CivilDate::parse_iso(text_at(entry, "from").substr(0, 10));
    const auto to = CivilDate::parse_iso(text_at(entry, "to").substr(0, 10));
    return (!from || *from <= today) && (!to || today <= *to);
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end() ||
           std::find(names.begin(), names.end(), "*") != names.end();
}

struct Position {
    std::vector<std::string> categories;
    bool is_permit = false;
};

class Overview {
  public:
    Overview(ledger::Reader& reader, CivilDate today, std::uint64_t smallest)
        : reader_(reader), today_(today), smallest_(smallest) {}

    Result<ConsentOverview> run(const std::optional<MemberId>& only) {
        children_ = TRY(Children::read(reader_));
        TRY(read_authorities());
        TRY(read_consents());
        TRY(count_coverage(only));
        count_hand_overs();
        for (const auto& [month, count] : months_) overview_.expiring.push_back({month, shown(count)});
        overview_.lapsed = shown(lapsed_);
        return std::move(overview_);
    }

  private:
    /// Nothing where the number itself is too small.
    std::optional<std::uint64_t> shown(std::uint64_t count) const {
        return count > 0 && count < smallest_ ? std::nullopt : std::optional(count);
    }

    Result<void> read_authorities() {
        const std::vector<ledger::Document> documents = TRY(reader_.documents(ledger::DocumentKind::Authority));
        for (const ledger::Document& document : documents) {
            authorities_[document.id] = TRY(parse_json(document.json, "policy.document", document.id));
        }
        return {};
    }

    Result<void> read_consents() {
        std::map<std::string, std::pair<Json, std::optional<ledger::Anchor>>> latest;
        const std::vector<ledger::Document> documents = TRY(reader_.documents(ledger::DocumentKind::Consent));
        for (const ledger::Document& document : documents) {
            Json json = TRY(parse_json(document.json, "policy.document", document.id));
            auto& held = latest[text_at(json, "id")];
            const bool is_newer =
                held.first.is_null() || number_at(held.first, "version", 1) < number_at(json, "version", 1);
            if (is_newer) held = {std::move(json), document.anchor};
        }
        for (const auto& [id, held] : latest) TRY(add_consent(held.first, held.second));
        return {};
    }

    Result<void> add_consent(const Json& consent, const std::optional<ledger::Anchor>& anchor) {
        const std::string state = text_at(consent, "state");
        const bool is_given = state == "given" || state == "renewed";
        const bool is_permit = is_given && text_at(consent, "effect") == "permit";
        const auto to = CivilDate::parse_iso(text_at(consent, "to").substr(0, 10));
        if (is_given && to && *to < today_) ++lapsed_;
        const bool is_denial = state == "refused" || (is_given && text_at(consent, "effect") == "deny");
        if (!anchor || (!is_permit && !is_denial) || !is_open(consent, today_)) return {};
        if (is_permit && to) add_month(*to);
        auto record = reader_.find_record(anchor->source, anchor->local_id);
        if (record.is_error() && record.error().code != ErrorCode::NotFound) return record.error();
        if (record.is_error() || !*record) return {};
        const auto person = TRY(reader_.person_of(**record));
        if (!person || (is_permit && !rests_on_authority(consent, person->value()))) return {};
        positions_[person->value()].push_back({texts_at(consent, "categories"), is_permit});
        return {};
    }

    void add_month(CivilDate to) {
        const int months = (to.year() - today_.year()) * 12 + to.month() - today_.month();
        if (months < kMonthsAhead) ++months_[to.to_iso().substr(0, 7)];
    }

    bool rests_on_authority(const Json& consent, const std::string& person) const {
        const auto found = authorities_.find(text_at(consent, "authority"));
        if (found == authorities_.end()) return false;
        const Json& authority = found->second;
        const auto verify_by = CivilDate::parse_iso(text_at(authority, "verify_by").substr(0, 10));
        const bool holds = text_at(authority, "holder") == text_at(consent, "grantor") &&
                           text_at(authority, "status") == "active" && is_open(authority, today_) &&
                           !text_at(authority, "verified_at").empty() && (!verify_by || today_ <= *verify_by);
        const auto birth_date = children_.birth_dates.find(person);
        const auto born = birth_date == children_.birth_dates.end() ? std::nullopt : birth_date->second.to_date();
        if (!holds || !born) return false;
        const bool is_adult = born->plus_years(kAdultYears) <= today_;
        const std::string capacity = text_at(authority, "capacity");
        if (capacity == "adult_child") return is_adult;
        return capacity == "court" || capacity == "minor" || !is_adult;
    }

    bool is_covered(const std::string& person, const std::string& category) const {
        const auto held = positions_.find(person);
        if (held == positions_.end()) return false;
        bool is_permitted = false;
        for (const Position& each : held->second) {
            if (!has(each.categories, category)) continue;
            if (!each.is_permit) return false;
            is_permitted = true;
        }
        return is_permitted;
    }

    Result<void> count_coverage(const std::optional<MemberId>& only) {
        std::map<std::pair<std::string, std::string>, std::set<std::string>> persons;
        const std::vector<ledger::Source> sources = TRY(reader_.sources());
        for (const ledger::Source& source : sources) {
            if (only && source.member != *only) continue;
            const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
            if (at(json, "restricted") == true) continue;
            const auto& held = children_.of_source[source.id.value()];
            for (const std::string& category : texts_at(json, "categories")) {
                if (category == "*") continue;
                persons[{source.member.value(), category}].insert(held.begin(), held.end());
            }
        }
        for (const auto& [cell, held] : persons) {
            const std::string& category = cell.second;
            const auto covered = static_cast<std::uint64_t>(
                std::count_if(held.begin(), held.end(), [&](const auto& each) { return is_covered(each, category); }));
            add_cell(cell.first, category, covered, held.size());
        }
        return {};
    }

    /// Where the covered or the others are few, both numbers together would give them away.
    void add_cell(const std::string& member, const std::string& category, std::uint64_t covered, std::uint64_t of) {
        CoverageCell cell{member, category, covered, of};
        const std::uint64_t others = of - covered;
        const bool is_small = of < smallest_ || !shown(covered) || !shown(others);
        if (is_small) cell.covered.reset();
        if (of < smallest_) cell.of.reset();
        overview_.coverage.push_back(std::move(cell));
    }

    void count_hand_overs() {
        std::uint64_t soon = 0;
        for (const auto& [person, birth_date] : children_.birth_dates) {
            const auto born = birth_date.to_date();
            if (!born) continue;
            const std::int32_t days = born->plus_years(kAdultYears).days() - today_.days();
            if (days > 0 && days <= kHandOverSoonDays) ++soon;
        }
        overview_.hand_overs = shown(soon);
    }

    ledger::Reader& reader_;
    CivilDate today_;
    std::uint64_t smallest_;
    Children children_;
    std::map<std::string, Json> authorities_;
    std::unordered_map<std::string, std::vector<Position>> positions_;  // by person
    std::map<std::string, std::uint64_t> months_;
    std::uint64_t lapsed_ = 0;
    ConsentOverview overview_;
};

}  // namespace

Result<ConsentOverview> consent_overview(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Instant now = clock.now();
    const OverviewViewer asked = TRY(overview_viewer(*reader, viewer, now));
    const auto settings = TRY(configuration(*reader));
    const CivilDate today = TRY(local_day(*reader, now));
    return Overview(*reader, today, static_cast<std::uint64_t>(settings.minimum_cell)).run(asked.only);
}

}  // namespace kith::service
