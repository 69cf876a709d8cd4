#include "service/benefit.h"

#include "service/json.h"
#include "service/staff_fixture.h"

namespace kith::service {
namespace {

class BenefitOnLedger : public StaffFixture {
  protected:
    /// `shared` children of the school also in the club, with verdicts that say so.
    void bring(int school, int shared) {
        std::string roster = "student_id,first_name,last_name,birth_date\n";
        std::string club = "member_id,first_name,last_name,birth_date\n";
        for (int i = 0; i < school; ++i) {
            const std::string day =
                "201" + std::to_string(i % 8) + "-0" + std::to_string(1 + i % 9) + "-1" + std::to_string(i % 10);
            const std::string name = std::string(1, static_cast<char>('A' + i % 26)) + "drian" + std::to_string(i);
            roster += std::to_string(1000 + i) + "," + name + ",Garcia," + day + "\n";
            if (i < shared) club += "N" + std::to_string(i) + "," + name + ",Garcia," + day + "\n";
        }
        ASSERT_TRUE(StaffFixture::bring("sis", "sis.csv", roster).is_ok());
        ASSERT_TRUE(StaffFixture::bring("roster", "club.csv", club).is_ok());
        const auto transaction = begin_as_operator(*ledger_, clock_);
        for (int i = 0; i < shared; ++i) {
            const auto a = (*transaction)->find_record(SourceId("sis"), std::to_string(1000 + i)).value();
            const auto b = (*transaction)->find_record(SourceId("roster"), "N" + std::to_string(i)).value();
            ASSERT_TRUE(a && b);
            ASSERT_TRUE((*transaction)->add_verdict(*a, *b, ledger::VerdictKind::Same).is_ok());
        }
        ASSERT_TRUE((*transaction)->commit().is_ok());
        ASSERT_TRUE(link_all().is_ok());
    }
};

TEST_F(BenefitOnLedger, SaysWhomElseTheChildrenMeetWithBounds) {
    bring(30, 12);
    const auto benefit = show_benefit(*ledger_, MemberId("school"), school_lead_, clock_);
    ASSERT_TRUE(benefit.is_ok()) << benefit.error().id;
    EXPECT_EQ(30U, benefit->children_high);
    ASSERT_EQ(1U, benefit->overlaps.size());
    EXPECT_EQ("club", benefit->overlaps[0].member.value());
    EXPECT_FALSE(benefit->overlaps[0].is_suppressed);
    EXPECT_EQ(12U, benefit->overlaps[0].low);
    EXPECT_LE(benefit->overlaps[0].low, benefit->overlaps[0].high);
    EXPECT_EQ(30U, benefit->rows_read);
}

TEST_F(BenefitOnLedger, SaysNothingBelowTheMinimumCell) {
    bring(30, 10);
    const auto benefit = show_benefit(*ledger_, MemberId("school"), school_lead_, clock_);
    ASSERT_EQ(1U, benefit->overlaps.size());
    EXPECT_TRUE(benefit->overlaps[0].is_suppressed);
    EXPECT_EQ(0U, benefit->overlaps[0].low);
    EXPECT_EQ(0U, benefit->overlaps[0].high);
}

TEST_F(BenefitOnLedger, IsForTheOwnLeadAndStewards) {
    EXPECT_EQ("benefit.denied", error_of(show_benefit(*ledger_, MemberId("school"), club_lead_, clock_)));
    EXPECT_EQ("benefit.denied", error_of(show_benefit(*ledger_, MemberId("club"), practitioner_, clock_)));
    EXPECT_TRUE(show_benefit(*ledger_, MemberId("housing"), steward_, clock_).is_ok());
    EXPECT_EQ("member.unknown", error_of(show_benefit(*ledger_, MemberId("zoo"), steward_, clock_)));
}

}  // namespace
}  // namespace kith::service
