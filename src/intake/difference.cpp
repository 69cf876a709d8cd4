#include "intake/difference.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/random.h"

namespace kith::intake {
namespace {

/// Two lanes of a keyless 128-bit hash, eight bytes at a time. Every value is preceded by its length or is of fixed
/// width, so that no two records give one stream.
class Digester {
  public:
    void number(std::uint64_t value) {
        if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap64(value);
        word(value);
    }
    void text(std::string_view value) {
        word(value.size());
        for (std::size_t at = 0; at < value.size(); at += 8) {
            unsigned char bytes[8] = {};
            std::memcpy(bytes, value.data() + at, std::min<std::size_t>(8, value.size() - at));
            std::uint64_t read = 0;
            for (int i = 7; i >= 0; --i) read = read << 8 | bytes[i];
            word(read);
        }
    }
    RecordDigest result() const { return {mix64(high_ ^ mix64(low_)), mix64(low_ + count_)}; }

  private:
    void word(std::uint64_t value) {
        high_ = mix64(high_ ^ value);
        low_ = mix64(low_ + value * 0x9e3779b97f4a7c15ULL) ^ std::rotl(high_, 29);
        ++count_;
    }
    std::uint64_t high_ = 0x6b6974682d646967;
    std::uint64_t low_ = 0x2d7265636f726431;
    std::uint64_t count_ = 0;
};

void digest_identity(Digester& digester, const table::Identity& identity) {
    for (const std::string* part :
         {&identity.given, &identity.middle, &identity.surname, &identity.suffix, &identity.preferred}) {
        digester.text(*part);
    }
    digester.text(identity.birth_date.to_text());
    digester.number(static_cast<std::uint64_t>(identity.sex));
    digester.number(identity.contacts.size());
    for (const table::Contact& contact : identity.contacts) {
        digester.number(static_cast<std::uint64_t>(contact.kind));
        digester.text(contact.value);
        digester.text(contact.label);
    }
    digester.number(identity.addresses.size());
    for (const table::Address& address : identity.addresses) {
        for (const std::string* part : {&address.line, &address.city, &address.region, &address.postcode})
            digester.text(*part);
    }
    digester.number(identity.guardians.size());
    for (const table::Guardian& guardian : identity.guardians) {
        for (const std::string* part : {&guardian.name, &guardian.relation, &guardian.phone, &guardian.local_id})
            digester.text(*part);
    }
    digester.number(identity.identifiers.size());
    for (const table::Identifier& identifier : identity.identifiers) {
        digester.text(identifier.scheme);
        digester.text(identifier.value);
    }
}

void digest_day(Digester& digester, const std::optional<CivilDate>& day) {
    digester.number(day ? static_cast<std::uint64_t>(static_cast<std::int64_t>(day->days())) : ~std::uint64_t{0} >> 1);
}

void digest_fact(Digester& digester, const table::Fact& fact) {
    digester.text(fact.category);
    digester.text(fact.kind);
    digester.text(fact.key);
    digest_day(digester, fact.from);
    digest_day(digester, fact.to);
    digester.number(fact.attributes.size());
    for (const table::Attribute& attribute : fact.attributes) {
        digester.text(attribute.name);
        digester.text(attribute.value);
    }
}

template <class T>
bool is_sorted_list(const std::vector<T>& list) {
    return std::is_sorted(list.begin(), list.end());
}

bool is_canonical(const table::Record& record) {
    return is_sorted_list(record.facts) && is_sorted_list(record.strips) && is_sorted_list(record.identity.contacts) &&
           is_sorted_list(record.identity.addresses) && is_sorted_list(record.identity.guardians) &&
           is_sorted_list(record.identity.identifiers) &&
           std::all_of(record.facts.begin(), record.facts.end(),
                       [](const auto& fact) { return is_sorted_list(fact.attributes); });
}

table::Record canonical(table::Record record) {
    for (table::Fact& fact : record.facts) std::sort(fact.attributes.begin(), fact.attributes.end());
    std::sort(record.facts.begin(), record.facts.end());
    std::sort(record.strips.begin(), record.strips.end());
    std::sort(record.identity.contacts.begin(), record.identity.contacts.end());
    std::sort(record.identity.addresses.begin(), record.identity.addresses.end());
    std::sort(record.identity.guardians.begin(), record.identity.guardians.end());
    std::sort(record.identity.identifiers.begin(), record.identity.identifiers.end());
    return record;
}

RecordDigest digest_canonical(const table::Record& record) {
    Digester digester;
    digester.text(record.local_id);
    digester.number(record.has_own_id ? 1 : 0);
    digest_identity(digester, record.identity);
    digester.number(record.facts.size());
    for (const table::Fact& fact : record.facts) digest_fact(digester, fact);
    digester.number(record.strips.size());
    for (const table::Strip& strip : record.strips) {
        digester.text(strip.category);
        digester.text(strip.programme);
        digest_day(digester, strip.first_day);
        digester.text(strip.marks);
    }
    return digester.result();
}

void overlay_text(std::string& held, const std::string& fresh) {
    if (!fresh.empty()) held = fresh;
}

template <class T>
void overlay_list(std::vector<T>& held, const std::vector<T>& fresh) {
    if (!fresh.empty()) held = fresh;
}

void overlay_strips(std::vector<table::Strip>& held, const std::vector<table::Strip>& fresh) {
    for (const table::Strip& strip : fresh) {
        const auto known = std::find_if(held.begin(), held.end(), [&](const table::Strip& other) {
            return other.category == strip.category && other.programme == strip.programme &&
                   other.first_day == strip.first_day;
        });
        if (known == held.end()) {
            held.push_back(strip);
            continue;
        }
        if (known->marks.size() < strip.marks.size()) known->marks.resize(strip.marks.size(), ' ');
        for (std::size_t i = 0; i < strip.marks.size(); ++i) {
            if (strip.marks[i] != ' ') known->marks[i] = strip.marks[i];
        }
    }
}

bool waits(std::size_t gone, std::size_t held, const DeletionGuard& guard) {
    if (gone == 0) return false;
    return gone >= guard.records_min || static_cast<double>(gone) >= guard.share_min * static_cast<double>(held);
}

}  // namespace

std::string RecordDigest::to_hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const std::uint64_t half : {high, low}) {
        for (int shift = 60; shift >= 0; shift -= 4) hex += kDigits[(half >> shift) & 15];
    }
    return hex;
}

