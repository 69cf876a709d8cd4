#pragma once

// Everything a decision depends on, as plain values: who takes part, what they signed, who may decide for a child, and
// what those people said. docs/formats/policy.md gives the meaning of every field and the rules that combine them.
//
// The idea: a part that could not be read keeps its place and is marked Broken. A broken part that would permit permits
// nothing; a broken part that would forbid forbids everything it could. So a fault never opens anything.
//
// Not for data about children: only ids, birth dates and terms are here.

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"

namespace kith::consent {

enum class Health : std::uint8_t { Sound, Broken };

/// What the viewer wants to do. Detail includes summary, which includes existence; export includes detail; contact
/// includes existence; match stands alone.
enum class Action : std::uint8_t { Existence, Summary, Detail, Contact, Export, Match };
inline constexpr int kActionCount = 6;
std::string_view name_of(Action action);
std::optional<Action> action_named(std::string_view word);

/// A set of actions as they were listed.
class ActionSet {
  public:
    ActionSet() = default;
    static ActionSet all() { return ActionSet((1U << kActionCount) - 1); }
    static ActionSet of(std::initializer_list<Action> actions);
    void add(Action action) { bits_ |= 1U << static_cast<unsigned>(action); }
    bool has(Action action) const { return ((bits_ >> static_cast<unsigned>(action)) & 1U) != 0; }
    /// Read as a permit: something listed includes `action`.
    bool permits(Action action) const;
    /// Read as a denial: `action` includes something listed.
    bool denies(Action action) const;
    std::uint32_t bits() const { return bits_; }
    bool operator==(const ActionSet&) const = default;

  private:
    explicit ActionSet(std::uint32_t bits) : bits_(bits) {}
    std::uint32_t bits_ = 0;
};

/// From the first moment to the moment it has ended: [from_ms, until_ms) in milliseconds since 1970.
struct Window {
    static constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
    std::int64_t from_ms = kBeginning;
    std::int64_t until_ms = kNever;
    bool contains(Instant at) const { return from_ms <= at.unix_ms && at.unix_ms < until_ms; }
    bool operator==(const Window&) const = default;
};

/// Ids, or every id there is.
struct NameSet {
    bool is_all = false;
    std::vector<std::string> names;

    static NameSet all() { return {true, {}}; }
    static NameSet of(std::vector<std::string> names) { return {false, std::move(names)}; }
    bool has(std::string_view name) const;
    bool operator==(const NameSet&) const = default;
};

/// One named recipient; parts that are not empty must all fit the viewer.
struct Recipient {
    std::string member;
    std::string role;
    std::string user;
    bool operator==(const Recipient&) const = default;
};

struct RecipientSet {
    bool is_all = false;
    std::vector<Recipient> recipients;

