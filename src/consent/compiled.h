#pragma once

// The inside of a Snapshot: a policy as numbers in flat arrays.
//
// Layout. Every id becomes a number (NameTable). A list becomes a CompiledSet: one machine word for the first 64
// numbers and a sorted span for the rest. What concerns a child lies together (`Span` per child), sorted by recipient,
// so a decision reads one short run per kind of recipient: the viewer's member, role, the viewer, and "all". What
// concerns every child is found by category and recipient in a hash table. What does not depend on the request
// (ambiguous ids, replaced consents, hand-over dates) is settled here, once.
//
// Not for other modules: include consent/snapshot.h and consent/decide.h.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "consent/decide.h"
#include "consent/policy.h"

namespace kith::consent {

inline constexpr std::uint32_t kNone = Decision::kNone;

/// Text to number, open addressing at half load. Views must outlive the table.
class NameTable {
  public:
    /// The number of `name`, a new one if it has none.
    std::uint32_t add(std::string_view name);
    std::uint32_t find(std::string_view name) const;  // kNone if it has none
    std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }

  private:
    void grow();

    std::vector<std::uint32_t> slots_;  // number + 1; 0 is free
    std::vector<std::string_view> names_;
    std::vector<std::uint32_t> hashes_;
};

struct CompiledSet {
    std::uint64_t low = 0;  // numbers below 64
    const std::uint32_t* high = nullptr;
    std::uint32_t high_count = 0;
    bool is_all = false;

    bool names(std::uint32_t number) const {
        if (number < 64) return ((low >> number) & 1U) != 0;
        return high_count != 0 && names_high(number);
    }
    bool has(std::uint32_t number) const { return is_all || names(number); }

  private:
    bool names_high(std::uint32_t number) const;
};

struct Span {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
};

template <class T>
std::span<const T> part_of(const std::vector<T>& all, Span span) {
    return {all.data() + span.begin, span.count};
}

/// One recipient entry of the item numbered `item`. `bucket` is its narrowest part; the parts not kNone must all fit.
struct RecipientRow {
    std::uint64_t bucket = 0;
    std::uint32_t item = 0;
    std::uint32_t member = kNone;
    std::uint32_t role = kNone;
    std::uint32_t user = kNone;
    bool is_class() const { return member == kNone && user == kNone; }
};

enum class BucketKind : std::uint8_t { All, Member, Role, User };
constexpr std::uint64_t bucket_of(BucketKind kind, std::uint32_t number) {
    return (static_cast<std::uint64_t>(kind) << 32) | number;
}

struct CompiledUser {
    std::uint32_t index = kNone;  // in Policy::users
    std::uint32_t number = kNone;
    std::uint32_t member = kNone;
    std::uint32_t role = kNone;
    Window window;
    Account account = Account::Active;
    Span caseload;  // sorted child numbers
};

struct CompiledRole {
    std::uint32_t index = kNone;
    std::uint32_t permitted_actions = 0;
    CompiledSet categories;
    Need caseload = Need::Yes;
};

struct CompiledSource {
    std::uint32_t index = kNone;
    std::uint32_t member = kNone;
    Reach reach = Reach::Open;
    RecordKind kind = RecordKind::Other;  // of a FERPA source; else the category decides
    std::uint8_t obligations = 0;
    bool has_strict_recipients = false;  // 42 CFR part 2, victim services
    bool needs_end = false;              // victim services
    Span agreements;                     // DsaRow
};

struct CompiledPurpose {
    std::uint32_t index = kNone;
    CompiledSet categories;
    Window window;
    Need data_use_license = Need::No;
    Span licenses;  // item numbers of DULs
};

struct CompiledChild {
    std::uint32_t index = kNone;  // in Policy::children
    std::uint32_t number = kNone;
    HandOver education;
    HandOver other;
    Span consents;  // RecipientRow, by bucket
    Span forbids;   // RecipientRow, by bucket
    Span permits;
    Span joint;  // authority numbers
    Span parts;  // child numbers, by id
    bool is_merged = false;
};

struct CompiledAgreement {
    std::uint32_t index = kNone;
    std::uint32_t permitted_actions = 0;
    CompiledSet sources;
    CompiledSet categories;
    CompiledSet purposes;
    CompiledSet members;  // recipients; of an MOU, parties
    Window window;
    std::uint32_t under = kNone;  // rank of the agreement above
    bool is_under_any = true;
};

