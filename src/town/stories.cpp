#include "town/stories.h"

#include <algorithm>

#include "town/town.h"

namespace kith::town {
namespace {

constexpr std::size_t kSelf = 2;  // holder 0 and 1 are the guardians of the household

bool has_two_holders(const Household& home) {
    return home.kind == HomeKind::TwoParents;
}

std::string_view capacity_of(HomeKind kind, std::size_t holder) {
    if (holder == kSelf) return "adult_child";
    if (kind == HomeKind::Foster) return "agency";
    return kind == HomeKind::Kinship ? "guardian" : "parent";
}

std::string_view basis_of(std::string_view capacity) {
    if (capacity == "agency") return "placement order";
    if (capacity == "guardian") return "letters of guardianship";
    return capacity == "parent" ? "birth certificate" : "own identity document";
}

constexpr std::string_view kAny = R"(["*"])";
constexpr std::string_view kNarrowCategories =
    R"(["identity","contact","school_attendance","programme","programme_attendance"])";
constexpr std::string_view kNarrowRecipients =
    R"([{"member":"riverton-promise"},{"member":"lincoln-schools"},{"member":"northside-club"}])";

}  // namespace

struct StoryTeller::Consent {
    std::string_view suffix = "";  // of the id
    int version = 1;
    std::size_t holder = 0;
    std::string_view effect = "permit";
    std::string_view state = "given";
    bool is_narrow = false;
    std::string_view signed_at = {};
    std::string_view from = {};
    std::string_view to = {};
    std::string_view supersedes_suffix = "-";  // "-": supersedes nothing
};

void StoryTeller::append_id(std::string_view prefix, std::uint32_t child, std::string& out) {
    out += prefix;
    append_child_id(out, child);
}

CivilDate StoryTeller::eighteenth_birthday(std::uint32_t child) const {
    return CivilDate::from_days(desk_.town.children[child].born).plus_years(18);
}

void StoryTeller::append_holder(std::uint32_t child, std::size_t holder, std::string& out) const {
    const Child& c = desk_.town.children[child];
    if (holder == kSelf) {
        append_child_id(out, child);
    } else if (desk_.town.households[c.household].kind == HomeKind::Foster) {
        out += "county-welfare";
    } else {
        append_number(out += "h", c.household + 1ULL);
        append_number(out += '-', holder + 1);
    }
}

void StoryTeller::append_authority(std::uint32_t child, std::size_t holder, std::string& out) const {
    const Child& c = desk_.town.children[child];
    const std::string_view capacity = capacity_of(desk_.town.households[c.household].kind, holder);
    const bool is_unverified = c.story == ConsentStory::Unverified;
    append_id("{\"id\":\"a-", child, out);
    append_number(out += '-', holder + 1);
    name_(out += "\",\"child\":", child);
    append_holder(child, holder, out += ",\"holder\":\"");
    out.append("\",\"capacity\":\"").append(capacity).append("\",\"basis\":\"").append(basis_of(capacity));
    out += "\",\"scope\":[\"*\"],\"from\":";
    if (holder == kSelf)
        out.append("\"").append(eighteenth_birthday(child).to_iso()).append("\"");
    else
        out += "null";
    out += ",\"to\":null,\"verified_at\":";
    const std::string verified = holder == kSelf ? eighteenth_birthday(child).to_iso() : terms_.agreed;
    if (is_unverified)
        out += "null";
    else
        out.append("\"").append(verified).append("\"");
    out.append(",\"verify_by\":\"").append(terms_.agreements_to);
    out += c.story == ConsentStory::Joint ? "\",\"joint\":true" : "\",\"joint\":false";
    out += ",\"status\":\"active\"}";
}

void StoryTeller::tell_authorities(std::uint32_t child, EntryList& list) const {
    const Child& c = desk_.town.children[child];
    append_authority(child, 0, list.next());
    if (has_two_holders(desk_.town.households[c.household])) append_authority(child, 1, list.next());
    if (c.story == ConsentStory::OwnConsent) append_authority(child, kSelf, list.next());
}

void StoryTeller::append_consent(std::uint32_t child, const Consent& consent, std::string& out) const {
    append_id("{\"id\":\"c-", child, out);
    append_number(out.append(consent.suffix).append("\",\"version\":"), static_cast<std::uint64_t>(consent.version));
    name_(out += ",\"child\":", child);
    append_holder(child, consent.holder, out += ",\"grantor\":\"");
    append_id("\",\"authority\":\"a-", child, out);
    append_number(out += '-', consent.holder + 1);
    out.append("\",\"effect\":\"").append(consent.effect).append("\",\"state\":\"").append(consent.state);
    out.append("\",\"categories\":").append(consent.is_narrow ? kNarrowCategories : kAny);
    out.append(",\"sources\":").append(kAny);
    out.append(",\"recipients\":").append(consent.is_narrow ? kNarrowRecipients : kAny);
    out.append(",\"purposes\":").append(consent.is_narrow ? R"(["attendance-support"])" : kAny);
    out.append(",\"actions\":").append(consent.is_narrow ? R"(["existence","summary"])" : kAny);
    out.append(",\"signed_at\":\"").append(consent.signed_at.empty() ? terms_.signed_at : consent.signed_at);
    out.append("\",\"from\":\"").append(consent.from.empty() ? terms_.from : consent.from);
    out.append("\",\"to\":\"").append(consent.to.empty() ? terms_.to : consent.to);
    out += "\",\"supersedes\":";
    if (consent.supersedes_suffix == "-") {
        out += "null}";
        return;
    }
    append_id("\"c-", child, out);
    out.append(consent.supersedes_suffix).append("\"}");
}

void StoryTeller::tell_consents(std::uint32_t child, EntryList& list) const {
    const auto add = [&](const Consent& consent) { append_consent(child, consent, list.next()); };
    switch (desk_.town.children[child].story) {
        case ConsentStory::Silent:
            return;
        case ConsentStory::Broad:
        case ConsentStory::CourtOrder:
        case ConsentStory::Unverified:
        case ConsentStory::TurnedEighteen:
            return add({});
        case ConsentStory::Narrow:
            return add({.is_narrow = true});
        case ConsentStory::Expired:
            return add({.to = terms_.expired_to});
        case ConsentStory::Withdrawn:
            add({});
            return add({.version = 2, .state = "withdrawn", .signed_at = terms_.withdrawn_at});
        case ConsentStory::Refused:
            return add({.effect = "deny", .state = "refused"});
        case ConsentStory::Requested:
            return add({.state = "requested"});
        case ConsentStory::Conflict:
            add({});
            return add({.suffix = "-b", .holder = 1, .effect = "deny"});
        case ConsentStory::Joint:
            add({});
            if (child % 2 == 0) add({.suffix = "-b", .holder = 1});
            return;
        case ConsentStory::Renewed:
            add({.signed_at = terms_.agreed, .from = terms_.agreed, .to = terms_.superseded_at});
            return add({.version = 2, .state = "renewed"});
        case ConsentStory::FutureStart:
            return add({.from = terms_.future_from});
        case ConsentStory::Superseded:
            add({});
            return add({.suffix = "-b", .is_narrow = true, .signed_at = terms_.superseded_at, .supersedes_suffix = ""});
        case ConsentStory::OwnConsent: {
            const std::string birthday = eighteenth_birthday(child).to_iso();
            return add({.holder = kSelf, .signed_at = birthday, .from = birthday});
        }
        case ConsentStory::Invalidated:
            return add({.state = "invalidated"});
        case ConsentStory::Suspended:
            return add({.state = "suspended_by_conflict"});
    }
}

void StoryTeller::tell_forbids(std::uint32_t child, EntryList& list) const {
    if (desk_.town.children[child].story != ConsentStory::CourtOrder) return;
    std::string& out = list.next();
    append_id("{\"id\":\"f-", child, out);
    name_(out += "\",\"kind\":\"court_order\",\"child\":", child);
    out.append(
        ",\"categories\":[\"*\"],\"sources\":[\"*\"],\"recipients\":[{\"member\":\"northside-club\"},"
        "{\"member\":\"riverton-promise\"}],\"purposes\":[\"*\"],\"from\":\"");
    out.append(terms_.court_from).append("\",\"to\":null,\"citation\":\"River County District Court, file ");
    append_number(out, 1000ULL + child % 9000);
    out += "\"}";
}

void StoryTeller::tell(StorySection section, std::uint32_t child, EntryList& list) const {
    switch (section) {
        case StorySection::Authorities:
            return tell_authorities(child, list);
        case StorySection::Consents:
            return tell_consents(child, list);
        case StorySection::Forbids:
            return tell_forbids(child, list);
    }
}

std::uint32_t StoryTeller::first_with(StorySection section, std::uint32_t size) const {
    for (std::uint32_t child = 0; child < size; ++child) {
        std::string text;
        EntryList list(text, EntryList::Place::AtStart);
        tell(section, child, list);
        if (!text.empty()) return child;
    }
    return size;
}

std::uint32_t policy_children(const Town& town) {
    return static_cast<std::uint32_t>(std::min<std::size_t>(town.children.size(), kPolicyChildrenMax));
}

}  // namespace kith::town
