// The family window: what it tells and what it must not, who may give and take back, and that taking back counts at
// once.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "service/child_consents.h"
#include "service/corrections.h"
#include "service/family_consents.h"
#include "service/family_window.h"
#include "service/policy_source.h"
#include "service/show_child.h"
#include "service/staff_fixture.h"

namespace kith::service {
namespace {

constexpr std::string_view kFamilies = R"({
 "format":"kith-community","version":1,"name":"Riverton","region":"US","timezone_offset_minutes":-360,
 "roles":[{"id":"family","name":"Family","actions":["detail"],"categories":["*"],"needs_caseload":true}],
 "users":[{"id":"mother","name":"Ana's mother","member":"club","role":"family","holder":"p-garcia",
           "caseload":[{"source":"sis","local_id":"1001"},{"source":"sis","local_id":"1002"}]},
          {"id":"stranger","name":"Another parent","member":"club","role":"family","holder":"p-lee",
           "caseload":[{"source":"sis","local_id":"1001"},{"source":"sis","local_id":"1002"}]},
          {"id":"no-holder","name":"A family without holder","member":"club","role":"family",
           "caseload":[{"source":"sis","local_id":"1001"}]},
          {"id":"daughter","name":"Ana herself","member":"club","role":"family","holder":"p-ana",
           "caseload":[{"source":"sis","local_id":"1001"}]}]})";

constexpr std::string_view kAuthorities = R"({"format":"kith-consents","version":1,
 "authorities":[{"id":"a-2","child":{"source":"sis","local_id":"1002"},"holder":"p-lee","capacity":"parent",
                 "basis":"birth certificate","scope":["identity","contact"],"verified_at":"2025-01-01","status":"active"},
                {"id":"a-ana","child":{"source":"sis","local_id":"1001"},"holder":"p-ana","capacity":"adult_child",
                 "basis":"of age","scope":["*"],"verified_at":"2025-01-01","status":"active"}],
 "consents":[],"forbids":[]})";

/// Terms that name categories and recipients only.
ConsentTerms about(std::vector<std::string> categories, std::vector<std::string> recipients = {}) {
    ConsentTerms terms;
    terms.categories = std::move(categories);
    terms.recipients = std::move(recipients);
    return terms;
}

const UserId kMother{"mother"};
const UserId kStranger{"stranger"};
const UserId kDaughter{"daughter"};

class Family : public StaffFixture {
  protected:
    void SetUp() override {
        StaffFixture::SetUp();
        bring_both_rosters();
        ASSERT_TRUE(load_community(*ledger_, kFamilies, clock_).is_ok());
        ASSERT_TRUE(load_consents(*ledger_, kAuthorities, clock_).is_ok());
        ana_ = person("sis:1001");
        benjamin_ = person("sis:1002");
    }
    PersonId person(const std::string& word) {
        auto reader = ledger_->begin_read();
        KITH_CHECK(reader.is_ok());
        return find_person(**reader, word).value();
    }
    Result<FamilyView> window(const PersonId& child, const UserId& viewer = kMother) {
        return show_family_child(*ledger_, child, viewer, clock_);
    }
    Result<ConsentView> give(const PersonId& child, ConsentTerms terms = {}, const UserId& viewer = kMother) {
        return family_give(*ledger_, {child, GiveEffect::Permit, std::move(terms)}, viewer, clock_);
    }
    /// Whether the practitioner of the club sees the school's enrolment of Ana, now.
    bool is_shown() {
        const auto view = show_child(*ledger_, {ana_.value(), practitioner_, "care"}, clock_);
        KITH_CHECK(view.is_ok());
        return std::any_of(view->cells.begin(), view->cells.end(), [](const Cell& cell) {
            return cell.source == "sis" && cell.category == "identity" && cell.is_shown();
        });
    }
    void later(std::int64_t ms) { clock_.set(Instant{clock_.now().unix_ms + ms}); }

    PersonId ana_;
    PersonId benjamin_;
};

TEST_F(Family, ListsTheChildrenTheHolderHasAuthorityFor) {
    const auto children = list_family(*ledger_, kMother, clock_);
    ASSERT_TRUE(children.is_ok());
    ASSERT_EQ(children->size(), 1U);
    EXPECT_EQ(children->front().given, "Ana");
    EXPECT_EQ(children->front().authority.capacity, "parent");
    EXPECT_EQ(children->front().hand_over_on, CivilDate::parse_iso("2033-04-09"));
    EXPECT_EQ(list_family(*ledger_, kStranger, clock_)->size(), 1U);
}