struct DsaRow {
    std::uint32_t recipient = kNone;  // member; kNone: all
    std::uint32_t agreement = 0;      // rank: agreements are numbered by id
};

struct CompiledAuthority {
    std::uint32_t index = kNone;
    std::uint32_t child = kNone;
    std::uint32_t holder = kNone;
    CompiledSet scope;
    Window window;
    Window verified;
    Capacity capacity = Capacity::Parent;
    Signing signing = Signing::Alone;
    AuthorityStatus status = AuthorityStatus::Active;
    bool is_sound = false;
};

struct CompiledConsent {
    std::uint32_t index = kNone;
    std::uint32_t grantor = kNone;    // kNone: cannot be read (broken ones only)
    std::uint32_t authority = kNone;  // declared, whosever it is
    bool is_denial = false;
    bool is_broken = false;
    bool has_own_authority = false;  // declared, about the child, held by the grantor
    bool is_draft = false;           // proposed or requested: has never spoken
    bool is_position = false;        // its state counts
    Rule state_fault = Rule::Consent;
    std::uint8_t permitted_actions = 0;  // bit per action of a request that it permits
    std::uint8_t denied_actions = 0;
    CompiledSet categories;
    CompiledSet sources;
    CompiledSet purposes;
    std::int64_t signed_ms = Window::kNever;
    std::int64_t word_ms = Window::kNever;  // the date of its words: where scopes meet, the latest counts
    Window window;
    std::int64_t permit_replaced_ms = Window::kNever;  // from when on it is replaced, read as a permit
    std::int64_t denial_replaced_ms = Window::kNever;  // the same, read as a denial
};

/// A forbid or a statutory permit.
struct CompiledStatute {
    std::uint32_t index = kNone;
    std::uint32_t rank = 0;  // the smallest rank that fits is reported
    bool is_broken = false;
    std::uint8_t permitted_actions = 0;
    CompiledSet categories;
    CompiledSet sources;
    CompiledSet purposes;
    Window window;
};

/// Statutes about every child: rows by category (kNone: all) and bucket.
struct GlobalIndex {
    std::unordered_map<std::uint64_t, Span> spans;
    std::vector<RecipientRow> rows;
    static std::uint64_t key(std::uint32_t category, std::uint64_t bucket) {
        return (static_cast<std::uint64_t>(category) << 34) ^ bucket;
    }
};

struct CompiledPolicy {
    Policy policy;

    NameTable members, roles, users, sources, purposes, categories, children, holders;
    std::vector<std::uint8_t> is_school_category;  // by category number

    // By number; an entry whose index is kNone is not declared.
    std::vector<CompiledUser> user_entries;
    std::vector<CompiledRole> role_entries;
    std::vector<CompiledSource> source_entries;
    std::vector<CompiledPurpose> purpose_entries;
    std::vector<CompiledChild> child_entries;

    std::vector<CompiledAgreement> agreements;  // by rank
    std::vector<DsaRow> dsa_rows;               // per source, by recipient, then rank
    std::vector<std::uint32_t> dul_items;       // per purpose, by rank
    std::vector<std::uint32_t> all_duls;        // whose purposes are "all"
    std::vector<std::uint32_t> mous;            // by rank
    std::vector<CompiledAuthority> authorities;
    std::vector<CompiledConsent> consents;  // by child, id, version descending
    std::vector<RecipientRow> consent_rows;
    std::vector<CompiledStatute> forbids;
    std::vector<RecipientRow> forbid_rows;
    GlobalIndex global_forbids;
    std::vector<CompiledStatute> permits;
    std::vector<RecipientRow> permit_rows;
    GlobalIndex global_permits;

    std::vector<std::uint32_t> caseload_children;
    std::vector<std::uint32_t> joint_authorities;
    std::vector<std::uint32_t> part_children;
    std::vector<std::vector<std::uint32_t>> high_names;  // what CompiledSet::high points into
};

/// A request as numbers; `user` is kNone where the viewer is not known, and so on.
struct Question {
    std::uint32_t user = kNone;
    std::uint32_t child = kNone;
    std::uint32_t category = kNone;
    std::uint32_t source = kNone;
    std::uint32_t purpose = kNone;
    Action action = Action::Detail;
    Instant at;
};

Question ask(const CompiledPolicy& compiled, const Request& request);
Decision decide(const CompiledPolicy& compiled, const Question& question);

}  // namespace kith::consent
