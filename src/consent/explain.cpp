#include <array>

#include "consent/decide.h"
#include "consent/decision_core.h"
#include "consent/snapshot.h"

namespace kith::consent {
namespace {

struct RuleWords {
    std::string_view name;
    std::string_view text;  // where no id or date belongs into it
};

constexpr std::array<RuleWords, kRuleCount> kRules = {{
    {"consent", "a consent in force covers this"},
    {"own_record", "your organisation's own record"},
    {"statutory_permit", "the law permits this without consent"},
    {"viewer_unknown", "this account is not known, or its member or role is not"},
    {"viewer_inactive", "this account is disabled or outside its dates"},
    {"source_unknown", "no such source takes part"},
    {"purpose_unknown", "no such purpose has been adopted"},
    {"purpose_closed", "the purpose is outside its dates"},
    {"not_in_caseload", "no child of this id is in your caseload"},
    {"child_unknown", "no child of this id is known"},
    {"court_order", "a court order forbids it"},
    {"statutory_forbid", "the law forbids it"},
    {"purpose_without_category", "the purpose does not need this category"},
    {"role_action", "your role does not include this action"},
    {"role_category", "your role does not include this category"},
    {"no_dsa", "no data sharing agreement in force covers this"},
    {"no_mou", "no memorandum of understanding in force joins both members"},
    {"no_dul", "the purpose needs a data use license and none in force covers this"},
    {"denied_by_holder", "someone who may decide for this child has said no"},
    {"other_holder_needed", "another holder of authority has to consent as well"},
    {"authority_unverified", "the authority behind the consent has not been verified, or not again in time"},
    {"past_majority", "the child now decides; the earlier consent by a parent, guardian or agency has ended"},
    {"authority_ended", "the authority behind the consent is not in force"},
    {"authority_scope", "the authority behind the consent does not reach this category"},
    {"authority_unknown", "the authority behind the consent is not known"},
    {"consent_suspended", "the consent is suspended because of a conflict"},
    {"consent_expired", "the consent has expired"},
    {"consent_withdrawn", "the consent was withdrawn"},
    {"consent_invalid", "the consent was ended or found invalid"},
    {"consent_not_yet", "the consent is not yet in force"},
    {"consent_pending", "the consent has been asked for and not given"},
    {"consent_superseded", "the consent was replaced by a later one"},
    {"no_consent", "nobody has consented to this"},
    {"agreement", "agreement"},
    {"authority", "authority"},
    {"role", "your role includes it"},
    {"caseload", "the child is in your caseload"},
    {"purpose", "the purpose needs this category"},
}};

struct ObligationWords {
    std::string_view name;
    std::string_view text;
    std::string_view citation;
};

constexpr std::array<ObligationWords, kObligationCount> kObligations = {{
    {"record_disclosure", "enter this disclosure in the ledger", "34 CFR 99.32; 45 CFR 164.528"},
    {"redact_notes", "leave out free-text notes", "45 CFR 164.508(a)(2)"},
    {"redisclosure_notice_99_33",
     "tell the recipient: use it only for this purpose and do not disclose it again without consent", "34 CFR 99.33"},
    {"redisclosure_notice_2_32", "attach the notice that federal law prohibits further disclosure", "42 CFR 2.32"},
    {"duty", "", ""},
}};

// Shown where the window ends, as the last local day that still counts.
std::string end_of(const Window& window, int timezone_offset_minutes) {
    if (window.until_ms == Window::kNever) return "without end date";
    const std::int64_t local_ms = window.until_ms + std::int64_t{timezone_offset_minutes} * 60'000;
    return "until " + Instant{local_ms - 1}.date_utc().to_iso();
}

std::string_view capacity_words(Capacity capacity) {
    static constexpr std::array<std::string_view, 6> kWords = {"a parent",  "a guardian", "the responsible agency",
                                                               "the court", "the minor",  "the young adult"};
    return kWords[static_cast<std::size_t>(capacity)];
}

class Explanation {
  public:
    Explanation(const CompiledPolicy& compiled, const Request& request, const Decision& decision)
        : policy_(compiled.policy), compiled_(compiled), request_(request), decision_(decision) {}
    Answer run();

  private:
    void add(Rule rule, std::string id = {}, std::string text = {});
    void add_agreement(std::uint32_t index, std::string_view tier);
    void add_role();
    void explain_consent();
    void explain_denial();
    void add_obligations();
    const User& viewer() const { return policy_.users[compiled_.user_entries[question_.user].index]; }

