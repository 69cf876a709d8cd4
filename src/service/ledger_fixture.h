#pragma once

// For tests: a ledger in a folder of its own, with two members whose children overlap, and a clock that stands still.

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/thread_pool.h"
#include "service/community.h"
#include "service/consents.h"
#include "service/deliver.h"
#include "service/files.h"
#include "service/ledger_access.h"
#include "service/link_records.h"

namespace kith::service {

inline constexpr std::string_view kTestCommunity = R"({
 "format":"kith-community","version":1,"name":"Riverton","region":"US","timezone_offset_minutes":-360,
 "members":[{"id":"school","name":"Lincoln Schools","kind":"school","phone":"+1 612 555 0001","contact":"Ms Rivera"},
            {"id":"club","name":"Northside Club","kind":"club"},
            {"id":"housing","name":"Homefirst","kind":"housing"}],
 "sources":[{"id":"sis","member":"school","name":"School roster","categories":["identity","contact","school_enrolment"],
             "default_category":"school_enrolment","policy":"full"},
            {"id":"roster","member":"club","name":"Club roster","categories":["identity","contact","programme"],
             "default_category":"programme","policy":"additions"},
            {"id":"shelter","member":"housing","name":"Shelter list","categories":["identity","living_situation"],
             "default_category":"living_situation"},
            {"id":"welfare","member":"housing","name":"Case files","categories":["identity"],"restricted":true}],
 "purposes":[{"id":"care","name":"Care","categories":["identity","contact","school_enrolment","programme","living_situation"]}],
 "roles":[{"id":"practitioner","name":"Practitioner","actions":["detail","contact"],"categories":["*"],"needs_caseload":true}],
 "users":[{"id":"osei","name":"Mr Osei","member":"club","role":"practitioner",
           "caseload":[{"source":"roster","local_id":"N1"},{"source":"roster","local_id":"N2"}]}],
 "agreements":[{"id":"mou-1","tier":"mou","state":"in_force","parties":["school","club"]},
               {"id":"dsa-1","tier":"dsa","state":"in_force","contributor":"school","sources":["sis"],"categories":["*"],
                "purposes":["care"],"recipients":["club"],"actions":["detail","contact"],"under":"mou-1"}]})";

inline constexpr std::string_view kTestAuthority = R"({"format":"kith-consents","version":1,
 "authorities":[{"id":"a-1","child":{"source":"sis","local_id":"1001"},"holder":"p-garcia","capacity":"parent",
                 "basis":"birth certificate","scope":["*"],"verified_at":"2025-01-01","status":"active"}],
 "consents":[],"forbids":[]})";

class LedgerFixture : public ::testing::Test {
  protected:
    LedgerFixture() : clock_(*Instant::parse_iso("2026-03-02T18:00:00Z")), pool_(2) {
        std::string pattern = (std::filesystem::temp_directory_path() / "kith-service-XXXXXX").string();
        KITH_CHECK(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
    }
    ~LedgerFixture() override { std::filesystem::remove_all(folder_); }

    void SetUp() override {
        place_.path = path_of("kith.db");
        auto ledger = create_ledger(place_, "riverton");
        ASSERT_TRUE(ledger.is_ok()) << ledger.error().id;
        ledger_ = std::move(ledger).value();
        ASSERT_TRUE(load_community(*ledger_, kTestCommunity, clock_).is_ok());
    }

    std::string path_of(const std::string& name) const { return folder_ + "/" + name; }

    Result<Delivered> bring(const std::string& source, const std::string& name, std::string_view content,
                            DeliverStep step = DeliverStep::Commit, Removal removal = Removal::Guarded) {
        TRY(write_file(path_of(name), content));
        DeliverRequest request;
        request.source = SourceId(source);
        request.files = {path_of(name)};
        request.step = step;
        request.removal = removal;
        return deliver(*ledger_, request, clock_, pool_, progress_);
    }

    void bring_both_rosters() {
        ASSERT_TRUE(bring("sis", "sis.csv", kSchool).is_ok());
        ASSERT_TRUE(bring("roster", "roster.csv", kClub).is_ok());
        ASSERT_TRUE(load_consents(*ledger_, kTestAuthority, clock_).is_ok());
        // So few records teach the engine little: a person says who is who.
        const auto transaction = begin_as_operator(*ledger_, clock_);
        ASSERT_TRUE(transaction.is_ok());
        ledger::Transaction& writes = **transaction;
        const auto school = writes.find_record(SourceId("sis"), "1001");
        const auto club = writes.find_record(SourceId("roster"), "N1");
        ASSERT_TRUE(school.is_ok() && school.value() && club.is_ok() && club.value());
        ASSERT_TRUE(writes.add_verdict(**school, **club, ledger::VerdictKind::Same).is_ok());
        ASSERT_TRUE(writes.commit().is_ok());
        ASSERT_TRUE(link_all().is_ok());
    }

    Result<Linked> link_all() { return link_records(*ledger_, {}, clock_, pool_, progress_); }

    ledger::Counts counts() {
        auto reader = ledger_->begin_read();
        KITH_CHECK(reader.is_ok());
        auto counts = (*reader)->counts();
        KITH_CHECK(counts.is_ok());
        return *counts;
    }

    static constexpr std::string_view kSchool =
        "student_id,first_name,last_name,birth_date,grade_level,phone\n"
        "1001,Ana,Garcia,2015-04-09,5,612-555-3344\n"
        "1002,Benjamin,Lee,2016-01-30,4,612-555-8800\n"
        "1003,Chloe,Okafor,2014-11-02,6,612-555-1212\n";
    static constexpr std::string_view kClub =
        "member_id,first_name,last_name,birth_date,phone\n"
        "N1,Ana,Garcia,2015-04-09,612-555-3344\n"
        "N2,Frank,Baker,2012-03-03,612-555-4321\n";

    FixedClock clock_;
    ThreadPool pool_;
    NoProgress progress_;
    std::string folder_;
    LedgerPlace place_;
    std::unique_ptr<ledger::Ledger> ledger_;
};

}  // namespace kith::service
