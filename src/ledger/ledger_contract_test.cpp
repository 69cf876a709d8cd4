// What every backend promises (ledger.h), run once for each of backends().

#include <algorithm>
#include <thread>

#include "crypto/merkle.h"
#include "ledger/test_ledgers.h"

namespace kith::ledger::testing {
namespace {

const SourceId kSchool{"school-sis"};
const SourceId kClinic{"clinic-shots"};

class Contract : public ::testing::TestWithParam<Backend> {
  protected:
    void SetUp() override {
        ledger_ = must(GetParam().create(folder_));
        add_community(*ledger_);
    }
    void reopen() {
        ledger_.reset();
        ledger_ = must(GetParam().open(folder_));
    }
    std::unique_ptr<Reader> read() { return must(ledger_->begin_read()); }
    std::unique_ptr<Transaction> write(std::int64_t at = 3000) { return must(ledger_->begin_write(writer_at(at))); }
    RecordId record_of(int number, const SourceId& source = kSchool) {
        return must(read()->find_record(source, "L" + std::to_string(number))).value();
    }

    Folder folder_;
    std::unique_ptr<Ledger> ledger_;
};

INSTANTIATE_TEST_SUITE_P(Ledger, Contract, ::testing::ValuesIn(backends()),
                         [](const auto& instance) { return instance.param.name; });

TEST_P(Contract, KeepsMembersAndSourcesOverReopening) {
    reopen();
    const auto members = must(read()->members());
    ASSERT_EQ(members.size(), 2U);
    EXPECT_EQ(members[1].id, MemberId{"school"});
    EXPECT_EQ(members[1].json, R"({"name":"Lincoln Schools"})");
    const Source source = must(read()->source(kSchool));
    EXPECT_EQ(source.member, MemberId{"school"});
    EXPECT_EQ(source.json, R"({"policy":"full"})");
    EXPECT_EQ(read()->source(SourceId{"nobody"}).error().id, "ledger.source.unknown");
}

TEST_P(Contract, NeverMovesASourceToAnotherMember) {
    auto transaction = write();
    EXPECT_EQ(transaction->put_source({kSchool, MemberId{"clinic"}, "{}"}).error().id, "ledger.source.other-member");
    EXPECT_EQ(transaction->put_source({SourceId{"x"}, MemberId{"nobody"}, "{}"}).error().id, "ledger.member.unknown");
}

TEST_P(Contract, ForgetsATransactionThatWasNotCommitted) {
    {
        auto transaction = write();
        must(deliver_within(*transaction, kSchool, 0, 5));
        EXPECT_EQ(must(transaction->held_records(kSchool)).size(), 5U);
    }
    EXPECT_EQ(must(read()->held_records(kSchool)).size(), 0U);
    EXPECT_TRUE(must(read()->verify_audit()).holds());
    deliver(*ledger_, kSchool, 0, 5);
    EXPECT_EQ(must(read()->held_records(kSchool)).size(), 5U);
}

TEST_P(Contract, ReadsOneStateWhileOthersWrite) {
    deliver(*ledger_, kSchool, 0, 3);
    auto before = read();
    deliver(*ledger_, kSchool, 3, 6);
    EXPECT_EQ(must(before->held_records(kSchool)).size(), 3U);
    EXPECT_EQ(must(read()->held_records(kSchool)).size(), 6U);
}

TEST_P(Contract, GivesBackARecordAsItWasDelivered) {
    deliver(*ledger_, kSchool, 0, 3);
    reopen();
    table::Record expected = child(1);
    const table::Record held = must(read()->contents(record_of(1)));
    EXPECT_EQ(held.local_id, expected.local_id);
    EXPECT_EQ(held.identity, expected.identity);
    std::sort(expected.facts.begin(), expected.facts.end());
    EXPECT_EQ(held.facts, expected.facts);
    EXPECT_EQ(held.strips, expected.strips);
    EXPECT_EQ(held.origins[0].line, expected.origins[0].line);
    EXPECT_EQ(must(read()->categories(record_of(1))),
              (std::vector<std::string>{"assessment", "school_attendance", "school_enrolment"}));
    EXPECT_TRUE(must(read()->facts(record_of(1), "food")).empty());
}

TEST_P(Contract, HandsOutWhatIsHeldForTheNextDifference) {
    deliver(*ledger_, kSchool, 0, 3);
    deliver(*ledger_, kClinic, 0, 2);
    const auto held = must(read()->held_records(kSchool));
    ASSERT_EQ(held.size(), 3U);
    EXPECT_EQ(held[2].local_id, "L2");
    EXPECT_EQ(held[2].digest, digest_of(child(2)));
    EXPECT_EQ(held[2].state, RecordState::Active);
}

TEST_P(Contract, KnowsADeliveryByItsFilesInAnyOrder) {
    const std::vector<DeliveredFile> files = {{"a.csv", crypto::sha256(as_bytes("a")), 1},
                                              {"b.csv", crypto::sha256(as_bytes("b")), 2}};
    auto transaction = write();
    const DeliveryId id = must(transaction->add_delivery(kSchool, files));
    must(transaction->commit_delivery(id, R"({"new":0})"));
    must(transaction->commit());
    const std::vector<Hash> turned = {files[1].sha256, files[0].sha256};
    EXPECT_EQ(must(read()->delivery_with(kSchool, turned)), id);
    EXPECT_EQ(must(read()->delivery_with(kClinic, turned)), std::nullopt);
    EXPECT_EQ(must(read()->delivery_with(kSchool, std::span(turned).first(1))), std::nullopt);
    const Delivery held = must(read()->delivery(id));
    EXPECT_EQ(held.state, DeliveryState::Committed);
    EXPECT_EQ(held.files[1].name, "b.csv");
    EXPECT_EQ(held.json, R"({"new":0})");
    EXPECT_EQ(held.by, UserId{"steward"});
}

TEST_P(Contract, KeepsTheVersionsOfAChangedRecord) {
    const Delivered first = deliver(*ledger_, kSchool, 0, 3);
    const Delivered second = deliver(*ledger_, kSchool, 1, 2, 2);
    ASSERT_EQ(second.written[0].kind, WriteKind::Changed);
    EXPECT_EQ(second.written[0].record, first.written[1].record);
    const RecordId id = record_of(1);
    EXPECT_EQ(must(read()->identity(id)).identity.surname, "Quillfeather-Obuya");
    EXPECT_EQ(must(read()->facts(id, "assessment"))[0].attributes[0].value, "202");
    EXPECT_EQ(must(read()->facts_as_of(id, "assessment", first.id))[0].attributes[0].value, "201");
    const auto versions = must(read()->record_versions(id));
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[0].until, second.id);
    EXPECT_EQ(versions[1].from, second.id);
}

TEST_P(Contract, EndsOrKeepsCategoriesThatAreNotMentioned) {
    deliver(*ledger_, kSchool, 0, 2);
    auto transaction = write();
    const DeliveryId id = must(transaction->add_delivery(kSchool, {}));
    table::Record scores = child(0, 2);
    std::erase_if(scores.facts, [](const auto& fact) { return fact.category != "assessment"; });
    scores.strips.clear();
    must(transaction->put_record(id, {&scores, "d", {}, Unmentioned::Kept}));
    scores.local_id = "L1";
    must(transaction->put_record(id, {&scores, "d", {}, Unmentioned::Ended}));
    must(transaction->commit_delivery(id, "{}"));
    must(transaction->commit());
    EXPECT_EQ(must(read()->categories(record_of(0))).size(), 3U);
    EXPECT_EQ(must(read()->categories(record_of(1))), std::vector<std::string>{"assessment"});
    EXPECT_EQ(must(read()->facts(record_of(0), "assessment"))[0].attributes[0].value, "202");
}

TEST_P(Contract, TakesTheLastWordWhenADeliverySaysARecordTwice) {
    auto transaction = write();
    const DeliveryId id = must(transaction->add_delivery(kSchool, {}));
    for (const int edition : {1, 2}) {
        const table::Record record = child(0, edition);
        must(transaction->put_record(id, {&record, digest_of(record), terms_of(record), Unmentioned::Ended}));
    }
    must(transaction->commit_delivery(id, "{}"));
    must(transaction->commit());
    EXPECT_EQ(must(read()->identity(record_of(0))).identity.surname, "Quillfeather-Obuya");
    EXPECT_EQ(must(read()->record_versions(record_of(0))).size(), 1U);
    const std::vector<std::string> old_name = {"Quillfeather"};
    EXPECT_TRUE(must(read()->find_records(old_name, 10)).empty());
}

TEST_P(Contract, SuspectsButNeverDeletes) {
    const Delivered first = deliver(*ledger_, kSchool, 0, 3);
    const std::vector<RecordId> gone = {first.written[1].record};
    auto transaction = write();
    DeliveryId id = must(transaction->add_delivery(kSchool, {}));
    must(transaction->mark_suspected_gone(id, gone));
    must(transaction->commit_delivery(id, "{}"));
    must(transaction->commit());
    EXPECT_EQ(must(read()->record(gone[0])).state, RecordState::SuspectedGone);
    EXPECT_EQ(must(read()->identity(gone[0])).local_id, "L1");
    EXPECT_EQ(must(read()->counts()).records_suspected_gone, 1U);
    transaction = write();
    id = must(transaction->add_delivery(kSchool, {}));
    must(transaction->mark_active(id, gone));
    must(transaction->commit_delivery(id, "{}"));
    must(transaction->commit());
    EXPECT_EQ(must(read()->record(gone[0])).state, RecordState::Active);
    EXPECT_EQ(must(read()->record_versions(gone[0])).size(), 3U);
}

TEST_P(Contract, UndoesADeliveryToTheVersionsBefore) {
    const Delivered first = deliver(*ledger_, kSchool, 0, 3);
    auto transaction = write();
    const Delivered second = must(deliver_within(*transaction, kSchool, 2, 5, 2));
    must(transaction->commit());
    transaction = write();
    EXPECT_EQ(transaction->undo_delivery(first.id).error().id, "ledger.delivery.not-newest");
    must(transaction->undo_delivery(second.id));
    must(transaction->commit());
    reopen();
    EXPECT_EQ(must(read()->held_records(kSchool)).size(), 3U);
    EXPECT_EQ(must(read()->identity(record_of(2))).identity.surname, "Quillfeather");
    EXPECT_EQ(must(read()->facts(record_of(2), "assessment"))[0].attributes[0].value, "201");
    EXPECT_EQ(must(read()->record(record_of(4))).state, RecordState::Undone);
    EXPECT_EQ(must(read()->delivery(second.id)).state, DeliveryState::Undone);
    const std::vector<std::string> name = {"Quillfeather"};
    EXPECT_EQ(must(read()->find_records(name, 10)).size(), 3U);
    const std::vector<std::string> undone_name = {"Quillfeather-Obuya"};
    EXPECT_TRUE(must(read()->find_records(undone_name, 10)).empty());
    // Delivered again, the record has the id it had.
    const Delivered again = deliver(*ledger_, kSchool, 4, 5, 2);
    EXPECT_EQ(again.written[0].record, second.written[2].record);
    EXPECT_EQ(again.written[0].kind, WriteKind::Added);
}

TEST_P(Contract, TakesRecordsOnlyInAReceivedDelivery) {
    const Delivered first = deliver(*ledger_, kSchool, 0, 1);
    auto transaction = write();
    const table::Record record = child(7);
    EXPECT_EQ(transaction->put_record(first.id, {&record, "d", {}, Unmentioned::Ended}).error().id,
              "ledger.delivery.closed");
    EXPECT_EQ(transaction->put_record(DeliveryId{99}, {&record, "d", {}, Unmentioned::Ended}).error().id,
              "ledger.delivery.unknown");
    const DeliveryId open = must(transaction->add_delivery(kSchool, {}));
    must(transaction->put_record(open, {&record, "d", {}, Unmentioned::Ended}));
    EXPECT_EQ(transaction->commit().error().id, "ledger.delivery.open");
    EXPECT_EQ(must(read()->held_records(kSchool)).size(), 1U);
}

TEST_P(Contract, KeepsProblemsWithTheirPlace) {
    const std::vector<table::Problem> problems = {
        {"intake.date.ambiguous", table::Severity::Error, "a date", "say which", {"Sheet1", 7, 3, "DOB"}, "03/04/2015"},
        {"intake.cell.note", table::Severity::Note, "a note", "", {"", 8, 0, ""}, ""}};
    auto transaction = write();
    const DeliveryId id = must(transaction->add_delivery(kSchool, {}));
    must(transaction->add_problems(id, 4, problems));
    must(transaction->commit_delivery(id, "{}"));
    must(transaction->commit());
    const auto held = must(read()->problems(id));
    ASSERT_EQ(held.size(), 2U);
    EXPECT_EQ(held[0].file, 4U);
    EXPECT_EQ(held[0].problem.id, "intake.date.ambiguous");
    EXPECT_EQ(held[0].problem.raw, "03/04/2015");
    EXPECT_EQ(held[0].problem.place.line, 7U);
    EXPECT_EQ(held[0].problem.place.column_name, "DOB");
    EXPECT_EQ(must(read()->counts()).quarantined, 1U);
}

TEST_P(Contract, FindsByEveryTermAcrossMembers) {
    deliver(*ledger_, kSchool, 0, 20);
    deliver(*ledger_, kClinic, 5, 6);
    const std::vector<std::string> both = {"Zanthippe5", "Quillfeather"};
    EXPECT_EQ(must(read()->find_records(both, 10)).size(), 2U);
    EXPECT_EQ(must(read()->find_records(both, 1)).size(), 1U);
    const std::vector<std::string> contradiction = {"Zanthippe5", "2015-01-09"};
    EXPECT_TRUE(must(read()->find_records(contradiction, 10)).empty());
    EXPECT_TRUE(must(read()->find_records({}, 10)).empty());
}

TEST_P(Contract, WalksIdentitiesInRecordOrderAndStopsOnAnError) {
    deliver(*ledger_, kSchool, 0, 10);
    std::vector<std::uint64_t> seen;
    must(read()->for_each_identity([&seen](const RecordHead& head, const StoredIdentity& stored) -> Result<void> {
        seen.push_back(head.id.value());
        EXPECT_EQ(stored.identity.given, "Zanthippe" + stored.local_id.substr(1));
        return {};
    }));
    EXPECT_EQ(seen.size(), 10U);
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
    const auto stopped = read()->for_each_identity([](const RecordHead&, const StoredIdentity&) -> Result<void> {
        return make_error(ErrorCode::Internal, "test.stop", "");
    });
    EXPECT_EQ(stopped.error().id, "test.stop");
}

TEST_P(Contract, VersionsDocumentsAndFindsThemByTheirAnchor) {
    deliver(*ledger_, kSchool, 0, 2);
    auto transaction = write();
    Document consent{DocumentKind::Consent, "c-1", 0, R"({"state":"given"})", Anchor{kSchool, "L1"}, false, {}, {}};
    EXPECT_EQ(must(transaction->put_document(consent)), 1U);
    EXPECT_EQ(must(transaction->put_document(consent)), 1U);  // the same again writes nothing
    consent.json = R"({"state":"withdrawn"})";
    EXPECT_EQ(must(transaction->put_document(consent)), 2U);
    must(transaction->commit());
    reopen();
    const std::vector<RecordId> records = {record_of(0), record_of(1)};
    const auto found = must(read()->documents_of(DocumentKind::Consent, records));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].json, R"({"state":"withdrawn"})");
    EXPECT_EQ(found[0].anchor, consent.anchor);
    EXPECT_EQ(must(read()->document_history(DocumentKind::Consent, "c-1")).size(), 2U);
    EXPECT_TRUE(must(read()->documents(DocumentKind::Authority)).empty());
    transaction = write();
    must(transaction->remove_document(DocumentKind::Consent, "c-1"));
    EXPECT_EQ(transaction->remove_document(DocumentKind::Consent, "c-1").error().id, "ledger.document.unknown");
    must(transaction->commit());
    EXPECT_TRUE(must(read()->documents_of(DocumentKind::Consent, records)).empty());
    EXPECT_EQ(must(read()->document(DocumentKind::Consent, "c-1")), std::nullopt);
}