TEST_F(Family, IsClosedToStaffAndToAccountsWithoutHolder) {
    for (const UserId& viewer : {practitioner_, steward_, UserId("no-holder")}) {
        EXPECT_EQ(error_of(list_family(*ledger_, viewer, clock_)), "family.not-family") << viewer.value();
        EXPECT_EQ(error_of(window(ana_, viewer)), "family.not-family");
    }
    EXPECT_EQ(error_of(list_family(*ledger_, UserId("nobody"), clock_)), "viewer.unknown");
}

TEST_F(Family, AnswersSomebodyElsesChildLikeNone) {
    const auto other = window(benjamin_);
    const auto none = window(PersonId("k-nothing00000"));
    ASSERT_TRUE(other.is_error() && none.is_error());
    EXPECT_EQ(other.error().id, "child.unknown");
    EXPECT_EQ(other.error().id + other.error().message + other.error().where,
              none.error().id + none.error().message + none.error().where);
    EXPECT_EQ(error_of(give(benjamin_)), "child.unknown");
}

TEST_F(Family, TellsWhatIsHeldAndWithWhomItIsShared) {
    const auto before = window(ana_);
    ASSERT_TRUE(before.is_ok()) << before.error().id;
    ASSERT_EQ(before->holdings.size(), 2U);
    EXPECT_EQ(before->holdings[0].name, "Lincoln Schools");
    EXPECT_EQ(before->holdings[0].phone, "+1 612 555 0001");
    for (const FamilyHolding& holding : before->holdings) {
        for (const HeldCategory& each : holding.categories) EXPECT_TRUE(each.shared_with.empty());
    }
    ASSERT_TRUE(give(ana_, about({"identity"}, {"club"})).is_ok());
    const auto after = window(ana_);
    ASSERT_TRUE(after.is_ok());
    for (const HeldCategory& each : after->holdings[0].categories) {
        const std::vector<std::string> expected =
            each.category == "identity" ? std::vector<std::string>{"club"} : std::vector<std::string>{};
        EXPECT_EQ(each.shared_with, expected) << each.category;
    }
}

TEST_F(Family, LeavesOutWhatARestrictedSourceHoldsAndWhoLookedThere) {
    constexpr std::string_view kCases = "member_id,first_name,last_name,birth_date\nW1,Ana,Garcia,2015-04-09\n";
    ASSERT_TRUE(bring("welfare", "cases.csv", kCases).is_ok());
    {
        auto transaction = begin_as_operator(*ledger_, clock_);
        ASSERT_TRUE(transaction.is_ok());
        const auto school = (*transaction)->find_record(SourceId("sis"), "1001");
        const auto welfare = (*transaction)->find_record(SourceId("welfare"), "W1");
        ASSERT_TRUE(school.is_ok() && welfare.is_ok() && *welfare);
        ASSERT_TRUE((*transaction)->add_verdict(**school, **welfare, ledger::VerdictKind::Same).is_ok());
        ASSERT_TRUE((*transaction)->commit().is_ok());
    }
    ASSERT_TRUE(link_all().is_ok());
    ASSERT_EQ(person("welfare:W1"), person("sis:1001"));
    const auto view = window(person("sis:1001"));
    ASSERT_TRUE(view.is_ok());
    for (const FamilyHolding& holding : view->holdings) EXPECT_NE(holding.source, "welfare");
}

TEST_F(Family, TellsEveryLookAtTheChildAndOnlyThose) {
    static_cast<void>(is_shown());
    ASSERT_TRUE(give(ana_, about({"identity"})).is_ok());
    later(1000);
    EXPECT_TRUE(is_shown());
    static_cast<void>(show_child(*ledger_, {benjamin_.value(), practitioner_, "care"}, clock_));
    const auto view = window(ana_);
    ASSERT_TRUE(view.is_ok());
    std::vector<FamilyLook> by_osei = view->looks;
    std::erase_if(by_osei, [](const FamilyLook& look) { return look.by_name != "Mr Osei"; });
    ASSERT_EQ(by_osei.size(), 2U);
    EXPECT_TRUE(by_osei[0].is_permitted);
    EXPECT_EQ(by_osei[0].purpose, "care");
    EXPECT_EQ(by_osei[0].member, "Northside Club");
    EXPECT_GE(by_osei[0].at, by_osei[1].at);
}

