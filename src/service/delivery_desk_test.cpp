// Deliveries as their handlers see them: lists, problem groups, fixes, the fix-it sheet; and reviews.

#include "intake/reader.h"
#include "service/delivery_views.h"
#include "service/fix_it.h"
#include "service/jobs.h"
#include "service/json.h"
#include "service/problem_groups.h"
#include "service/review_sides.h"
#include "service/staff_fixture.h"

namespace kith::service {
namespace {

class DeskOf : public StaffFixture {
  protected:
    static constexpr std::string_view kFaulty =
        "student_id,first_name,last_name,birth_date,grade_level,phone\n"
        "1001,Ana,Garcia,2015-04-09,5,612-555-3344\n"
        "1002,Benjamin,Lee,2016-01-30,4,612-555-8800\n"
        ",,,,=1+1,\n"
        "1003,Chloe,Okafor,not a day,6,612-555-1212\n";

    void SetUp() override {
        StaffFixture::SetUp();
        auto jobs = Jobs::start(*ledger_, clock_, {path_of("spool"), 1});
        ASSERT_TRUE(jobs.is_ok());
        jobs_ = std::move(jobs).value();
    }
    DeliveryId deliver_faulty() {
        auto begun = jobs_->uploads().begin(school_lead_, {SourceId("sis"), {{"sis.csv", kFaulty.size(), 0}}});
        KITH_CHECK(begun.is_ok());
        KITH_CHECK(jobs_->uploads().put_part(school_lead_, begun->id, 0, 0, as_bytes(kFaulty)).is_ok());
        wait(jobs_->deliver(school_lead_, begun->id, Removal::Guarded));
        return *jobs_->uploads().find(school_lead_, begun->id)->delivery;
    }
    Job wait(Result<Job> job) {
        KITH_CHECK(job.is_ok());
        while (!job->is_over()) job = jobs_->wait(job->user, job->id, job->revision, 1000);
        return *job;
    }

