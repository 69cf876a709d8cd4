#include "ledger/codec.h"

#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.h"
#include "ledger/keyring.h"

namespace kith::ledger {
namespace {

std::string text() {
    return *rc::gen::arbitrary<std::string>();
}

PartialDate partial_date() {
    return {static_cast<std::int16_t>(*rc::gen::inRange(0, 9999)), static_cast<std::int8_t>(*rc::gen::inRange(0, 13)),
            static_cast<std::int8_t>(*rc::gen::inRange(0, 32))};
}

std::optional<CivilDate> date() {
    if (!*rc::gen::arbitrary<bool>()) return std::nullopt;
    return CivilDate::from_days(*rc::gen::inRange(-100000, 100000));
}

template <class Make>
auto some(const Make& make) {
    std::vector<decltype(make())> things(*rc::gen::inRange<std::size_t>(0, 4));
    for (auto& thing : things) thing = make();
    return things;
}

table::Identity identity() {
    table::Identity identity;
    identity.given = text();
    identity.middle = text();
    identity.surname = text();
    identity.suffix = text();
    identity.preferred = text();
    identity.birth_date = partial_date();
    identity.sex = static_cast<table::Sex>(*rc::gen::inRange(0, 4));
    identity.contacts = some([] {
        return table::Contact{static_cast<table::ContactKind>(*rc::gen::inRange(0, 2)), text(), text()};
    });
    identity.addresses = some([] { return table::Address{text(), text(), text(), text()}; });
    identity.guardians = some([] { return table::Guardian{text(), text(), text(), text()}; });
    identity.identifiers = some([] { return table::Identifier{text(), text()}; });
    return identity;
}

table::Fact fact() {
    table::Fact fact;
    fact.category = "grades";
    fact.kind = text();
    fact.key = text();
    fact.from = date();
    fact.to = date();
    fact.attributes = some([] { return table::Attribute{text(), text()}; });
    return fact;
}

template <class T>
std::vector<const T*> pointers(const std::vector<T>& things) {
    std::vector<const T*> all;
    for (const T& thing : things) all.push_back(&thing);
    return all;
}

RC_GTEST_PROP(Codec, GivesBackIdentities, ()) {
    const table::Identity given = identity();
    const std::string local_id = text();
    const std::vector<table::Origin> origins = {{3, 17}, {0, ~std::uint64_t{0}}};
    WireWriter out;
    encode_identity({local_id, false, "digest", given, origins}, out);
    const auto read = decode_identity(out.view());
    RC_ASSERT(read.is_ok());
    RC_ASSERT(read->identity == given);
    RC_ASSERT(read->local_id == local_id);
    RC_ASSERT(read->digest == "digest");
    RC_ASSERT(!read->has_own_id);
    RC_ASSERT(read->origins.size() == 2U && read->origins[1].line == ~std::uint64_t{0});
}

RC_GTEST_PROP(Codec, GivesBackFactsAndStrips, ()) {
    const auto facts = some(fact);
    WireWriter out;
    encode_facts(pointers(facts), out);
    const auto read = decode_facts(out.view(), "grades");
    RC_ASSERT(read.is_ok());
    RC_ASSERT(*read == facts);
    const auto strips = some([] {
        return table::Strip{"school_attendance", text(), CivilDate::from_days(*rc::gen::inRange(-9999, 99999)), text()};
    });
    out.clear();
    encode_strips(pointers(strips), out);
    const auto read_strips = decode_strips(out.view(), "school_attendance");
    RC_ASSERT(read_strips.is_ok());
    RC_ASSERT(*read_strips == strips);
}

RC_GTEST_PROP(Codec, GivesBackAuditEntriesAndDocuments, ()) {
    AuditEntry entry{*rc::gen::arbitrary<std::uint64_t>(),
                     Instant{*rc::gen::arbitrary<std::int64_t>()},
                     UserId{text()},
                     text(),
                     PersonId{text()},
                     text(),
                     false};
    WireWriter out;
    encode_audit(entry, out);
    const auto read = decode_audit(out.view());
    RC_ASSERT(read.is_ok());
    RC_ASSERT(read->sequence == entry.sequence && read->at == entry.at && read->by == entry.by);
    RC_ASSERT(read->kind == entry.kind && read->child == entry.child && read->json == entry.json);
    const DocumentBody body{text(), Anchor{SourceId{text()}, text()}};
    out.clear();
    encode_document(body, out);
    const auto read_body = decode_document(out.view());
    RC_ASSERT(read_body.is_ok());
    RC_ASSERT(read_body->json == body.json && read_body->anchor == body.anchor);
}

TEST(Codec, RefusesEveryTruncation) {
    table::Identity given;
    given.given = "Ada";
    given.contacts = {{table::ContactKind::Email, "a@example.org", ""}};
    WireWriter out;
    encode_identity({"17", true, "d", given, {}}, out);
    for (std::size_t size = 0; size < out.view().size(); ++size) {
        EXPECT_EQ(decode_identity(out.view().first(size)).error().id, "ledger.codec.malformed") << size;
    }
    out.byte(0);
    EXPECT_TRUE(decode_identity(out.view()).is_error()) << "bytes after the end";
}

TEST(Codec, RefusesAnotherVersion) {
    const Bytes later = {std::byte{kCodecVersion + 1}, std::byte{0}};
    EXPECT_TRUE(decode_facts(later, "c").is_error());
    EXPECT_TRUE(decode_strips(later, "c").is_error());
    EXPECT_TRUE(decode_files(later).is_error());
    EXPECT_TRUE(decode_problem(later).is_error());
}

TEST(Codec, ReadsAnyBytesWithoutHarm) {
    Random random(11);
    for (int round = 0; round < 20000; ++round) {
        Bytes bytes(random.below(60));
        for (auto& byte : bytes)
            byte = static_cast<std::byte>(random.chance(0.5) ? random.below(4) : random.below(256));
        if (!bytes.empty()) bytes[0] = std::byte{kCodecVersion};
        static_cast<void>(decode_identity(bytes));
        static_cast<void>(decode_facts(bytes, "c"));
        static_cast<void>(decode_strips(bytes, "c"));
        static_cast<void>(decode_files(bytes));
        static_cast<void>(decode_audit(bytes));
    }
}

TEST(Wire, KeepsTheEdgesOfNumbers) {
    for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, ~std::uint64_t{0}}) {
        WireWriter out;
        out.number(value);
        WireReader in(out.view());
        EXPECT_EQ(in.number(), value);
        EXPECT_TRUE(in.is_finished());
    }
    for (const std::int64_t value :
         {std::int64_t{-1}, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        WireWriter out;
        out.signed_number(value);
        WireReader in(out.view());
        EXPECT_EQ(in.signed_number(), value);
    }
}

TEST(Wire, RefusesASecondSpellingOfANumber) {
    const Bytes padded = {std::byte{0x85}, std::byte{0x00}};
    WireReader in(padded);
    EXPECT_EQ(in.number(), 0U);
    EXPECT_FALSE(in.is_sound());
}

TEST(Keyring, OpensAFieldInItsPlaceOnly) {
    const crypto::SealingKey key = crypto::SealingKey::random();
    const auto place = place_of(Field::Facts, std::uint64_t{7}, 2, 3);
    const Bytes sealed = crypto::seal(key, as_bytes("fact"), place);
    EXPECT_TRUE(crypto::open(key, sealed, place).is_ok());
    for (const auto& other :
         {place_of(Field::Strips, std::uint64_t{7}, 2, 3), place_of(Field::Facts, std::uint64_t{8}, 2, 3),
          place_of(Field::Facts, std::uint64_t{7}, 3, 3), place_of(Field::Facts, std::uint64_t{7}, 2, 4)}) {
        EXPECT_EQ(crypto::open(key, sealed, other).error().id, "crypto.envelope.refused");
    }
}

TEST(Keyring, GivesEachMemberItsOwnTokens) {
    const MemberKeys one = MemberKeys::derive(crypto::Key::random());
    const MemberKeys other = MemberKeys::derive(crypto::Key::random());
    EXPECT_NE(search_token(one, "quillfeather"), search_token(other, "quillfeather"));
    EXPECT_NE(local_id_token(one, "sis", "17"), local_id_token(one, "shots", "17"));
    EXPECT_EQ(local_id_token(one, "sis", "17"), local_id_token(one, "sis", "17"));
}

}  // namespace
}  // namespace kith::ledger
