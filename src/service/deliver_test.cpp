#include "service/deliver.h"

#include "service/deliveries.h"
#include "service/ledger_fixture.h"
#include "service/policy_source.h"
#include "service/review.h"

namespace kith::service {
namespace {

using Deliver = LedgerFixture;

TEST_F(Deliver, CountsWhatChanged) {
    const auto first = bring("sis", "a.csv", kSchool);
    ASSERT_TRUE(first.is_ok()) << first.error().id;
    EXPECT_EQ(3U, first->added);
    EXPECT_EQ(4U, first->input_lines);
    EXPECT_EQ(first->input_lines, first->loaded_lines + first->quarantined_lines + first->ignored_lines);

    std::string moved(kSchool);
    moved.replace(moved.find("612-555-3344"), 12, "612-555-3345");
    const auto second = bring("sis", "b.csv", moved);
    ASSERT_TRUE(second.is_ok()) << second.error().id;
    EXPECT_EQ(0U, second->added);
    EXPECT_EQ(1U, second->changed);
    EXPECT_EQ(2U, second->same);
}

TEST_F(Deliver, WritesNothingTheSecondTime) {
    ASSERT_TRUE(bring("sis", "a.csv", kSchool).is_ok());
    const ledger::Counts before = counts();
    const auto again = bring("sis", "renamed.csv", kSchool);
    ASSERT_TRUE(again.is_ok()) << again.error().id;
    EXPECT_EQ(DeliverEnd::AlreadyHeld, again->end);
    EXPECT_EQ(before.audit_entries, counts().audit_entries);
    EXPECT_EQ(before.deliveries_committed, counts().deliveries_committed);
}

TEST_F(Deliver, PreviewWritesNothing) {
    const ledger::Counts before = counts();
    const auto preview = bring("new-source", "a.csv", kSchool, DeliverStep::Preview);
    ASSERT_TRUE(preview.is_ok()) << preview.error().id;
    EXPECT_EQ(3U, preview->added);
    EXPECT_EQ(before.audit_entries, counts().audit_entries);
    EXPECT_EQ(before.sources, counts().sources);
    EXPECT_EQ(0U, counts().records_active);
}

TEST_F(Deliver, MakesSourceAndMemberOnFirstUse) {
    const ledger::Counts before = counts();
    ASSERT_TRUE(bring("pantry", "a.csv", kClub).is_ok());
    EXPECT_EQ(before.sources + 1, counts().sources);
    EXPECT_EQ(before.members + 1, counts().members);
}

TEST_F(Deliver, LetsManyRemovalsWaitForAPerson) {
    ASSERT_TRUE(bring("sis", "a.csv", kSchool).is_ok());
    constexpr std::string_view kOne =
        "student_id,first_name,last_name,birth_date,grade_level,phone\n1001,Ana,Garcia,2015-04-09,5,612-555-3344\n";
    const auto guarded = bring("sis", "b.csv", kOne);
    ASSERT_TRUE(guarded.is_ok()) << guarded.error().id;
    EXPECT_EQ(intake::Removals::Wait, guarded->removals);
    EXPECT_EQ(2U, guarded->gone);
    EXPECT_EQ(0U, counts().records_suspected_gone);
    const auto allowed = bring("sis", "b.csv", kOne, DeliverStep::Commit, Removal::Allowed);
    ASSERT_TRUE(allowed.is_ok()) << allowed.error().id;
    EXPECT_EQ(2U, counts().records_suspected_gone);

    // Whoever is suspected gone and comes back unchanged is there again.
    std::string back(kSchool);
    back += "1004,Dora,Hill,2013-05-05,7,612-555-7777\n";
    ASSERT_TRUE(bring("sis", "c.csv", back).is_ok());
    EXPECT_EQ(0U, counts().records_suspected_gone);
    EXPECT_EQ(4U, counts().records_active);
}

TEST_F(Deliver, AdditionsKeepWhatTheyDoNotMention) {
    ASSERT_TRUE(bring("roster", "a.csv", kClub).is_ok());
    const auto second =
        bring("roster", "b.csv", "member_id,first_name,last_name,birth_date,phone\nN3,Grace,Hill,2013-05-05,\n");
    ASSERT_TRUE(second.is_ok()) << second.error().id;
    EXPECT_EQ(1U, second->added);
    EXPECT_EQ(0U, second->gone);
    EXPECT_EQ(3U, counts().records_active);
}

TEST_F(Deliver, MarksNobodyGoneWhileRowsAreUnread) {
    std::string whole = "student_id,first_name,last_name,birth_date,grade_level,phone\n";
    for (int i = 10; i < 60; ++i) {
        const std::string number = std::to_string(i);
        whole += "10" + number + ",Ana" + number + ",Garcia,2015-04-09,5,612-555-33" + number + "\n";
    }
    ASSERT_TRUE(bring("sis", "a.csv", whole).is_ok());
    std::string broken = whole;
    const std::size_t row = broken.find("1033,");
    broken.erase(row, broken.find('\n', row) - row);
    broken.insert(row, ",,,2015-04-09,5,612-555-3333");
    const auto second = bring("sis", "b.csv", broken);
    ASSERT_TRUE(second.is_ok()) << second.error().id;
    EXPECT_EQ(1U, second->quarantined_lines);
    EXPECT_EQ(intake::Removals::Wait, second->removals);
    EXPECT_EQ(0U, counts().records_suspected_gone);

    std::string without = whole;
    without.erase(without.find("1033,"), without.find("1034,") - without.find("1033,"));
    ASSERT_TRUE(bring("sis", "c.csv", without).is_ok());
    EXPECT_EQ(1U, counts().records_suspected_gone);
}

TEST_F(Deliver, BelievesFilesThatSayTheyAreNotWhole) {
    const auto bring_roster = [&](const std::string& folder, const std::string& mode, const std::string& users) {
        ASSERT_TRUE(make_folders(path_of(folder)).is_ok());
        ASSERT_TRUE(
            write_file(path_of(folder + "/manifest.csv"),
                       "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users," + mode + "\n")
                .is_ok());
        ASSERT_TRUE(write_file(path_of(folder + "/users.csv"),
                               "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
                               "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,"
                               "password\n" +
                                   users)
                        .is_ok());
        DeliverRequest request;
        request.source = SourceId("sis");
        request.files = {path_of(folder + "/manifest.csv"), path_of(folder + "/users.csv")};
        request.removal = Removal::Allowed;
        const auto delivered = deliver(*ledger_, request, clock_, pool_, progress_);
        ASSERT_TRUE(delivered.is_ok()) << delivered.error().id;
    };
    const std::string ana = "u1,active,2026-01-05,true,s1,student,ana,,Ana,Garcia,,,,,,,05,\n";
    const std::string ben = "u2,active,2026-01-05,true,s1,student,ben,,Benjamin,Lee,,,,,,,04,\n";
    bring_roster("bulk", "bulk", ana + ben);
    EXPECT_EQ(2U, counts().records_active);
    bring_roster("delta", "delta", "u3,active,2026-02-05,true,s1,student,chloe,,Chloe,Okafor,,,,,,,06,\n");
    EXPECT_EQ(3U, counts().records_active);
    EXPECT_EQ(0U, counts().records_suspected_gone);
    bring_roster("again", "bulk", ana);
    EXPECT_EQ(2U, counts().records_suspected_gone);
}

TEST_F(Deliver, IsUndoneWhole) {
    ASSERT_TRUE(bring("sis", "a.csv", kSchool).is_ok());
    const auto second = bring("sis", "b.csv", std::string(kSchool) + "1004,Dora,Hill,2013-05-05,7,612-555-7777\n");
    ASSERT_TRUE(second.is_ok());
    ASSERT_TRUE(undo_delivery(*ledger_, *second->delivery, clock_).is_ok());
    EXPECT_EQ(3U, counts().records_active);
    EXPECT_EQ("ledger.delivery.unknown", undo_delivery(*ledger_, DeliveryId(999), clock_).error().id);
}

using LinkRecords = LedgerFixture;

TEST_F(LinkRecords, ObeyVerdictsOnEveryRun) {
    bring_both_rosters();
    const auto same_person = [&](const std::string& a, const std::string& b) {
        const auto reader = ledger_->begin_read();
        return find_person(**reader, a).value() == find_person(**reader, b).value();
    };
    EXPECT_TRUE(same_person("sis:1001", "roster:N1"));
    {
        const auto transaction = begin_as_operator(*ledger_, clock_);
        ledger::Transaction& writes = **transaction;
        const auto verdicts = writes.verdicts();
        ASSERT_EQ(1U, verdicts->size());
        ASSERT_TRUE(writes.revoke_verdict(verdicts->front().id).is_ok());
        const ledger::Verdict& old = verdicts->front();
        ASSERT_TRUE(writes.add_verdict(old.a, old.b, ledger::VerdictKind::Different).is_ok());
        ASSERT_TRUE(writes.commit().is_ok());
    }
    for (int run = 0; run < 2; ++run) {
        ASSERT_TRUE(link_all().is_ok());
        EXPECT_FALSE(same_person("sis:1001", "roster:N1"));
    }
}

TEST_F(LinkRecords, GiveTheSameIdsAgain) {
    bring_both_rosters();
    const auto again = link_all();
    ASSERT_TRUE(again.is_ok()) << again.error().id;
    EXPECT_EQ(0U, again->new_persons);
    EXPECT_EQ(0U, again->merged_persons);
}

TEST_F(LinkRecords, RefuseAReviewThatIsNotThere) {
    const auto settled = settle_review(*ledger_, ledger::ReviewId(7), ReviewAnswer::Same, UserId("osei"), clock_);
    ASSERT_TRUE(settled.is_error());
    EXPECT_EQ("ledger.review.unknown", settled.error().id);
}

TEST(Manifest, IsRefusedWhereItSaysNothing) {
    const std::string path = (std::filesystem::temp_directory_path() / "kith-manifest.json").string();
    ASSERT_TRUE(write_file(path, R"([{"source":"a"}])").is_ok());
    EXPECT_EQ("manifest.malformed", read_manifest(path).error().id);
    ASSERT_TRUE(write_file(path, R"([{"source":"a","files":["x/y.csv"]}])").is_ok());
    const auto requests = read_manifest(path);
    ASSERT_TRUE(requests.is_ok());
    EXPECT_EQ("x/y.csv", requests->front().files.front());
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace kith::service