    const Policy& policy_;
    const CompiledPolicy& compiled_;
    const Request& request_;
    const Decision& decision_;
    Question question_;
    Answer answer_;
};

void Explanation::add(Rule rule, std::string id, std::string text) {
    if (text.empty()) text = kRules[static_cast<std::size_t>(rule)].text;
    answer_.reasons.push_back({rule, std::move(id), {}, {}, std::move(text)});
}

void Explanation::add_agreement(std::uint32_t index, std::string_view tier) {
    if (index == kNone) return;
    const Agreement& agreement = policy_.agreements[index];
    std::string text = std::string(tier) + " `" + agreement.id + "`";
    if (agreement.clause) text += " clause " + std::to_string(*agreement.clause);
    text += ", " + end_of(agreement.window, policy_.timezone_offset_minutes);
    add(Rule::Agreement, agreement.id, std::move(text));
    answer_.reasons.back().clause = agreement.clause;
}

void Explanation::add_role() {
    const Role& role = policy_.roles[compiled_.role_entries[compiled_.user_entries[question_.user].role].index];
    add(Rule::Role, role.id);
    if (role.caseload == Need::Yes) add(Rule::Caseload);
}

void Explanation::explain_consent() {
    const Consent& consent = policy_.consents[decision_.cause];
    const Authority& authority = policy_.authorities[decision_.authority];
    add(Rule::Consent, consent.id,
        "consent `" + consent.id + "` version " + std::to_string(consent.version) + " by " +
            std::string(capacity_words(authority.capacity)) + ", " +
            end_of(consent.window, policy_.timezone_offset_minutes));
    answer_.reasons.back().version = consent.version;
    add(Rule::Authority, authority.id,
        "authority of " + std::string(capacity_words(authority.capacity)) +
            (authority.basis.empty() ? std::string{} : " by " + authority.basis));
    add_agreement(decision_.mou, "memorandum");
    add_agreement(decision_.dsa, "data sharing agreement");
    add_agreement(decision_.dul, "data use license");
    add(Rule::Purpose, request_.purpose);
    add_role();
}

void Explanation::explain_denial() {
    switch (decision_.rule) {
        case Rule::CourtOrder:
        case Rule::StatutoryForbid: {
            const Forbid& forbid = policy_.forbids[decision_.cause];
            std::string text(kRules[static_cast<std::size_t>(decision_.rule)].text);
            if (!forbid.citation.empty()) text += ": " + forbid.citation;
            return add(decision_.rule, forbid.id, std::move(text));
        }
        case Rule::PurposeClosed:
        case Rule::PurposeWithoutCategory:
            return add(decision_.rule, request_.purpose);
        case Rule::RoleAction:
        case Rule::RoleCategory:
            return add(decision_.rule, viewer().role);
        default:
            break;
    }
    const bool has_consent = decision_.rule >= Rule::OtherHolderNeeded && decision_.rule < Rule::NoConsent;
    add(decision_.rule, has_consent ? policy_.consents[decision_.cause].id : std::string{});
}

void Explanation::add_obligations() {
    for (int kind = 0; kind < kObligationCount; ++kind) {
        if (((decision_.obligations >> kind) & 1U) == 0) continue;
        const ObligationWords& words = kObligations[static_cast<std::size_t>(kind)];
        Obligation obligation{static_cast<ObligationKind>(kind), std::string(words.text), std::string(words.citation)};
        if (obligation.kind == ObligationKind::Duty && decision_.rule == Rule::StatutoryPermit) {
            const StatutoryPermit& permit = policy_.permits[decision_.cause];
            obligation.text = permit.duty.empty() ? "state the basis in the ledger" : permit.duty;
            obligation.citation = permit.citation;
        }
        answer_.obligations.push_back(std::move(obligation));
    }
}

Answer Explanation::run() {
    question_ = ask(compiled_, request_);
    answer_.verdict = decision_.verdict;
    if (!decision_.is_permit()) {
        explain_denial();
        answer_.unlock = find_unlock(compiled_, request_);
        return std::move(answer_);
    }
    add_obligations();
    switch (decision_.rule) {
        case Rule::StatutoryPermit: {
            const StatutoryPermit& permit = policy_.permits[decision_.cause];
            add(Rule::StatutoryPermit, permit.id, "permitted by law: " + permit.citation);
            break;
        }
        case Rule::OwnRecord:
            add(Rule::OwnRecord, request_.source);
            add_role();
            break;
        default:
            explain_consent();
            break;
    }
    return std::move(answer_);
}

}  // namespace

std::string_view name_of(Rule rule) {
    return kRules[static_cast<std::size_t>(rule)].name;
}
std::string_view name_of(ObligationKind kind) {
    return kObligations[static_cast<std::size_t>(kind)].name;
}

Answer explain(const Snapshot& snapshot, const Request& request, const Decision& decision) {
    return Explanation(snapshot.compiled(), request, decision).run();
}

Answer answer(const Snapshot& snapshot, const Request& request) {
    return explain(snapshot, request, decide(snapshot, request));
}

}  // namespace kith::consent