RecordDigest digest_of(const table::Record& record) {
    return is_canonical(record) ? digest_canonical(record) : digest_canonical(canonical(record));
}

Difference diff(std::span<const HeldDigest> held, const Understood& delivered, AbsencePolicy policy,
                DeletionGuard guard) {
    std::unordered_map<std::string_view, std::uint32_t> held_at;
    held_at.reserve(held.size());
    for (std::uint32_t i = 0; i < held.size(); ++i) held_at.emplace(held[i].local_id, i);
    Difference difference;
    std::vector<bool> is_seen(held.size(), false);
    for (std::uint32_t i = 0; i < delivered.records.size(); ++i) {
        const auto known = held_at.find(delivered.records[i].local_id);
        if (known == held_at.end()) {
            difference.added.push_back(i);
            continue;
        }
        is_seen[known->second] = true;
        const bool is_same = digest_of(delivered.records[i]) == held[known->second].digest;
        (is_same ? difference.same : difference.changed).push_back(i);
    }
    std::unordered_set<std::string_view> quarantined;
    for (const QuarantinedRow& row : delivered.quarantined) quarantined.insert(row.local_id);
    const std::unordered_set<std::string_view> deleted(delivered.deleted.begin(), delivered.deleted.end());
    for (std::uint32_t i = 0; i < held.size(); ++i) {
        if (is_seen[i]) continue;
        if (quarantined.contains(held[i].local_id)) {
            difference.held_back.push_back(i);
        } else if (policy == AbsencePolicy::Full || deleted.contains(held[i].local_id)) {
            difference.gone.push_back(i);
        }
    }
    if (!difference.gone.empty()) {
        difference.removals = waits(difference.gone.size(), held.size(), guard) ? Removals::Wait : Removals::Flow;
    }
    return difference;
}

table::Record overlay(const table::Record& held, const table::Record& fresh) {
    table::Record next = held;
    table::Identity& identity = next.identity;
    const table::Identity& said = fresh.identity;
    overlay_text(identity.given, said.given);
    overlay_text(identity.middle, said.middle);
    overlay_text(identity.surname, said.surname);
    overlay_text(identity.suffix, said.suffix);
    overlay_text(identity.preferred, said.preferred);
    if (!said.birth_date.is_empty()) identity.birth_date = said.birth_date;
    if (said.sex != table::Sex::Unknown) identity.sex = said.sex;
    overlay_list(identity.contacts, said.contacts);
    overlay_list(identity.addresses, said.addresses);
    overlay_list(identity.guardians, said.guardians);
    overlay_list(identity.identifiers, said.identifiers);
    std::map<std::tuple<std::string, std::string, std::string>, table::Fact> facts;
    for (const auto* side : {&held.facts, &fresh.facts}) {
        for (const table::Fact& fact : *side) facts[{fact.category, fact.kind, fact.key}] = fact;
    }
    next.facts.clear();
    for (auto& [key, fact] : facts) next.facts.push_back(std::move(fact));
    overlay_strips(next.strips, fresh.strips);
    next.origins = fresh.origins;
    return canonical(std::move(next));
}

}  // namespace kith::intake
