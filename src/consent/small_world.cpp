#include "consent/small_world.h"

#include <array>
#include <string>

#include "base/random.h"

namespace kith::consent {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
// 2026-03-01T00:00:00Z: the day a child born on 29 February 2008 turns 18.
constexpr std::int64_t kToday = 20'513 * kDayMs;

constexpr std::array<std::string_view, 3> kMembers = {"m1", "m2", "m3"};
constexpr std::array<std::string_view, 4> kSources = {"s1", "s2", "s3", "s4"};
constexpr std::array<std::string_view, 3> kPurposes = {"p1", "p2", "p3"};
constexpr std::array<std::string_view, 3> kRoles = {"r1", "r2", "r3"};
constexpr std::array<std::string_view, 3> kUsers = {"u1", "u2", "u3"};
constexpr std::array<std::string_view, 4> kChildren = {"c1", "c2", "c3", "c4"};
constexpr std::array<std::string_view, 3> kCategories = {"grades", "contact", "food"};
constexpr std::array<std::string_view, 3> kHolders = {"h1", "h2", "h3"};

class WorldDraw {
  public:
    WorldDraw(const Draw& draw, Faults faults) : draw_(draw), faults_(faults) {}
    Policy policy();
    Request request(const Policy& policy);

  private:
    std::uint32_t below(std::uint32_t bound) { return draw_(bound); }
    bool one_in(std::uint32_t n) { return draw_(n) == 0; }
    /// Rarer in wide worlds, so that a good part of the requests gets as far as the consents.
    bool rarely(std::uint32_t n) { return one_in(is_wide_ ? n * 6 : n); }
    bool fault(std::uint32_t n) { return faults_ == Faults::Some && rarely(n); }
    Health health() { return fault(24) ? Health::Broken : Health::Sound; }
    template <std::size_t N>
    std::string name(const std::array<std::string_view, N>& names) {
        return fault(40) ? "nobody" : std::string(names[below(N)]);
    }
    template <std::size_t N>
    NameSet names(const std::array<std::string_view, N>& all);
    ActionSet actions();
    RecipientSet recipients();
    std::int64_t moment() { return kToday + (std::int64_t{below(9)} - 4) * kDayMs / 2; }
    Window window();
    Child child(std::string_view id);
    Source source(std::string_view id);
    User user(std::string_view id);
    Agreement agreement(std::uint32_t number);
    Authority authority(std::uint32_t number);
    Consent consent(std::uint32_t number);
    Forbid forbid(std::uint32_t number);
    StatutoryPermit permit(std::uint32_t number);
    void draw_people(Policy* policy);

