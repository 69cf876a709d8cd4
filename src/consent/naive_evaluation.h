#pragma once

// The naive evaluator's one question at work; naive.cpp holds the steps, naive_consents.cpp the step about consents.
// Not for other modules: include consent/naive.h.

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "consent/decide.h"

namespace kith::consent::naive {

// The one entry of this id; none if there is none, if two entries disagree, or if it is broken.
template <class Entry>
const Entry* declared(const std::vector<Entry>& entries, std::string_view id) {
    const Entry* found = nullptr;
    for (const Entry& entry : entries) {
        if (entry.id != id) continue;
        if (found != nullptr && !(*found == entry)) return nullptr;
        found = &entry;
    }
    return found != nullptr && found->health == Health::Sound ? found : nullptr;
}

bool permits_action(ActionSet listed, Action wanted);
bool denies_action(ActionSet listed, Action wanted);

class Evaluation {
  public:
    Evaluation(const Policy& policy, const Request& request) : policy_(policy), request_(request) {}
    Answer run();

  private:
    Answer deny(Rule rule, std::string_view id = {}) const;
    Answer permit(std::vector<Reason> reasons) const;
    Answer decide_child(const Child& child);
    Answer decide_merged(const Child& merged);
    std::optional<Answer> decide_agreements(std::vector<Reason>* chain) const;
    Answer decide_consents(const Child& child, const std::vector<Reason>& agreements) const;

    const User* known_viewer() const;
    const Source* known_source() const;
    const Child* known_child(std::string_view id) const;
    bool is_visible(std::string_view child) const;
    const Forbid* forbid_for(std::string_view child) const;
    const StatutoryPermit* statute_for(std::string_view child) const;
    void add_role(std::vector<Reason>* reasons) const;

    // Lists
    bool is_recipient(const Recipient& recipient) const;
    bool permits_recipient(const RecipientSet& set) const;
    bool names_recipient(const RecipientSet& set) const;
    bool forbids_recipient(const RecipientSet& set) const;
    bool permits_source(const NameSet& set) const;
    template <class Entry>
    bool forbids_name(const NameSet& set, const std::vector<Entry>& entries, std::string_view id) const;

    // Agreements
    bool is_in_force(const Agreement& agreement, Tier tier) const;
    bool covers(const Agreement& agreement) const;

    // Consents
    bool is_broken(const Consent& consent) const;
    bool is_denial(const Consent& consent) const;
    bool is_permit(const Consent& consent) const { return consent.effect == Effect::Permit && !is_denial(consent); }
    bool is_draft(const Consent& consent) const;
    std::int64_t signed_ms(const Consent& consent) const;
    bool says_something(const Consent& consent) const;
    std::int64_t word_ms(const Consent& consent) const;
    bool has_spoken(const Consent& consent) const;
    bool names_request_as_permit(const Consent& consent) const;
    bool names_request_as_denial(const Consent& consent) const;
    bool speaks_about_request(const Consent& consent) const;
    bool replaces(const Consent& later, const Consent& earlier) const;
    bool is_permit_replaced(const Consent& consent) const;
    bool is_denial_replaced(const Consent& consent) const;
    bool has_permit_given_way(const Consent& consent) const;
    bool has_denial_given_way(const Consent& consent) const;
    const Authority* authority_of(const Consent& consent) const;
    bool is_surely_gone(const Authority& authority, const Child& child) const;
    bool denial_counts(const Consent& consent, const Child& child) const;
    void authority_faults(const Consent& consent, const Child& child, std::vector<Rule>* faults) const;
    std::vector<Rule> faults_of(const Consent& consent, const Child& child) const;
    bool has_needed_holders(const Consent& consent, const Child& child) const;
    HandOver hand_over(const Child& child) const;

    const Policy& policy_;
    const Request& request_;
    const User* viewer_ = nullptr;
    const Role* role_ = nullptr;
    const Source* source_ = nullptr;
    const Purpose* purpose_ = nullptr;
};

template <class Entry>
bool Evaluation::forbids_name(const NameSet& set, const std::vector<Entry>& entries, std::string_view id) const {
    if (set.has(id)) return true;
    return std::any_of(set.names.begin(), set.names.end(),
                       [&entries](const auto& name) { return declared(entries, name) == nullptr; });
}

}  // namespace kith::consent::naive
