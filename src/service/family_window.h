#pragma once

// What they know about my child: for a holder of authority, everything that is held, by whom and with whom it is
// shared, every look with its purpose, the consents they gave, and what they asked to be corrected. Existence and
// categories only, no contents. Opening the window is a look of its own and is entered.
//
// At the hand-over the parent's authority ends and with it the window; the young person's begins.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/consent_view.h"

namespace kith::service {

struct FamilyAuthority {
    std::string id;
    std::string capacity;  // as in docs/formats/policy.md
    std::optional<CivilDate> until;
};

struct FamilyChild {
    PersonId person;
    std::string given;
    std::string surname;
    PartialDate birth_date;
    FamilyAuthority authority;
    std::optional<CivilDate> hand_over_on;
};

/// The children of the account for whom it has authority now. Errors: viewer.unknown, family.not-family.
Result<std::vector<FamilyChild>> list_family(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

struct HeldCategory {
    std::string category;
    std::uint64_t records = 0;  // statements: facts, days of attendance, an identity
    std::optional<CivilDate> from;
    std::optional<CivilDate> to;
    std::vector<std::string> shared_with;  // members whose staff could see it today if they serve the child
};

struct FamilyHolding {
    std::string member;
    std::string name;
    std::string phone;
    std::string source;
    std::string source_name;
    std::vector<HeldCategory> categories;
};

struct FamilyLook {
    Instant at;
    std::string by_name;
    std::string member;
    std::string role;
    std::string purpose;
    bool is_permitted = false;            // anything was shown
    std::vector<std::string> categories;  // shown; of a refused look those that were asked for
};

enum class CorrectionState : std::uint8_t { Open, Corrected, Refused };
std::string_view name_of(CorrectionState state);

struct Correction {
    std::string id;
    PersonId person;
    std::string source;
    std::string member;
    std::string category;
    std::string text;
    Instant asked_at;
    CorrectionState state = CorrectionState::Open;
    std::string reply;
};

struct FamilyView {
    FamilyChild child;
    std::vector<FamilyHolding> holdings;
    std::vector<FamilyLook> looks;  // newest first
    std::vector<ConsentView> consents;
    std::vector<Correction> corrections;
};

/// Errors: viewer.unknown, family.not-family, child.unknown.
Result<FamilyView> show_family_child(ledger::Ledger& ledger, const PersonId& person, const UserId& viewer,
                                     const Clock& clock);

}  // namespace kith::service
