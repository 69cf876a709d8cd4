#include "service/agreement_gaps.h"

#include <algorithm>
#include <array>

namespace kith::service {
namespace {

using consent::Agreement;
using consent::Policy;
using consent::Tier;

enum class Asks : std::uint8_t { Always, WithoutConsentUnderFerpa };

struct RequiredClause {
    Tier tier;
    Asks asks;
    std::string_view word;
    std::string_view citation;
    std::string_view text;
};

constexpr std::string_view kHouse = "house";

constexpr std::array kRequired = {
    RequiredClause{Tier::Mou, Asks::Always, "purpose", kHouse, "the purpose all members share is not stated"},
    RequiredClause{Tier::Mou, Asks::Always, "decisions", kHouse, "who decides, with which quorum, is not stated"},
    RequiredClause{Tier::Mou, Asks::Always, "leaving", kHouse, "how a member leaves is not stated"},
    RequiredClause{Tier::Dsa, Asks::Always, "use_only", "34 CFR 99.33(a)(2)",
                   "use for the stated purposes only is not agreed"},
    RequiredClause{Tier::Dsa, Asks::Always, "redisclosure", "34 CFR 99.33(a)(1)",
                   "that recipients pass nothing on is not agreed"},
    RequiredClause{Tier::Dsa, Asks::Always, "breach", kHouse, "what happens after a breach is not agreed"},
    RequiredClause{Tier::Dsa, Asks::Always, "withdrawal", kHouse, "the right to pause or withdraw is not stated"},
    RequiredClause{Tier::Dsa, Asks::WithoutConsentUnderFerpa, "representative", "34 CFR 99.35(a)(3)",
                   "no authorised representative is designated"},
    RequiredClause{Tier::Dul, Asks::Always, "question", kHouse, "the question to be answered is not stated"},
    RequiredClause{Tier::Dul, Asks::WithoutConsentUnderFerpa, "purpose_scope", "34 CFR 99.31(a)(6)(iii)(C)(1)",
                   "purpose, scope and information are not specified"},
    RequiredClause{Tier::Dul, Asks::WithoutConsentUnderFerpa, "use_only", "34 CFR 99.31(a)(6)(iii)(C)(2)",
                   "use for the stated purpose only is not agreed"},
    RequiredClause{Tier::Dul, Asks::WithoutConsentUnderFerpa, "no_identification", "34 CFR 99.31(a)(6)(iii)(C)(3)",
                   "that nobody is identified is not agreed"},
    RequiredClause{Tier::Dul, Asks::WithoutConsentUnderFerpa, "destruction", "34 CFR 99.31(a)(6)(iii)(C)(4)",
                   "destruction, and the time for it, are not agreed"},
};

bool is_open_end(const consent::Window& window) {
    return window.until_ms == consent::Window::kNever;
}

bool lies_within(const consent::Window& inner, const consent::Window& outer) {
    return outer.from_ms <= inner.from_ms && inner.until_ms <= outer.until_ms;
}

bool lies_within(const consent::NameSet& inner, const consent::NameSet& outer) {
    if (outer.is_all) return true;
    if (inner.is_all) return false;
    return std::all_of(inner.names.begin(), inner.names.end(), [&outer](const auto& name) { return outer.has(name); });
}

const Agreement* above(const Policy& policy, const Agreement& agreement) {
    const auto found = std::find_if(policy.agreements.begin(), policy.agreements.end(),
                                    [&](const Agreement& each) { return each.id == agreement.under; });
    return agreement.under.empty() || found == policy.agreements.end() ? nullptr : &*found;
}

bool opens_ferpa(const Policy& policy, const Agreement& agreement) {
    const bool is_dsa = agreement.tier == Tier::Dsa;
    return std::any_of(policy.sources.begin(), policy.sources.end(), [&](const consent::Source& source) {
        const bool is_theirs = !is_dsa || source.member == agreement.contributor;
        return is_theirs && agreement.sources.has(source.id) && source.has(consent::Regime::Ferpa);
    });
}

/// Whether it serves a purpose that rests on a licence rather than on each family's consent.
bool serves_licensed(const Policy& policy, const Agreement& agreement) {
    return std::any_of(policy.purposes.begin(), policy.purposes.end(), [&](const consent::Purpose& purpose) {
        return purpose.data_use_license == consent::Need::Yes && agreement.purposes.has(purpose.id);
    });
}

using Gaps = std::vector<AgreementGap>;

void add_clause_gaps(const Policy& policy, const Agreement& agreement, Clauses entered,
                     const std::vector<std::string>& clauses, Gaps& gaps) {
    if (entered == Clauses::NotEntered) {
        gaps.push_back({"clauses.not-entered", std::string(kHouse),
                        "its clauses were not entered, so its wording cannot be checked"});
        return;
    }
    const bool is_ferpa = opens_ferpa(policy, agreement) && serves_licensed(policy, agreement);
    for (const RequiredClause& each : kRequired) {
        const bool is_asked = each.tier == agreement.tier && (each.asks == Asks::Always || is_ferpa);
        const bool is_there = std::find(clauses.begin(), clauses.end(), each.word) != clauses.end();
        if (!is_asked || is_there) continue;
        gaps.push_back({"clause." + std::string(each.word), std::string(each.citation), std::string(each.text)});
    }
}

void add_mou_gaps(const Agreement& agreement, Gaps& gaps) {
    if (agreement.parties.names.empty() && !agreement.parties.is_all) {
        gaps.push_back({"parties.none", std::string(kHouse), "nobody has signed it"});
    }
    if (is_open_end(agreement.window)) {
        gaps.push_back({"term.open", std::string(kHouse), "it has no end at which it is looked at again"});
    }
}

void add_dsa_gaps(const Policy& policy, const Agreement& agreement, Gaps& gaps) {
    if (agreement.under.empty()) return;  // any memorandum with both members
    const Agreement* const mou = above(policy, agreement);
    if (mou == nullptr || mou->tier != Tier::Mou) {
        gaps.push_back({"above.none", std::string(kHouse), "it does not say under which memorandum it stands"});
        return;
    }
    if (!mou->parties.has(agreement.contributor)) {
        gaps.push_back({"above.not-signed", std::string(kHouse), "its contributor has not signed the memorandum"});
    }
    if (!lies_within(agreement.window, mou->window)) {
        gaps.push_back({"dates.above", std::string(kHouse), "its dates reach beyond those of the memorandum"});
    }
}

void add_dul_gaps(const Policy& policy, const Agreement& agreement, Gaps& gaps) {
    if (is_open_end(agreement.window)) {
        gaps.push_back({"term.open", "34 CFR 99.31(a)(6)(iii)(C)(1)", "its duration is not specified"});
    }
    if (agreement.under.empty()) return;  // any sharing agreement that covers the same
    const Agreement* const dsa = above(policy, agreement);
    if (dsa == nullptr || dsa->tier != Tier::Dsa) {
        gaps.push_back({"above.none", std::string(kHouse), "it does not say under which sharing agreement it stands"});
        return;
    }
    if (!lies_within(agreement.window, dsa->window)) {
        gaps.push_back({"dates.above", std::string(kHouse), "its dates reach beyond those of the sharing agreement"});
    }
    const bool is_within = lies_within(agreement.categories, dsa->categories) &&
                           lies_within(agreement.purposes, dsa->purposes) &&
                           lies_within(agreement.recipients, dsa->recipients);
    if (!is_within) {
        gaps.push_back({"terms.above", std::string(kHouse), "it names more than the sharing agreement opens"});
    }
}

}  // namespace

std::vector<AgreementGap> gaps_of(const Policy& policy, const Agreement& agreement, Clauses entered,
                                  const std::vector<std::string>& clauses) {
    Gaps gaps;
    if (agreement.health == consent::Health::Broken) {
        gaps.push_back({"broken", std::string(kHouse), "it cannot be read, and permits nothing"});
        return gaps;
    }
    if (agreement.tier == Tier::Mou) add_mou_gaps(agreement, gaps);
    if (agreement.tier == Tier::Dsa) add_dsa_gaps(policy, agreement, gaps);
    if (agreement.tier == Tier::Dul) add_dul_gaps(policy, agreement, gaps);
    add_clause_gaps(policy, agreement, entered, clauses, gaps);
    return gaps;
}

}  // namespace kith::service