TEST_F(Family, GivesNarrowsAndWithdrawsItsOwn) {
    const auto given = give(ana_);
    ASSERT_TRUE(given.is_ok());
    EXPECT_EQ(given->state, "given");
    EXPECT_TRUE(is_shown());
    later(1);
    const auto narrowed = family_narrow(*ledger_, given->id, about({"contact"}), kMother, clock_);
    ASSERT_TRUE(narrowed.is_ok());
    EXPECT_EQ(narrowed->version, 2);
    EXPECT_EQ(narrowed->terms.categories, std::vector<std::string>{"contact"});
    EXPECT_FALSE(is_shown());
    EXPECT_EQ(error_of(family_narrow(*ledger_, given->id, about({"identity"}), kMother, clock_)),
              "consent.not-narrower");
    const auto withdrawn = family_withdraw(*ledger_, given->id, "we have moved", kMother, clock_);
    ASSERT_TRUE(withdrawn.is_ok());
    EXPECT_EQ(withdrawn->state, "withdrawn");
    EXPECT_EQ(error_of(family_withdraw(*ledger_, given->id, "", kMother, clock_)), "consent.ended");
    EXPECT_EQ(window(ana_)->consents.size(), 1U);
}

TEST_F(Family, KeepsItsHandsOffTheConsentsOfOthers) {
    const auto given = give(ana_);
    ASSERT_TRUE(given.is_ok());
    EXPECT_EQ(error_of(family_withdraw(*ledger_, given->id, "", kStranger, clock_)), "consent.unknown");
    EXPECT_EQ(error_of(family_narrow(*ledger_, given->id, about({"contact"}), kStranger, clock_)), "consent.unknown");
    EXPECT_EQ(error_of(family_withdraw(*ledger_, "c-none", "", kStranger, clock_)), "consent.unknown");
    EXPECT_TRUE(is_shown());
}

TEST_F(Family, GivesNothingBeyondItsAuthority) {
    EXPECT_EQ(error_of(give(benjamin_, {}, kStranger)), "family.outside-authority");
    EXPECT_EQ(error_of(give(benjamin_, about({"identity", "programme"}), kStranger)), "family.outside-authority");
    EXPECT_TRUE(give(benjamin_, about({"identity"}), kStranger).is_ok());
    const auto view = window(benjamin_, kStranger);
    ASSERT_TRUE(view.is_ok());
    for (const FamilyHolding& holding : view->holdings) {
        for (const HeldCategory& each : holding.categories) EXPECT_NE(each.category, "school_enrolment");
    }
}

TEST_F(Family, PassesTheWindowOnAtEighteen) {
    ASSERT_TRUE(give(ana_).is_ok());
    EXPECT_EQ(error_of(window(ana_, kDaughter)), "child.unknown");
    clock_.set(*Instant::parse_iso("2033-04-09T05:59:59Z"));  // the last second of the day before, there
    EXPECT_TRUE(window(ana_).is_ok());
    clock_.set(*Instant::parse_iso("2033-04-09T06:00:00Z"));
    EXPECT_EQ(error_of(window(ana_)), "child.unknown");
    EXPECT_EQ(error_of(give(ana_)), "child.unknown");
    EXPECT_FALSE(is_shown());
    const auto own = window(ana_, kDaughter);
    ASSERT_TRUE(own.is_ok());
    EXPECT_EQ(own->consents.size(), 1U) << "whatever was ever said about her";
    ASSERT_TRUE(give(ana_, {}, kDaughter).is_ok());
    later(1);
    EXPECT_TRUE(is_shown());
}

TEST_F(Family, SendsACorrectionToTheMemberWhoHoldsTheRecord) {
    const CorrectionRequest request{ana_, "sis", "identity", "Her name is written Anna."};
    const auto asked = ask_correction(*ledger_, request, kMother, clock_);
    ASSERT_TRUE(asked.is_ok()) << asked.error().id;
    EXPECT_EQ(window(ana_)->corrections.size(), 1U);
    EXPECT_EQ(list_corrections(*ledger_, school_lead_, clock_)->size(), 1U);
    EXPECT_EQ(list_corrections(*ledger_, club_lead_, clock_)->size(), 0U);
    EXPECT_EQ(error_of(list_corrections(*ledger_, practitioner_, clock_)), "role.not-of-source");
    const auto settle = [&](const UserId& viewer) {
        const auto settled = settle_correction(*ledger_, asked->id, CorrectionState::Corrected, "", viewer, clock_);
        return settled.is_ok() ? "no error" : settled.error().id;
    };
    EXPECT_EQ(settle(club_lead_), "correction.unknown");
    EXPECT_EQ(settle(school_lead_), "no error");
    EXPECT_EQ(settle(school_lead_), "correction.settled");
    EXPECT_EQ(error_of(ask_correction(*ledger_, {ana_, "shelter", "identity", "x"}, kMother, clock_)),
              "correction.not-held");
    EXPECT_EQ(error_of(ask_correction(*ledger_, {ana_, "sis", "identity", ""}, kMother, clock_)), "correction.text");
}

