// What every backend promises about persons, audit and erasure (ledger.h), run once for each of backends().

#include <algorithm>

#include "crypto/checkpoint.h"
#include "crypto/merkle.h"
#include "ledger/test_ledgers.h"

namespace kith::ledger::testing {
namespace {

const SourceId kSchool{"school-sis"};
const PersonId kAda{"k-ada"};
const PersonId kBo{"k-bo"};

class PersonContract : public ::testing::TestWithParam<Backend> {
  protected:
    void SetUp() override {
        ledger_ = must(GetParam().create(folder_));
        add_community(*ledger_);
        delivered_ = deliver(*ledger_, kSchool, 0, 4);
    }
    std::unique_ptr<Reader> read() { return must(ledger_->begin_read()); }
    std::unique_ptr<Transaction> write(std::int64_t at = 3000) { return must(ledger_->begin_write(writer_at(at))); }
    RecordId record(std::size_t index) const { return delivered_.written[index].record; }
    LinkRunId link(const std::vector<Link>& links, const std::vector<Tombstone>& tombstones = {},
                   const std::vector<ReviewWrite>& reviews = {}) {
        auto transaction = write();
        const LinkRunId run = must(transaction->write_link_run({links, tombstones, reviews, R"({"pairs":6})"}));
        must(transaction->commit());
        return run;
    }

    Folder folder_;
    std::unique_ptr<Ledger> ledger_;
    Delivered delivered_;
};

INSTANTIATE_TEST_SUITE_P(Ledger, PersonContract, ::testing::ValuesIn(backends()),
                         [](const auto& instance) { return instance.param.name; });

TEST_P(PersonContract, WritesOnlyTheLinksThatChanged) {
    link({{record(0), kAda, 9}, {record(1), kAda, 9}, {record(2), kBo, 0}});
    link({{record(0), kAda, 8}, {record(1), kBo, 5}, {record(2), kBo, 5}});
    const auto runs = must(read()->link_runs());
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0].changed_links, 1U);
    EXPECT_EQ(runs[0].json, R"({"pairs":6})");
    const auto history = must(read()->link_history(record(1)));
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].link.person, kAda);
    EXPECT_EQ(history[0].until, runs[0].id);
    EXPECT_EQ(history[1].until, std::nullopt);
    const auto links = must(read()->links());
    ASSERT_EQ(links.size(), 3U);
    EXPECT_EQ(links[0].weight, 8);
    EXPECT_EQ(must(read()->person(kBo)).links.size(), 2U);
    EXPECT_EQ(must(read()->person_of(record(1))), kBo);
    EXPECT_EQ(must(read()->person_of(record(3))), std::nullopt);
}

TEST_P(PersonContract, LeavesTombstonesThatResolve) {
    const PersonId cy{"k-cy"};
    link({{record(0), kAda, 0}, {record(1), kBo, 0}, {record(2), cy, 0}});
    link({{record(0), kBo, 4}, {record(1), kBo, 4}, {record(2), cy, 0}}, {{kAda, kBo}});
    link({{record(0), cy, 4}, {record(1), cy, 4}, {record(2), cy, 4}}, {{kBo, cy}});
    EXPECT_EQ(must(read()->resolve_person(kAda)), cy);
    EXPECT_EQ(must(read()->resolve_person(cy)), cy);
    EXPECT_EQ(must(read()->person(kAda)).merged_into, kBo);
    EXPECT_EQ(read()->resolve_person(PersonId{"k-nobody"}).error().id, "ledger.person.unknown");
    EXPECT_EQ(must(read()->tombstones()).size(), 2U);
    // Split again: the old id lives again, and nobody is merged in a circle.
    link({{record(0), kAda, 0}, {record(1), cy, 4}, {record(2), cy, 4}}, {{kBo, cy}});
    EXPECT_EQ(must(read()->resolve_person(kAda)), kAda);
    EXPECT_EQ(must(read()->resolve_person(kBo)), cy);
}