TEST_P(Contract, AnchorsADocumentBeforeItsRecordArrives) {
    auto transaction = write();
    must(transaction->put_document({DocumentKind::Authority, "a-1", 0, "{}", Anchor{kSchool, "L1"}, false, {}, {}}));
    must(transaction->commit());
    deliver(*ledger_, kSchool, 0, 2);
    const std::vector<RecordId> records = {record_of(1)};
    EXPECT_EQ(must(read()->documents_of(DocumentKind::Authority, records)).size(), 1U);
}

TEST_P(Contract, RaisesTheEpochWithItsTransaction) {
    const auto before = must(read()->epoch());
    {
        auto transaction = write();
        EXPECT_EQ(must(transaction->bump_epoch()), before + 1);
    }
    EXPECT_EQ(must(read()->epoch()), before);
    auto transaction = write();
    must(transaction->bump_epoch());
    must(transaction->commit());
    EXPECT_EQ(must(read()->epoch()), before + 1);
}

TEST_P(Contract, RaisesTheEpochByItselfWhenADecisionMayHaveChanged) {
    auto before = must(read()->epoch());
    const auto expect_risen = [&] {
        const auto now = must(read()->epoch());
        EXPECT_EQ(now, before + 1);
        before = now;
    };
    auto transaction = write();
    Document consent;
    consent.kind = DocumentKind::Consent;
    consent.id = "c-1#1";
    consent.json = "{}";
    must(transaction->put_document(consent));
    must(transaction->commit());
    expect_risen();
    transaction = write();
    must(transaction->put_document(consent));  // equal: nothing is written
    consent.kind = DocumentKind::NextStep;
    must(transaction->put_document(consent));
    must(transaction->append_audit({"look", std::nullopt, "{}", UserId("somebody")}));
    must(transaction->commit());
    EXPECT_EQ(must(read()->epoch()), before);
    EXPECT_EQ(must(read()->audit_entries(0, 1000)).back().by, UserId("somebody"));
    deliver(*ledger_, kSchool, 0, 1);
    expect_risen();
    transaction = write();
    must(transaction->put_document({DocumentKind::Role, "r", 0, "{}", {}, false, {}, {}}));
    must(transaction->bump_epoch());
    must(transaction->commit());
    expect_risen();  // once
}

