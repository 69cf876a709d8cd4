#pragma once

// For tests: the ledger of ledger_fixture.h with a steward and a lead of each member.

#include "service/ledger_fixture.h"

namespace kith::service {

inline constexpr std::string_view kTestStaff = R"({
 "format":"kith-community","version":1,"name":"Riverton","region":"US","timezone_offset_minutes":-360,
 "roles":[{"id":"steward","name":"Steward","actions":["existence","summary","match"],"categories":["identity","contact"],
           "needs_caseload":false},
          {"id":"member-lead","name":"Member lead","actions":["existence","summary","detail","contact","export"],
           "categories":["*"],"needs_caseload":false},
          {"id":"coordinator","name":"Coordinator","actions":["detail","contact"],"categories":["*"],"needs_caseload":false}],
 "users":[{"id":"hayes","name":"Steward Hayes","member":"club","role":"steward"},
          {"id":"vang","name":"Coordinator Vang","member":"club","role":"coordinator"},
          {"id":"lead-school","name":"Lead of the school","member":"school","role":"member-lead"},
          {"id":"lead-club","name":"Lead of the club","member":"club","role":"member-lead"},
          {"id":"gone","name":"Who left","member":"school","role":"steward","disabled":true},
          {"id":"past","name":"Whose time is over","member":"school","role":"steward","to":"2020-01-01"}]})";

class StaffFixture : public LedgerFixture {
  protected:
    void SetUp() override {
        LedgerFixture::SetUp();
        ASSERT_TRUE(load_community(*ledger_, kTestStaff, clock_).is_ok());
    }

    static std::string id_of_error(const Error& error) { return error.id; }
    template <class T>
    static std::string error_of(const Result<T>& result) {
        return result.is_ok() ? "no error" : result.error().id;
    }

    const UserId steward_{"hayes"};
    const UserId school_lead_{"lead-school"};
    const UserId club_lead_{"lead-club"};
    const UserId practitioner_{"osei"};
};

}  // namespace kith::service