TEST_P(PersonContract, TakesTombstonesOfOneRunInAnyOrder) {
    const PersonId cy{"k-cy"};
    link({{record(0), kAda, 0}, {record(1), kBo, 0}, {record(2), cy, 0}});
    link({{record(0), cy, 4}, {record(1), cy, 4}, {record(2), cy, 4}}, {{kBo, cy}, {kAda, kBo}});
    EXPECT_EQ(must(read()->resolve_person(kAda)), cy);
    EXPECT_EQ(must(read()->resolve_person(kBo)), cy);
}

TEST_P(PersonContract, KeepsReviewsOpenUntilTheyAreSettledOrMoot) {
    const std::vector<Link> links = {{record(0), kAda, 0}, {record(1), kBo, 0}};
    link(links, {}, {{record(1), record(0), 1.5, "band"}, {record(2), record(3), 2, "twins"}});
    auto open = must(read()->reviews(ReviewState::Open));
    ASSERT_EQ(open.size(), 2U);
    const ReviewId first = open[0].id;
    EXPECT_LT(open[0].pair.a, open[0].pair.b);
    link(links, {}, {{record(0), record(1), 1.75, "band"}});
    open = must(read()->reviews(ReviewState::Open));
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].id, first);
    EXPECT_EQ(open[0].pair.weight, 1.75);
    EXPECT_EQ(must(read()->reviews(ReviewState::Moot)).size(), 1U);
    auto transaction = write();
    const VerdictId verdict = must(transaction->settle_review(first, VerdictKind::Different));
    EXPECT_EQ(transaction->settle_review(first, VerdictKind::Same).error().id, "ledger.review.settled");
    must(transaction->commit());
    EXPECT_EQ(must(read()->review(first)).verdict, verdict);
    EXPECT_EQ(read()->review(ReviewId{99}).error().id, "ledger.review.unknown");
}

TEST_P(PersonContract, KeepsVerdictsUntilTheyAreRevoked) {
    auto transaction = write(5000);
    const VerdictId id = must(transaction->add_verdict(record(2), record(0), VerdictKind::Same));
    EXPECT_EQ(transaction->add_verdict(record(0), record(0), VerdictKind::Same).error().id,
              "ledger.verdict.same-record");
    EXPECT_EQ(transaction->add_verdict(record(0), RecordId{99}, VerdictKind::Same).error().id, "ledger.record.unknown");
    must(transaction->commit());
    transaction = write(6000);
    must(transaction->revoke_verdict(id));
    EXPECT_EQ(transaction->revoke_verdict(id).error().id, "ledger.verdict.unknown");
    must(transaction->commit());
    const auto verdicts = must(read()->verdicts());
    ASSERT_EQ(verdicts.size(), 1U);
    EXPECT_EQ(verdicts[0].at, Instant{5000});
    EXPECT_EQ(verdicts[0].revoked_at, Instant{6000});
}

TEST_P(PersonContract, LogsUnderSignedCheckpoints) {
    auto transaction = write();
    const auto sequence = must(transaction->append_audit({"disclosure", kAda, R"({"decision":"deny"})"}));
    must(transaction->commit());
    const AuditReport report = must(read()->verify_audit());
    EXPECT_TRUE(report.holds()) << report.failures.front();
    EXPECT_EQ(report.size, sequence + 1);
    const auto key = from_base64(ledger_->checkpoint_public_key()).value();
    crypto::PublicKey public_key{};
    std::copy(key.begin(), key.end(), public_key.begin());
    const auto checkpoint =
        crypto::verify_checkpoint(must(read()->last_checkpoint()), ledger_->checkpoint_origin(), public_key);
    ASSERT_TRUE(checkpoint.is_ok());
    EXPECT_EQ(checkpoint->root, report.root);
    EXPECT_EQ(must(read()->audit_entries(sequence, 10))[0].json, R"({"decision":"deny"})");
    EXPECT_EQ(read()->inclusion_proof(sequence + 1).error().id, "ledger.entry.unknown");
    EXPECT_EQ(must(read()->inclusion_proof(0)).size(), 2U);  // three leaves: init, delivery, disclosure
}