    static RecipientSet all() { return {true, {}}; }
    bool operator==(const RecipientSet&) const = default;
};

struct Member {
    std::string id;
    std::string name;
    std::string kind;
    Health health = Health::Sound;
    bool operator==(const Member&) const = default;
};

/// Laws that govern a source's records; those that change a decision are told apart in docs/formats/policy.md.
enum class Regime : std::uint8_t {
    Ferpa,
    Idea,
    Ppra,
    Hipaa,
    Part2,
    Vawa,
    Coppa,
    Wic,
    Medicaid,
    HeadStart,
    Meals,
    ChildWelfare,
    Hmis,
    State
};
inline constexpr int kRegimeCount = 14;
std::string_view name_of(Regime regime);
std::optional<Regime> regime_named(std::string_view word);

/// Restricted: a list reaches the source only by naming it; "*" does not.
enum class Reach : std::uint8_t { Open, Restricted };

struct Source {
    std::string id;
    std::string member;
    NameSet categories;  // what it sends; says nothing about what may be shown
    std::vector<Regime> regimes;
    Reach reach = Reach::Open;
    Health health = Health::Sound;
    bool has(Regime regime) const;
    bool operator==(const Source&) const = default;
};

enum class Need : std::uint8_t { No, Yes };

struct Purpose {
    std::string id;
    std::string name;
    NameSet categories;
    Window window;
    Need data_use_license = Need::No;
    Health health = Health::Sound;
    bool operator==(const Purpose&) const = default;
};

struct Role {
    std::string id;
    ActionSet actions;
    NameSet categories;
    Need caseload = Need::Yes;
    Health health = Health::Sound;
    bool operator==(const Role&) const = default;
};

enum class Account : std::uint8_t { Active, Disabled };

struct User {
    std::string id;
    std::string name;
    std::string member;
    std::string role;
    Window window;
    Account account = Account::Active;
    std::vector<std::string> caseload;  // child ids
    Health health = Health::Sound;
    bool operator==(const User&) const = default;
};

struct Child {
    std::string id;
    PartialDate birth_date;                     // as far as known; empty: nobody's age can be relied on
    std::optional<Instant> postsecondary_from;  // FERPA rights pass to the student at any age (34 CFR 99.5)
    std::vector<std::string> parts;             // merged from these children, not yet reviewed: each must permit
    Health health = Health::Sound;
    bool operator==(const Child&) const = default;
};

enum class Tier : std::uint8_t { Mou, Dsa, Dul };
enum class AgreementState : std::uint8_t {
    Draft,
    InReview,
    Signed,
    InForce,
    Suspended,
    Expired,
    Terminated,
    Superseded
};

struct Agreement {
    std::string id;
    Tier tier = Tier::Mou;
    NameSet parties;          // members who signed; an MOU needs them
    std::string contributor;  // the member whose sources a DSA opens
    NameSet sources;
    NameSet categories;
    NameSet purposes;
    NameSet recipients;  // members
    ActionSet actions;
    std::optional<int> clause;
    Window window;
    AgreementState state = AgreementState::Draft;
    std::string under;  // a DSA: its MOU; a DUL: its DSA; empty: any that fits
    Health health = Health::Sound;
    bool operator==(const Agreement&) const = default;
};

enum class Capacity : std::uint8_t { Parent, Guardian, Agency, Court, Minor, AdultChild };
enum class AuthorityStatus : std::uint8_t { Active, Suspended, Revoked };
enum class Signing : std::uint8_t { Alone, Joint };  // joint: every joint holder of the child must permit

struct Authority {
    std::string id;
    std::string child;
    std::string holder;
    Capacity capacity = Capacity::Parent;
    std::string basis;
    NameSet scope;  // categories
    Window window;
    std::optional<Instant> verified_at;  // none: nobody checked, so it cannot permit
    std::int64_t verified_until_ms = Window::kNever;
    Signing signing = Signing::Alone;
    AuthorityStatus status = AuthorityStatus::Active;
    Health health = Health::Sound;
    bool operator==(const Authority&) const = default;
};

enum class Effect : std::uint8_t { Permit, Deny };
enum class ConsentState : std::uint8_t {
    Proposed,
    Requested,
    Given,
    Renewed,
    Refused,
    Withdrawn,
    Expired,
    Terminated,
    Invalidated,
    SuspendedByConflict,
};
std::string_view name_of(ConsentState state);
std::optional<ConsentState> consent_state_named(std::string_view word);

struct Consent {
    std::string id;
    std::int64_t version = 1;
    std::string child;
    std::string grantor;    // the holder who spoke
    std::string authority;  // on which authority
    Effect effect = Effect::Permit;
    ConsentState state = ConsentState::Proposed;
    NameSet categories;
    NameSet sources;
    RecipientSet recipients;
    NameSet purposes;
    ActionSet actions;
    std::optional<Instant> signed_at;
    Window window;
    std::string supersedes;  // id of another consent of the same holder that this one replaces
    Health health = Health::Sound;
    bool operator==(const Consent&) const = default;
};

/// The child of a forbid or a statutory permit that is about every child.
inline constexpr std::string_view kEveryChild = "*";

enum class ForbidKind : std::uint8_t { CourtOrder, Statute };

/// Outranks every permit and consent.
struct Forbid {
    std::string id;
    ForbidKind kind = ForbidKind::CourtOrder;
    std::string child = std::string(kEveryChild);
    NameSet categories = NameSet::all();
    NameSet sources = NameSet::all();
    RecipientSet recipients = RecipientSet::all();
    NameSet purposes = NameSet::all();
    Window window;
    std::string citation;
    Health health = Health::Sound;
    bool operator==(const Forbid&) const = default;
};

/// Needs no consent and no agreement; carries a duty.
struct StatutoryPermit {
    std::string id;
    std::string child = std::string(kEveryChild);
    NameSet categories;
    NameSet sources;
    RecipientSet recipients;
    NameSet purposes;
    ActionSet actions;
    Window window;
    std::string citation;
    std::string duty;
    Health health = Health::Sound;
    bool operator==(const StatutoryPermit&) const = default;
};

/// The order of the parts, and parts said twice, change no decision. An id that stands for two different things stands
/// for nothing.
struct Policy {
    std::uint64_t epoch = 0;
    int timezone_offset_minutes = 0;  // local time = UTC + offset
    int majority_age = 18;            // outside education records, where it is 18 (34 CFR 99.3)
    std::vector<Member> members;
    std::vector<Source> sources;
    std::vector<Purpose> purposes;
    std::vector<Role> roles;
    std::vector<User> users;
    std::vector<Child> children;
    std::vector<Agreement> agreements;
    std::vector<Authority> authorities;
    std::vector<Consent> consents;
    std::vector<Forbid> forbids;
    std::vector<StatutoryPermit> permits;
    bool operator==(const Policy&) const = default;
};

/// When the rights of those who decide for a child pass to the child, as far as the birth date is known: before
/// `earliest` they surely have not, from `latest` on they surely have. In between nobody's permit counts.
struct HandOver {
    std::int64_t earliest_ms = Window::kBeginning;
    std::int64_t latest_ms = Window::kNever;
};

/// At local midnight of the birthday; 29 February becomes 1 March. `postsecondary_from` counts for education records.
enum class RecordKind : std::uint8_t { Education, Other };
HandOver hand_over_of(const Child& child, RecordKind kind, int majority_age, int timezone_offset_minutes);

/// Education records: of a FERPA source, or in one of the school categories wherever they are held.
RecordKind record_kind_of(const Source& source, std::string_view category);

/// The first moment of a local day.
Instant local_midnight(CivilDate date, int timezone_offset_minutes);

}  // namespace kith::consent