TEST_P(Contract, KeepsAnItemUnderItsDrawerAndKeyUntilItIsRemoved) {
    auto transaction = write();
    must(transaction->put_item("session", "k1", "one", Instant{100}));
    must(transaction->put_item("session", "k2", "two", Instant{200}));
    must(transaction->put_item("link", "k1", "another drawer", Instant{300}));
    must(transaction->put_item("session", "k1", "one again", Instant{150}));
    must(transaction->commit());
    reopen();
    const auto kept = must(read()->item("session", "k1"));
    ASSERT_TRUE(kept.has_value());
    EXPECT_EQ(kept->value, "one again");
    EXPECT_EQ(kept->expires_at, Instant{150});
    EXPECT_FALSE(must(read()->item("session", "k3")).has_value());
    const auto all = must(read()->items("session"));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].value + ", " + all[1].value, "one again, two");
    transaction = write();
    must(transaction->remove_item("session", "k1"));
    must(transaction->remove_item("session", "nothing"));
    EXPECT_FALSE(must(transaction->item("session", "k1")).has_value());
    must(transaction->commit());
    EXPECT_EQ(must(read()->items("session")).size(), 1U);
    EXPECT_EQ(must(read()->items("link")).size(), 1U);
}

TEST_P(Contract, DropsItemsWhoseTimeHasCome) {
    auto transaction = write();
    must(transaction->put_item("session", "a", "x", Instant{100}));
    must(transaction->put_item("link", "b", "x", Instant{200}));
    must(transaction->put_item("link", "c", "x", Instant{201}));
    EXPECT_EQ(must(transaction->drop_expired_items(Instant{200})), 2U);
    EXPECT_EQ(must(transaction->drop_expired_items(Instant{200})), 0U);
    EXPECT_TRUE(must(transaction->item("link", "c")).has_value());
    EXPECT_FALSE(must(transaction->item("link", "b")).has_value());
}

TEST_P(Contract, LeavesEpochAndAuditLogAloneWhenItemsChange) {
    const auto before = must(read()->counts()).audit_entries;
    const auto epoch = must(read()->epoch());
    auto transaction = write();
    must(transaction->put_item("job", "a", "x", Instant{100}));
    must(transaction->commit());
    EXPECT_EQ(must(read()->counts()).audit_entries, before);
    EXPECT_EQ(must(read()->epoch()), epoch);
}

TEST_P(Contract, RefusesADrawerThatIsNoWord) {
    auto transaction = write();
    for (const char* const drawer : {"", "Session", "a b", "abcdefghijklmnopqrstuvwxyzabcdefg"}) {
        EXPECT_EQ(transaction->put_item(drawer, "k", "v", Instant{1}).error().id, "ledger.drawer.malformed");
        EXPECT_EQ(transaction->item(drawer, "k").error().id, "ledger.drawer.malformed");
    }
}

}  // namespace
}  // namespace kith::ledger::testing