TEST_P(PersonContract, GrowsTheLogOverManyTilesAndProcesses) {
    for (int round = 0; round < 6; ++round) {
        auto transaction = write();
        for (int i = 0; i < 111; ++i) must(transaction->append_audit({"note", std::nullopt, std::to_string(i)}));
        must(transaction->commit());
        ledger_.reset();
        ledger_ = must(GetParam().open(folder_));
    }
    const AuditReport report = must(read()->verify_audit());
    EXPECT_TRUE(report.holds()) << report.failures.front();
    EXPECT_EQ(report.size, 2U + 666U);
    EXPECT_EQ(report.checkpoints, 3U);  // one for each tile of 256
}

TEST_P(PersonContract, AccountsForAChildWithThePersonsMergedIntoIt) {
    link({{record(0), kAda, 0}, {record(1), kBo, 0}});
    auto transaction = write();
    must(transaction->append_audit({"disclosure", kAda, "1"}));
    must(transaction->append_audit({"disclosure", kBo, "2"}));
    must(transaction->commit());
    link({{record(0), kBo, 4}, {record(1), kBo, 4}}, {{kAda, kBo}});
    const auto entries = must(read()->audit_entries_of(kBo));
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].child, kAda);
    EXPECT_EQ(must(read()->audit_entries_of(PersonId{"k-nobody"})).size(), 0U);
}

TEST_P(PersonContract, ErasesAnAccountingAndKeepsTheTree) {
    auto transaction = write();
    must(transaction->append_audit({"disclosure", kAda, "before"}));
    must(transaction->erase_accounting(kAda, "retention \"passed\""));
    must(transaction->append_audit({"disclosure", kAda, "after"}));
    must(transaction->commit());
    const auto entries = must(read()->audit_entries_of(kAda));
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_TRUE(entries[0].is_erased);
    EXPECT_EQ(entries[1].json, "after");
    const AuditReport report = must(read()->verify_audit());
    EXPECT_TRUE(report.holds()) << report.failures.front();
    EXPECT_EQ(report.erased, 1U);
    EXPECT_EQ(write()->erase_accounting(PersonId{"k-nobody"}, "").error().id, "ledger.accounting.unknown");
}

TEST_P(PersonContract, ShredsARecordForEver) {
    link({{record(0), kAda, 0}, {record(1), kBo, 0}});
    auto transaction = write();
    must(transaction->shred_record(record(1), "asked by the family"));
    must(transaction->commit());
    EXPECT_EQ(must(read()->record(record(1))).state, RecordState::Shredded);
    EXPECT_EQ(read()->identity(record(1)).error().id, "ledger.record.shredded");
    EXPECT_TRUE(must(read()->categories(record(1))).empty());
    const std::vector<std::string> name = {"Zanthippe1"};
    EXPECT_TRUE(must(read()->find_records(name, 10)).empty());
    EXPECT_EQ(must(read()->held_records(kSchool)).size(), 3U);
    EXPECT_EQ(must(read()->links()).size(), 1U);
    EXPECT_TRUE(must(read()->verify_audit()).holds());
    EXPECT_TRUE(must(read()->check_integrity(IntegrityCheck::Full)).holds());
    // Its source says it again: it stays erased.
    EXPECT_EQ(deliver(*ledger_, kSchool, 1, 2).written[0].kind, WriteKind::Shredded);
    EXPECT_EQ(read()->identity(record(1)).error().id, "ledger.record.shredded");
}

TEST_P(PersonContract, CountsWhatItHolds) {
    link({{record(0), kAda, 0}, {record(1), kAda, 0}}, {}, {{record(2), record(3), 1, "band"}});
    Counts counts = must(read()->counts());
    EXPECT_EQ(counts.members, 2U);
    EXPECT_EQ(counts.sources, 2U);
    EXPECT_EQ(counts.deliveries_committed, 1U);
    EXPECT_EQ(counts.deliveries_unlinked, 0U);
    EXPECT_EQ(counts.records_active, 4U);
    EXPECT_EQ(counts.persons, 1U);
    EXPECT_EQ(counts.reviews_open, 1U);
    deliver(*ledger_, kSchool, 4, 5);
    EXPECT_EQ(must(read()->counts()).deliveries_unlinked, 1U);
    const auto report = must(read()->check_integrity(IntegrityCheck::Full));
    EXPECT_TRUE(report.holds());
    EXPECT_EQ(report.records_opened, 5U);
}

}  // namespace
}  // namespace kith::ledger::testing