    const Draw& draw_;
    Faults faults_;
    bool is_wide_ = true;
};

template <std::size_t N>
NameSet WorldDraw::names(const std::array<std::string_view, N>& all) {
    if (!rarely(2)) return NameSet::all();
    NameSet set;
    for (const std::string_view name : all) {
        if (!one_in(4)) set.names.emplace_back(name);
    }
    if (fault(16)) set.names.emplace_back("nobody");
    return set;
}

ActionSet WorldDraw::actions() {
    if (!rarely(2)) return ActionSet::all();
    ActionSet set;
    for (int action = 0; action < kActionCount; ++action) {
        if (!one_in(3)) set.add(static_cast<Action>(action));
    }
    return set;
}

RecipientSet WorldDraw::recipients() {
    if (one_in(is_wide_ ? 2 : 4)) return RecipientSet::all();
    RecipientSet set;
    for (std::uint32_t i = below(3); i < 2; ++i) {
        Recipient recipient;
        const std::uint32_t kind = below(5);
        if (kind == 0 || kind == 3) recipient.member = name(kMembers);
        if (kind == 1 || kind == 3) recipient.role = name(kRoles);
        if (kind == 2 || kind == 4) recipient.user = name(kUsers);
        if (kind == 4) recipient.member = name(kMembers);
        set.recipients.push_back(std::move(recipient));
    }
    return set;
}

Window WorldDraw::window() {
    Window result;
    if (one_in(4)) result.from_ms = moment();
    if (one_in(4)) result.until_ms = moment();
    return result;
}

Child WorldDraw::child(std::string_view id) {
    // Adults, children, and those whose 18th birthday is today, tomorrow or not exactly known.
    static constexpr std::array<PartialDate, 7> kBirths = {
        {{2015, 6, 1}, {2000, 1, 1}, {2008, 2, 29}, {2008, 3, 2}, {2008, 0, 0}, {2008, 3, 0}, {0, 0, 0}}};
    Child result;
    result.id = id;
    result.birth_date = one_in(2) ? kBirths[0] : kBirths[below(kBirths.size())];
    if (one_in(8)) result.postsecondary_from = Instant{moment()};
    result.health = health();
    return result;
}

Source WorldDraw::source(std::string_view id) {
    Source result;
    result.id = id;
    result.member = one_in(2) ? std::string(kMembers[0]) : name(kMembers);
    result.categories = NameSet::all();
    static constexpr std::array kRegimes = {Regime::Ferpa, Regime::Hipaa, Regime::Part2, Regime::Vawa};
    if (rarely(1)) result.regimes.push_back(kRegimes[below(kRegimes.size())]);
    if (rarely(4)) result.reach = Reach::Restricted;
    result.health = health();
    return result;
}

User WorldDraw::user(std::string_view id) {
    User result;
    result.id = id;
    result.member = one_in(4) ? name(kMembers) : std::string(kMembers[1 + below(2)]);
    result.role = name(kRoles);
    if (rarely(8)) result.window = window();
    result.account = rarely(16) ? Account::Disabled : Account::Active;
    for (const std::string_view child : kChildren) {
        if (!rarely(4)) result.caseload.emplace_back(child);
    }
    if (fault(4)) result.caseload.emplace_back("nobody");
    result.health = health();
    return result;
}

void WorldDraw::draw_people(Policy* policy) {
    for (const std::string_view id : kMembers) policy->members.push_back({std::string(id), {}, {}, health()});
    for (const std::string_view id : kSources) policy->sources.push_back(source(id));
    for (const std::string_view id : kPurposes) {
        policy->purposes.push_back({std::string(id),
                                    {},
                                    names(kCategories),
                                    one_in(8) ? window() : Window{},
                                    one_in(3) ? Need::Yes : Need::No,
                                    health()});
    }
    for (const std::string_view id : kRoles) {
        policy->roles.push_back(
            {std::string(id), actions(), names(kCategories), one_in(3) ? Need::No : Need::Yes, health()});
    }
    for (const std::string_view id : kUsers) policy->users.push_back(user(id));
    for (const std::string_view id : kChildren) policy->children.push_back(child(id));
    if (one_in(3)) {
        Child& merged = policy->children.back();
        merged.parts = {"c1", std::string(kChildren[1 + below(2)])};
        if (fault(6)) merged.parts.emplace_back(one_in(2) ? "nobody" : "c4");
    }
}

Agreement WorldDraw::agreement(std::uint32_t number) {
    Agreement result;
    result.tier = static_cast<Tier>(number < 3 ? number : below(3));
    static constexpr std::array<std::string_view, 3> kPrefixes = {"mou-", "dsa-", "dul-"};
    const auto tier = static_cast<std::size_t>(result.tier);
    result.id = std::string(kPrefixes[tier]) + std::to_string(fault(8) ? below(2) : number);
    result.parties = names(kMembers);
    result.contributor = kMembers[(number + 2) % kMembers.size()];
    if (one_in(2)) result.contributor = kMembers[0];
    result.sources = names(kSources);
    result.categories = names(kCategories);
    result.purposes = names(kPurposes);
    result.recipients = names(kMembers);
    result.actions = actions();
    if (one_in(2)) result.clause = static_cast<int>(below(9));
    if (rarely(4)) result.window = window();
    result.state = rarely(8) ? static_cast<AgreementState>(below(8)) : AgreementState::InForce;
    if (tier > 0 && rarely(2)) result.under = std::string(kPrefixes[tier - 1]) + std::to_string(below(6));
    result.health = health();
    return result;
}

Authority WorldDraw::authority(std::uint32_t number) {
    Authority result;
    result.id = "a" + std::to_string(fault(8) ? below(4) : number);
    result.child = kChildren[number % 2 == 0 ? 0 : below(3)];
    result.holder = kHolders[number % kHolders.size()];
    result.capacity = one_in(2) ? Capacity::Parent : static_cast<Capacity>(below(6));
    result.scope = names(kCategories);
    if (one_in(4)) result.window = window();
    if (!one_in(8)) result.verified_at = Instant{one_in(8) ? moment() : kToday - 100 * kDayMs};
    if (one_in(6)) result.verified_until_ms = moment();
    result.signing = one_in(3) ? Signing::Joint : Signing::Alone;
    result.status = one_in(8) ? static_cast<AuthorityStatus>(below(3)) : AuthorityStatus::Active;
    result.health = health();
    return result;
}

Consent WorldDraw::consent(std::uint32_t number) {
    Consent result;
    result.id = "g" + std::to_string(one_in(3) ? below(4) : number);
    result.version = 1 + below(3);
    const std::uint32_t authority = below(6);
    result.child = authority % 2 == 0 ? kChildren[0] : kChildren[below(3)];
    if (fault(16)) result.child = kChildren[3];
    result.authority = "a" + std::to_string(authority);
    result.grantor = kHolders[one_in(12) ? below(kHolders.size()) : authority % kHolders.size()];
    if (fault(24)) result.grantor.clear();
    result.effect = one_in(8) ? Effect::Deny : Effect::Permit;
    result.state = one_in(4) ? static_cast<ConsentState>(below(10)) : ConsentState::Given;
    result.categories = names(kCategories);
    result.sources = names(kSources);
    result.recipients = recipients();
    result.purposes = names(kPurposes);
    result.actions = actions();
    if (!fault(24)) result.signed_at = Instant{moment() - (one_in(2) ? 3 * kDayMs : 0)};
    if (one_in(2)) result.window = window();
    if (one_in(6)) result.supersedes = "g" + std::to_string(below(6));
    result.health = health();
    return result;
}

Forbid WorldDraw::forbid(std::uint32_t number) {
    Forbid result;
    result.id = "f" + std::to_string(number);
    result.kind = one_in(2) ? ForbidKind::CourtOrder : ForbidKind::Statute;
    if (!one_in(3)) result.child = kChildren[below(kChildren.size())];
    result.categories = NameSet::of({std::string(kCategories[below(kCategories.size())])});
    if (one_in(6)) result.categories = NameSet::all();
    result.sources = names(kSources);
    result.recipients = recipients();
    result.purposes = names(kPurposes);
    result.window = window();
    result.health = health();
    return result;
}

StatutoryPermit WorldDraw::permit(std::uint32_t number) {
    StatutoryPermit result;
    result.id = "e" + std::to_string(fault(8) ? 0 : number);
    if (!one_in(3)) result.child = kChildren[below(kChildren.size())];
    result.categories = names(kCategories);
    result.sources = names(kSources);
    result.recipients = recipients();
    result.purposes = names(kPurposes);
    result.actions = actions();
    result.window = window();
    result.health = health();
    return result;
}

Policy WorldDraw::policy() {
    is_wide_ = !one_in(4);
    Policy policy;
    policy.epoch = 1;
    policy.timezone_offset_minutes = (static_cast<int>(below(3)) - 1) * 360;
    policy.majority_age = one_in(4) ? 19 : 18;
    draw_people(&policy);
    const std::uint32_t agreements = rarely(2) ? below(4) : 3 + below(4);
    for (std::uint32_t i = 0; i < agreements; ++i) policy.agreements.push_back(agreement(i));
    for (std::uint32_t i = 2 + below(5); i > 0; --i) policy.authorities.push_back(authority(i - 1));
    for (std::uint32_t i = below(10); i > 0; --i) policy.consents.push_back(consent(i - 1));
    for (std::uint32_t i = rarely(2) ? below(3) : 0; i > 0; --i) policy.forbids.push_back(forbid(i - 1));
    for (std::uint32_t i = rarely(2) ? below(3) : 0; i > 0; --i) policy.permits.push_back(permit(i - 1));
    if (fault(4) && !policy.consents.empty()) policy.consents.push_back(policy.consents[below(1)]);
    if (fault(12)) policy.members.push_back({"m3", "another", {}, Health::Sound});
    if (fault(12)) policy.sources.push_back(source("s4"));
    if (fault(12)) policy.users.push_back(user("u3"));
    if (fault(12)) policy.children.push_back(child("c3"));
    return policy;
}

Request WorldDraw::request(const Policy& policy) {
    Request request;
    request.viewer = name(kUsers);
    request.child = one_in(2) ? std::string(kChildren[0]) : name(kChildren);
    request.category = fault(20) ? "unheard_of" : std::string(kCategories[below(kCategories.size())]);
    request.source = name(kSources);
    request.purpose = name(kPurposes);
    request.action = static_cast<Action>(below(kActionCount));
    request.at = Instant{moment() - (one_in(3) ? 1 : 0) -
                         std::int64_t{policy.timezone_offset_minutes} * 60'000 * (one_in(2) ? 1 : 0)};
    return request;
}

constexpr std::uint32_t kSizedMembers = 12;

std::string numbered(const char* prefix, std::uint64_t number) {
    return prefix + std::to_string(number);
}

}  // namespace

Policy draw_policy(const Draw& draw, Faults faults) {
    return WorldDraw(draw, faults).policy();
}
Request draw_request(const Draw& draw, const Policy& policy) {
    return WorldDraw(draw, Faults::Some).request(policy);
}

Policy sized_policy(std::uint32_t children, std::uint64_t seed) {
    Policy policy;
    Random random(seed);
    const auto categories = NameSet::of({"grades", "contact", "food", "programme"});
    policy.purposes.push_back({"care", {}, categories, {}, Need::No, Health::Sound});
    policy.roles.push_back({"practitioner", ActionSet::all(), NameSet::all(), Need::Yes, Health::Sound});
    Agreement mou;
    mou.id = "mou-1";
    mou.parties = NameSet::all();
    mou.state = AgreementState::InForce;
    policy.agreements.push_back(mou);
    for (std::uint32_t i = 0; i < kSizedMembers; ++i) {
        policy.members.push_back({numbered("m", i), {}, {}, Health::Sound});
        policy.sources.push_back({numbered("s", i), numbered("m", i), categories, {}, Reach::Open, Health::Sound});
        Agreement dsa = mou;
        dsa.id = numbered("dsa-", i);
        dsa.tier = Tier::Dsa;
        dsa.contributor = numbered("m", i);
        dsa.sources = dsa.recipients = NameSet::all();
        dsa.categories = categories;
        dsa.purposes = NameSet::of({"care"});
        dsa.actions = ActionSet::all();
        policy.agreements.push_back(dsa);
        policy.users.push_back({numbered("u", i), {}, numbered("m", i), "practitioner", {}, Account::Active, {}, {}});
    }
    for (std::uint32_t i = 0; i < children; ++i) {
        const std::string child = numbered("child-", i);
        policy.children.push_back({child, {2016, 5, 4}, {}, {}, Health::Sound});
        for (std::uint32_t user = 0; user < 3; ++user) {
            policy.users[(i + user) % kSizedMembers].caseload.push_back(child);
        }
        Authority authority;
        authority.id = numbered("a", i);
        authority.child = child;
        authority.holder = numbered("h", i);
        authority.scope = NameSet::all();
        authority.verified_at = Instant{0};
        policy.authorities.push_back(authority);
        Consent consent;
        consent.id = numbered("g", i);
        consent.child = child;
        consent.grantor = authority.holder;
        consent.authority = authority.id;
        consent.state = random.chance(0.1) ? ConsentState::Withdrawn : ConsentState::Given;
        consent.categories = categories;
        consent.sources = consent.purposes = NameSet::all();
        for (std::uint32_t user = 0; user < 3; ++user) {
            consent.recipients.recipients.push_back({numbered("m", (i + user) % kSizedMembers), {}, {}});
        }
        consent.actions = ActionSet::all();
        consent.signed_at = Instant{kToday - 30 * kDayMs};
        policy.consents.push_back(consent);
        if (i % 50 != 0) continue;
        Forbid order;
        order.id = numbered("f", i);
        order.child = child;
        policy.forbids.push_back(order);
    }
    return policy;
}

Request sized_request(std::uint32_t child, std::uint64_t seed) {
    const std::uint64_t draw = mix64(seed);
    Request request;
    request.viewer = numbered("u", (child + draw % 3) % kSizedMembers);
    request.child = numbered("child-", child);
    request.category = (draw >> 8) % 2 == 0 ? "grades" : "food";
    request.source = numbered("s", (draw >> 16) % kSizedMembers);
    request.purpose = "care";
    request.action = Action::Detail;
    request.at = Instant{kToday};
    return request;
}

}  // namespace kith::consent
