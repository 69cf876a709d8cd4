#pragma once

// The words of docs/formats/policy.md for enumerations, in the order of their enumerators. Not for other modules.

#include <array>
#include <string_view>

namespace kith::consent {

inline constexpr std::array<std::string_view, 3> kTierWords = {"mou", "dsa", "dul"};
inline constexpr std::array<std::string_view, 8> kAgreementStateWords = {
    "draft", "in_review", "signed", "in_force", "suspended", "expired", "terminated", "superseded"};
inline constexpr std::array<std::string_view, 6> kCapacityWords = {"parent", "guardian", "agency",
                                                                   "court",  "minor",    "adult_child"};
inline constexpr std::array<std::string_view, 3> kAuthorityStatusWords = {"active", "suspended", "revoked"};
inline constexpr std::array<std::string_view, 2> kEffectWords = {"permit", "deny"};
inline constexpr std::array<std::string_view, 2> kForbidKindWords = {"court_order", "statute"};

}  // namespace kith::consent
