#include "ledger/codec.h"

#include <algorithm>
#include <utility>

namespace kith::ledger {

namespace {

Error malformed() {
    return make_error(ErrorCode::Corrupt, "ledger.codec.malformed", "a stored payload cannot be read");
}

bool has_known_version(WireReader& in) {
    return in.byte() == kCodecVersion;
}

void encode_partial_date(const PartialDate& date, WireWriter& out) {
    out.signed_number(date.year);
    out.byte(static_cast<std::uint8_t>(date.month));
    out.byte(static_cast<std::uint8_t>(date.day));
}

PartialDate decode_partial_date(WireReader& in) {
    PartialDate date;
    date.year = in.narrow_signed_number<std::int16_t>();
    date.month = static_cast<std::int8_t>(in.byte());
    date.day = static_cast<std::int8_t>(in.byte());
    return date;
}

void encode_people_and_places(const table::Identity& identity, WireWriter& out) {
    out.number(identity.contacts.size());
    for (const auto& contact : identity.contacts) {
        out.byte(static_cast<std::uint8_t>(contact.kind));
        out.text(contact.value);
        out.text(contact.label);
    }
    out.number(identity.addresses.size());
    for (const auto& address : identity.addresses) {
        for (const auto* text : {&address.line, &address.city, &address.region, &address.postcode}) out.text(*text);
    }
    out.number(identity.guardians.size());
    for (const auto& guardian : identity.guardians) {
        for (const auto* text : {&guardian.name, &guardian.relation, &guardian.phone, &guardian.local_id}) {
            out.text(*text);
        }
    }
    out.number(identity.identifiers.size());
    for (const auto& identifier : identity.identifiers) {
        out.text(identifier.scheme);
        out.text(identifier.value);
    }
}

void decode_people_and_places(WireReader& in, table::Identity& identity) {
    identity.contacts.resize(in.count());
    for (auto& contact : identity.contacts) {
        contact.kind = static_cast<table::ContactKind>(in.choice(static_cast<std::uint8_t>(table::ContactKind::Email)));
        contact.value = in.text();
        contact.label = in.text();
    }
    identity.addresses.resize(in.count());
    for (auto& address : identity.addresses) {
        for (auto* text : {&address.line, &address.city, &address.region, &address.postcode}) *text = in.text();
    }
    identity.guardians.resize(in.count());
    for (auto& guardian : identity.guardians) {
        for (auto* text : {&guardian.name, &guardian.relation, &guardian.phone, &guardian.local_id}) *text = in.text();
    }
    identity.identifiers.resize(in.count());
    for (auto& identifier : identity.identifiers) {
        identifier.scheme = in.text();
        identifier.value = in.text();
    }
}

void encode_fact(const table::Fact& fact, WireWriter& out) {
    out.word(fact.kind);
    out.text(fact.key);
    out.date(fact.from);
    out.date(fact.to);
    out.number(fact.attributes.size());
    for (const auto& attribute : fact.attributes) {
        out.word(attribute.name);
        out.text(attribute.value);
    }
}

table::Fact decode_fact(WireReader& in, std::string_view category) {
    table::Fact fact;
    fact.category = category;
    fact.kind = in.word();
    fact.key = in.text();
    fact.from = in.date();
    fact.to = in.date();
    fact.attributes.resize(in.count());
    for (auto& attribute : fact.attributes) {
        attribute.name = in.word();
        attribute.value = in.text();
    }
    return fact;
}

}  // namespace

void encode_identity(const IdentityView& view, WireWriter& out) {
    out.byte(kCodecVersion);
    out.text(view.local_id);
    out.byte(view.has_own_id ? 1 : 0);
    out.text(view.digest);
    out.number(view.origins.size());
    for (const auto& origin : view.origins) {
        out.number(origin.file);
        out.number(origin.line);
    }
    const auto& identity = view.identity;
    for (const auto* text :
         {&identity.given, &identity.middle, &identity.surname, &identity.suffix, &identity.preferred}) {
        out.text(*text);
    }
    encode_partial_date(identity.birth_date, out);
    out.byte(static_cast<std::uint8_t>(identity.sex));
    encode_people_and_places(identity, out);
}

Result<StoredIdentity> decode_identity(ByteView bytes) {
    WireReader in(bytes);
    StoredIdentity stored;
    if (!has_known_version(in)) return malformed();
    stored.local_id = in.text();
    stored.has_own_id = in.choice(1) == 1;
    stored.digest = in.text();
    stored.origins.resize(in.count());
    for (auto& origin : stored.origins) {
        origin.file = in.narrow_number<std::uint32_t>();
        origin.line = in.number();
    }
    auto& identity = stored.identity;
    for (auto* text : {&identity.given, &identity.middle, &identity.surname, &identity.suffix, &identity.preferred}) {
        *text = in.text();
    }
    identity.birth_date = decode_partial_date(in);
    identity.sex = static_cast<table::Sex>(in.choice(static_cast<std::uint8_t>(table::Sex::Other)));
    decode_people_and_places(in, identity);
    if (!in.is_finished()) return malformed();
    return stored;
}

void encode_facts(std::span<const table::Fact* const> facts, WireWriter& out) {
    out.byte(kCodecVersion);
    out.number(facts.size());
    for (const auto* fact : facts) encode_fact(*fact, out);
}

Result<std::vector<table::Fact>> decode_facts(ByteView bytes, std::string_view category) {
    WireReader in(bytes);
    if (!has_known_version(in)) return malformed();
    const std::size_t count = in.count();
    std::vector<table::Fact> facts;
    facts.reserve(std::min<std::size_t>(count, 256));
    for (std::size_t i = 0; i < count && in.is_sound(); ++i) facts.push_back(decode_fact(in, category));
    if (!in.is_finished()) return malformed();
    return facts;
}

void encode_strips(std::span<const table::Strip* const> strips, WireWriter& out) {
    out.byte(kCodecVersion);
    out.number(strips.size());
    for (const auto* strip : strips) {
        out.text(strip->programme);
        out.signed_number(strip->first_day.days());
        out.text(strip->marks);
    }
}

Result<std::vector<table::Strip>> decode_strips(ByteView bytes, std::string_view category) {
    WireReader in(bytes);
    if (!has_known_version(in)) return malformed();
    const std::size_t count = in.count();
    std::vector<table::Strip> strips;
    for (std::size_t i = 0; i < count && in.is_sound(); ++i) {
        table::Strip strip;
        strip.category = category;
        strip.programme = in.text();
        strip.first_day = CivilDate::from_days(in.narrow_signed_number<std::int32_t>());
        strip.marks = in.text();
        strips.push_back(std::move(strip));
    }
    if (!in.is_finished()) return malformed();
    return strips;
}

void encode_problem(const table::Problem& problem, WireWriter& out) {
    out.byte(kCodecVersion);
    out.text(problem.message);
    out.text(problem.suggestion);
    out.text(problem.place.sheet);
    out.text(problem.place.column_name);
    out.text(problem.raw);
}

Result<table::Problem> decode_problem(ByteView bytes) {
    WireReader in(bytes);
    table::Problem problem;
    if (!has_known_version(in)) return malformed();
    problem.message = in.text();
    problem.suggestion = in.text();
    problem.place.sheet = in.text();
    problem.place.column_name = in.text();
    problem.raw = in.text();
    if (!in.is_finished()) return malformed();
    return problem;
}

void encode_document(const DocumentBody& body, WireWriter& out) {
    out.byte(kCodecVersion);
    out.byte(body.anchor ? 1 : 0);
    if (body.anchor) {
        out.text(body.anchor->source.value());
        out.text(body.anchor->local_id);
    }
    out.text(body.json);
}

Result<DocumentBody> decode_document(ByteView bytes) {
    WireReader in(bytes);
    DocumentBody body;
    if (!has_known_version(in)) return malformed();
    if (in.choice(1) == 1) {
        const SourceId source{in.text()};
        body.anchor = Anchor{source, in.text()};
    }
    body.json = in.text();
    if (!in.is_finished()) return malformed();
    return body;
}

void encode_files(std::span<const DeliveredFile> files, WireWriter& out) {
    out.byte(kCodecVersion);
    out.number(files.size());
    for (const auto& file : files) {
        out.text(file.name);
        out.text(as_text(file.sha256));
        out.number(file.bytes);
    }
}

Result<std::vector<DeliveredFile>> decode_files(ByteView bytes) {
    WireReader in(bytes);
    if (!has_known_version(in)) return malformed();
    const std::size_t count = in.count();
    std::vector<DeliveredFile> files;
    for (std::size_t i = 0; i < count && in.is_sound(); ++i) {
        DeliveredFile file;
        file.name = in.text();
        const std::string hash = in.text();
        file.bytes = in.number();
        if (hash.size() != file.sha256.size()) return malformed();
        std::copy_n(as_bytes(hash).begin(), file.sha256.size(), file.sha256.begin());
        files.push_back(std::move(file));
    }
    if (!in.is_finished()) return malformed();
    return files;
}

void encode_audit(const AuditEntry& entry, WireWriter& out) {
    out.byte(kCodecVersion);
    out.number(entry.sequence);
    out.signed_number(entry.at.unix_ms);
    out.text(entry.by.value());
    out.text(entry.kind);
    out.byte(entry.child ? 1 : 0);
    if (entry.child) out.text(entry.child->value());
    out.text(entry.json);
}

Result<AuditEntry> decode_audit(ByteView bytes) {
    WireReader in(bytes);
    AuditEntry entry;
    if (!has_known_version(in)) return malformed();
    entry.sequence = in.number();
    entry.at.unix_ms = in.signed_number();
    entry.by = UserId{in.text()};
    entry.kind = in.text();
    if (in.choice(1) == 1) entry.child = PersonId{in.text()};
    entry.json = in.text();
    if (!in.is_finished()) return malformed();
    return entry;
}

}  // namespace kith::ledger