    std::unique_ptr<Jobs> jobs_;
};

TEST_F(DeskOf, ShowsDeliveriesToWhoHandlesTheirSource) {
    const DeliveryId id = deliver_faulty();
    const auto all = list_delivery_views(*ledger_, std::nullopt, steward_, clock_);
    ASSERT_TRUE(all.is_ok());
    ASSERT_EQ(all->deliveries.size(), 1U);
    const DeliveryCounts& counts = all->deliveries[0].counts;
    EXPECT_EQ(counts.input_lines, counts.loaded_lines + counts.quarantined_lines + counts.ignored_lines);
    EXPECT_EQ(all->feeds.size(), 4U);
    EXPECT_EQ(list_delivery_views(*ledger_, std::nullopt, school_lead_, clock_)->feeds.size(), 1U);
    EXPECT_TRUE(list_delivery_views(*ledger_, std::nullopt, club_lead_, clock_)->deliveries.empty());
    EXPECT_EQ(error_of(list_delivery_views(*ledger_, std::nullopt, practitioner_, clock_)), "role.not-of-source");
    EXPECT_EQ(error_of(list_delivery_views(*ledger_, SourceId("sis"), club_lead_, clock_)), "role.not-of-source");
    EXPECT_EQ(error_of(show_delivery(*ledger_, id, club_lead_, clock_)), "role.not-of-source");
    EXPECT_EQ(error_of(undo_as(*ledger_, id, club_lead_, clock_)), "role.not-of-source");
    EXPECT_EQ(undo_as(*ledger_, id, school_lead_, clock_)->delivery.state, ledger::DeliveryState::Undone);
}

TEST_F(DeskOf, GroupsProblemsAndKeepsValuesFromOtherMembers) {
    const DeliveryId id = deliver_faulty();
    const auto own = list_problem_groups(*ledger_, id, school_lead_, clock_);
    ASSERT_TRUE(own.is_ok());
    ASSERT_FALSE(own->empty());
    bool has_value = false;
    for (const ProblemGroup& group : *own) {
        EXPECT_GE(group.count, group.examples.size());
        for (const ProblemExample& each : group.examples) has_value = has_value || !each.value.empty();
    }
    EXPECT_TRUE(has_value);
    const auto others = list_problem_groups(*ledger_, id, steward_, clock_);
    for (const ProblemGroup& group : *others) {
        for (const ProblemExample& each : group.examples) EXPECT_TRUE(each.value.empty());
    }
    EXPECT_EQ(error_of(list_problem_groups(*ledger_, id, club_lead_, clock_)), "role.not-of-source");
}

TEST_F(DeskOf, SendsTheFileBackWithEveryCellAsItCame) {
    const DeliveryId id = deliver_faulty();
    const auto sheet = make_fix_it(*ledger_, jobs_->uploads(), id, school_lead_, clock_);
    ASSERT_TRUE(sheet.is_ok()) << sheet.error().id;
    const auto readings = intake::read_tables(as_bytes(sheet->bytes), sheet->name);
    ASSERT_TRUE(readings.is_ok());
    ASSERT_EQ(readings->size(), 1U);
    std::string text;
    const table::Table& table = (*readings)[0].table;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        for (const std::string_view cell : table.row(row)) text += std::string(cell) + "|";
    }
    EXPECT_NE(text.find("1003|Chloe|Okafor|not a day|6|612-555-1212"), std::string::npos);
    EXPECT_NE(text.find("=1+1"), std::string::npos);
    EXPECT_EQ(error_of(make_fix_it(*ledger_, jobs_->uploads(), id, steward_, clock_)), "role.not-of-member");
    EXPECT_EQ(error_of(make_fix_it(*ledger_, jobs_->uploads(), id, club_lead_, clock_)), "role.not-of-source");
}

TEST_F(DeskOf, RemembersAFixAndReadsTheFilesAgain) {
    const DeliveryId id = deliver_faulty();
    FixAnswer answer;
    answer.kind = FixKind::DateOrder;
    answer.order = "sideways";
    EXPECT_EQ(error_of(remember_fix(*ledger_, id, answer, school_lead_, clock_)), "fix.malformed");
    answer.order = "mdy";
    EXPECT_EQ(error_of(remember_fix(*ledger_, id, answer, club_lead_, clock_)), "role.not-of-source");
    ASSERT_TRUE(remember_fix(*ledger_, id, answer, school_lead_, clock_).is_ok());
    clock_.set(Instant{clock_.now().unix_ms + 1000});  // the fix comes after the delivery
    const Job job = wait(jobs_->deliver_again(school_lead_, id));
    ASSERT_EQ(job.state, JobState::Done);
    EXPECT_EQ(Json::parse(job.result, nullptr, false)["end"], "committed");
    const auto reader = ledger_->begin_read();
    const Json source = Json::parse((*reader)->source(SourceId("sis"))->json, nullptr, false);
    EXPECT_EQ(source["date_order"], "mdy");
}

TEST_F(DeskOf, RefusesToReadAgainWhatIsNotKept) {
    ASSERT_TRUE(bring("sis", "sis.csv", kSchool).is_ok());
    EXPECT_EQ(error_of(jobs_->deliver_again(school_lead_, DeliveryId(1))), "fix.files-gone");
    EXPECT_EQ(error_of(make_fix_it(*ledger_, jobs_->uploads(), DeliveryId(1), school_lead_, clock_)), "fix.files-gone");
}

TEST_F(DeskOf, LeavesReviewsToStewards) {
    bring_both_rosters();
    // A question by hand: so few records leave the engine none.
    auto transaction = begin_as_operator(*ledger_, clock_);
    const auto links = (*transaction)->links();
    const auto a = (*transaction)->find_record(SourceId("sis"), "1002");
    const auto b = (*transaction)->find_record(SourceId("roster"), "N2");
    const std::vector<ledger::ReviewWrite> reviews = {{**a, **b, 1.5, "band"}};
    ASSERT_TRUE((*transaction)->write_link_run({*links, {}, reviews, "{}"}).is_ok());
    ASSERT_TRUE((*transaction)->commit().is_ok());
    transaction.value().reset();
    EXPECT_EQ(error_of(list_review_briefs(*ledger_, school_lead_, clock_)), "role.not-steward");
    const auto briefs = list_review_briefs(*ledger_, steward_, clock_);
    ASSERT_TRUE(briefs.is_ok());
    ASSERT_EQ(briefs->size(), 1U);
    const ledger::ReviewId id = (*briefs)[0].review.id;
    EXPECT_EQ(error_of(show_review(*ledger_, id, practitioner_, clock_)), "role.not-steward");
    const std::uint64_t before = counts().audit_entries;
    const auto view = show_review(*ledger_, id, steward_, clock_);
    ASSERT_TRUE(view.is_ok());
    // The club is the steward's own member; of the school's record nothing may be matched on without a consent.
    EXPECT_TRUE(view->a.source == "sis" ? view->a.fields.empty() : view->b.fields.empty());
    EXPECT_EQ(counts().audit_entries, before + 2);
    EXPECT_EQ(error_of(settle_as(*ledger_, id, ReviewAnswer::Same, school_lead_, clock_)), "role.not-steward");
    const auto settled = settle_as(*ledger_, id, ReviewAnswer::Different, steward_, clock_);
    ASSERT_TRUE(settled.is_ok());
    ASSERT_TRUE(settled->verdict.has_value());
    EXPECT_FALSE(settled->next.has_value());
    EXPECT_EQ(error_of(undo_verdict(*ledger_, *settled->verdict, practitioner_, clock_)), "role.not-steward");
    ASSERT_TRUE(undo_verdict(*ledger_, *settled->verdict, steward_, clock_).is_ok());
    EXPECT_EQ(error_of(undo_verdict(*ledger_, *settled->verdict, steward_, clock_)), "ledger.verdict.unknown");
}

}  // namespace
}  // namespace kith::service