TEST_F(Family, LetsStaffEnterWhatWasSignedOnPaperForTheChildrenTheyServe) {
    const GiveRequest request{ana_.value(), "a-1", GiveEffect::Permit, about({"identity"}), practitioner_};
    ASSERT_TRUE(enter_consent(*ledger_, request, clock_).is_ok());
    GiveRequest of_other_child = request;
    of_other_child.authority = "a-2";
    EXPECT_EQ(error_of(enter_consent(*ledger_, of_other_child, clock_)), "consent.no-authority");
    GiveRequest not_yet = request;
    not_yet.authority = "a-ana";
    EXPECT_EQ(error_of(enter_consent(*ledger_, not_yet, clock_)), "consent.authority-not-in-force");
    GiveRequest not_served = request;
    not_served.child = benjamin_.value();
    not_served.authority = "a-2";
    EXPECT_EQ(error_of(enter_consent(*ledger_, not_served, clock_)), "child.unknown");
    not_served.user = steward_;
    EXPECT_TRUE(enter_consent(*ledger_, not_served, clock_).is_ok());
    EXPECT_EQ(error_of(show_child_consents(*ledger_, benjamin_, practitioner_, clock_)), "child.unknown");
    EXPECT_EQ(error_of(show_child_consents(*ledger_, ana_, kMother, clock_)), "child.unknown");
    EXPECT_EQ(show_child_consents(*ledger_, ana_, practitioner_, clock_)->authorities.size(), 2U);
}

/// The clock of a server: it moves while others work.
class MovingClock final : public Clock {
  public:
    explicit MovingClock(Instant start) : start_(start), began_(std::chrono::steady_clock::now()) {}
    Instant now() const override {
        const auto since = std::chrono::steady_clock::now() - began_;
        return {start_.unix_ms + std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
    }

  private:
    Instant start_;
    std::chrono::steady_clock::time_point began_;
};

TEST_F(Family, ShowsNothingToAnyoneOnceItHasTakenItBack) {
    const MovingClock moving(clock_.now());
    constexpr int kRounds = 4;
    constexpr int kLookers = 2;
    std::atomic<std::uint64_t> asked = 0;
    const auto is_seen = [&](const Clock& clock) {
        const auto view = show_child(*ledger_, {ana_.value(), practitioner_, "care"}, clock);
        ++asked;
        return view.is_ok() && std::any_of(view->cells.begin(), view->cells.end(),
                                           [](const Cell& cell) { return cell.source == "sis" && cell.is_shown(); });
    };
    std::atomic<std::uint64_t> permitted = 0;
    for (int round = 0; round < kRounds; ++round) {
        const auto given = family_give(*ledger_, {ana_, GiveEffect::Permit, {}}, kMother, moving);
        ASSERT_TRUE(given.is_ok()) << given.error().id;
        std::atomic<bool> is_withdrawn = false;
        std::atomic<bool> is_over = false;
        std::atomic<int> late = 0;
        std::vector<std::thread> lookers;
        for (int i = 0; i < kLookers; ++i) {
            lookers.emplace_back([&] {
                while (!is_over) {
                    const bool was_withdrawn = is_withdrawn;
                    if (!is_seen(moving)) continue;
                    ++permitted;
                    if (was_withdrawn) ++late;
                }
            });
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        // So many lookers at once may keep a writer waiting for longer than it does; a person asks again.
        std::string withdrawn = "ledger.busy";
        for (int i = 0; i < 10 && withdrawn == "ledger.busy"; ++i) {
            withdrawn = error_of(family_withdraw(*ledger_, given->id, "", kMother, moving));
        }
        is_withdrawn = true;
        for (int i = 0; i < 20; ++i) {
            if (is_seen(moving)) ++late;
        }
        is_over = true;
        for (std::thread& looker : lookers) looker.join();
        ASSERT_EQ(withdrawn, "no error") << "round " << round;
        ASSERT_EQ(late, 0) << "round " << round;
    }
    EXPECT_GT(permitted, 0U) << "nobody saw anything before: nothing was tested";
    RecordProperty("looks", static_cast<int>(asked));
}

}  // namespace
}  // namespace kith::service
