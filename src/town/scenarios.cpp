#include <optional>

#include "town/stories.h"
#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::size_t kChildrenOfScenario = 12;

/// When the question is asked, relative to the town's day at 15:00 UTC.
enum class Moment : std::uint8_t { Now, Days, EveOfEighteen, Eighteen };

enum class Knowing : std::uint8_t { Anyone, InCaseload, NotInCaseload };

/// A kind of question whose answer is known from how the town was made, not from any evaluator.
struct Scenario {
    std::string_view kind;
    std::optional<ConsentStory> story;  // of the child; empty: any story of a minor
    std::string_view viewer;
    std::string_view source;
    std::string_view category;
    std::string_view purpose;
    std::string_view action;
    std::string_view decision;
    std::string_view rule;
    Moment moment = Moment::Now;
    int days = 0;
    Knowing knowing = Knowing::Anyone;
    int parity = -1;  // of the child's number, where the story depends on it
};

constexpr std::string_view kVang = "coordinator-vang";
constexpr std::string_view kSis = "lincoln-sis";
constexpr std::string_view kSeen = "school_attendance";
constexpr std::string_view kCare = "care-coordination";
constexpr std::string_view kPermit = "permit";
constexpr std::string_view kDeny = "deny";
using enum ConsentStory;

/// Questions of the care coordinator, who needs no caseload: the answer is the story's.
std::vector<Scenario> stories_of_consent() {
    const auto ask = [](std::string_view kind, ConsentStory story, std::string_view decision, std::string_view rule) {
        return Scenario{.kind = kind,
                        .story = story,
                        .viewer = kVang,
                        .source = kSis,
                        .category = kSeen,
                        .purpose = kCare,
                        .action = "detail",
                        .decision = decision,
                        .rule = rule};
    };
    const auto on_day = [](Scenario scenario, int days) {
        scenario.moment = Moment::Days;
        scenario.days = days;
        return scenario;
    };
    const auto for_parity = [](Scenario scenario, int parity) {
        scenario.parity = parity;
        return scenario;
    };
    return {
        ask("broad", Broad, kPermit, "consent"),
        on_day(ask("broad_a_year_on", Broad, kPermit, "consent"), 456),
        on_day(ask("broad_after_its_end", Broad, kDeny, "consent_expired"), 549),
        ask("renewed", Renewed, kPermit, "consent"),
        ask("silent", Silent, kDeny, "no_consent"),
        ask("expired", Expired, kDeny, "consent_expired"),
        on_day(ask("before_it_expired", Expired, kPermit, "consent"), -30),
        ask("withdrawn", Withdrawn, kDeny, "consent_withdrawn"),
        on_day(ask("before_it_was_withdrawn", Withdrawn, kPermit, "consent"), -48),
        ask("refused", Refused, kDeny, "denied_by_holder"),
        ask("requested", Requested, kDeny, "consent_pending"),
        ask("conflict", Conflict, kDeny, "denied_by_holder"),
        ask("court_order", CourtOrder, kDeny, "court_order"),
        on_day(ask("before_the_court_order", CourtOrder, kPermit, "consent"), -109),
        for_parity(ask("joint_both", Joint, kPermit, "consent"), 0),
        for_parity(ask("joint_one", Joint, kDeny, "other_holder_needed"), 1),
        ask("unverified", Unverified, kDeny, "authority_unverified"),
        ask("starts_later", FutureStart, kDeny, "consent_not_yet"),
        on_day(ask("started", FutureStart, kPermit, "consent"), 190),
        ask("superseded", Superseded, kDeny, "consent_superseded"),
        ask("turned_eighteen", TurnedEighteen, kDeny, "past_majority"),
        ask("own_consent", OwnConsent, kPermit, "consent"),
        ask("invalidated", Invalidated, kDeny, "consent_invalid"),
        ask("suspended", Suspended, kDeny, "consent_suspended"),
    };
}

/// Questions about scope, birthdays and agreements, all about children with a broad or a narrow consent.
std::vector<Scenario> questions_of_scope() {
    return {
        {"eve_of_eighteen", Broad, kVang, kSis, kSeen, kCare, "detail", kPermit, "consent", Moment::EveOfEighteen},
        {"day_of_eighteen", Broad, kVang, kSis, kSeen, kCare, "detail", kDeny, "past_majority", Moment::Eighteen},
        {"narrow_inside", Narrow, kVang, kSis, kSeen, "attendance-support", "summary", kPermit, "consent"},
        {"narrow_category", Narrow, kVang, kSis, "grades", kCare, "summary", kDeny, "no_consent"},
        {"narrow_action", Narrow, kVang, kSis, kSeen, "attendance-support", "detail", kDeny, "no_consent"},
        {"restricted_source", Broad, kVang, "county-welfare", "child_welfare", "child-protection", "detail", kDeny,
         "no_consent"},
        {"agreement_in_review", Broad, kVang, "mercy-screenings", "health_screening", kCare, "detail", kDeny, "no_dsa"},
        {"agreement_terminated", Broad, kVang, "summer-reach", "programme", kCare, "detail", kDeny, "no_dsa"},
        {"no_data_use_licence", Broad, kVang, "lincoln-assessment", "assessment", "vendor-research", "detail", kDeny,
         "no_dul"},
        {"evaluation", Broad, "analyst-cho", "lincoln-assessment", "assessment", "evaluation", "export", kPermit,
         "consent"},
        {"purpose_without_category", Broad, kVang, kSis, "grades", "attendance-support", "detail", kDeny,
         "purpose_without_category"},
        {"purpose_closed", Broad, kVang, kSis, "identity", "census-outreach", "detail", kDeny, "purpose_closed"},
        {"steward_asks_detail", Broad, "steward-hayes", kSis, "identity", kCare, "detail", kDeny, "role_action"},
        {"steward_matches", Broad, "steward-hayes", kSis, "identity", kCare, "match", kPermit, "consent"},
        {"analyst_asks_contact", Broad, "analyst-cho", kSis, "contact", kCare, "detail", kDeny, "role_category"},
        {"coordinator_asks_export", Broad, kVang, kSis, kSeen, kCare, "export", kDeny, "role_action"},
    };
}

/// Questions that depend on who asks.
std::vector<Scenario> questions_of_viewers() {
    std::vector<Scenario> list = {
        {"disabled_account", Broad, "locked-out", kSis, kSeen, kCare, "detail", kDeny, "viewer_inactive"},
        {"left_the_school", Broad, "former-teacher", kSis, kSeen, kCare, "detail", kDeny, "viewer_inactive"},
        {"unknown_viewer", Broad, "nobody", kSis, kSeen, kCare, "detail", kDeny, "viewer_unknown"},
        {"unknown_source", Broad, kVang, "no-such-source", kSeen, kCare, "detail", kDeny, "source_unknown"},
        {"unknown_purpose", Broad, kVang, kSis, kSeen, "curiosity", "detail", kDeny, "purpose_unknown"},
        {"own_pupil", {}, "ms-rivera", kSis, "grades", kCare, "detail", kPermit, "own_record"},
        {"not_own_pupil", {}, "ms-rivera", kSis, "grades", kCare, "detail", kDeny, "not_in_caseload"},
        {"own_patient",
         {},
         "nurse-okafor",
         "valley-immunisations",
         "immunisation",
         kCare,
         "detail",
         kPermit,
         "own_record"},
        {"nurse_and_grades", Broad, "nurse-okafor", kSis, "grades", kCare, "detail", kDeny, "role_category"},
        {"emergency",
         {},
         "nurse-okafor",
         "mercy-screenings",
         "health_screening",
         "emergency",
         "detail",
         kPermit,
         "statutory_permit"},
        {"club_sees_absences", Broad, "coach-daniels", kSis, kSeen, "attendance-support", "summary", kPermit,
         "consent"},
        {"club_and_pantry", Broad, "coach-daniels", "plenty-pantry", "food", kCare, "summary", kDeny, "no_dsa"},
        {"club_lead_exports", Broad, "lead-santos", "northside-register", "programme_attendance", kCare, "export",
         kPermit, "own_record"},
        {"caseworker_own_case",
         {},
         "cw-lindqvist",
         "county-welfare",
         "child_welfare",
         "child-protection",
         "detail",
         kPermit,
         "own_record"},
    };
    for (Scenario& scenario : list) {
        const std::string_view kind = scenario.kind;
        if (kind == "own_pupil" || kind == "own_patient" || kind == "nurse_and_grades" ||
            kind == "caseworker_own_case" || kind.starts_with("club_sees") || kind == "club_and_pantry")
            scenario.knowing = Knowing::InCaseload;
        if (kind == "not_own_pupil" || kind == "emergency") scenario.knowing = Knowing::NotInCaseload;
    }
    return list;
}

class Examiner {
  public:
    explicit Examiner(const Desk& desk) : desk_(desk), people_(personas(desk)) {}

    void ask(const Scenario& scenario, std::string& out) const {
        std::size_t asked = 0;
        for (std::uint32_t child = 0; child < policy_children(desk_.town) && asked < kChildrenOfScenario; ++child) {
            if (!is_fit(scenario, child)) continue;
            append(scenario, child, out);
            ++asked;
        }
    }

  private:
    CivilDate birthday(std::uint32_t child) const {
        return CivilDate::from_days(desk_.town.children[child].born).plus_years(18);
    }

    bool is_in_caseload(std::string_view viewer, std::uint32_t child) const {
        for (const Persona& person : people_) {
            if (person.id != viewer) continue;
            for (const std::uint32_t known : person.caseload) {
                if (known == child) return true;
            }
        }
        return false;
    }

    bool is_fit(const Scenario& scenario, std::uint32_t child) const {
        const ConsentStory story = desk_.town.children[child].story;
        if (scenario.story && story != *scenario.story) return false;
        if (scenario.parity >= 0 && static_cast<int>(child % 2) != scenario.parity) return false;
        if (scenario.knowing != Knowing::Anyone &&
            is_in_caseload(scenario.viewer, child) != (scenario.knowing == Knowing::InCaseload))
            return false;
        const CivilDate now = desk_.town.options.now;
        if (story == TurnedEighteen || story == OwnConsent) return scenario.story.has_value();
        // A minor at every moment that is asked about, unless the birthday is the question.
        if (scenario.moment != Moment::EveOfEighteen && scenario.moment != Moment::Eighteen)
            return birthday(child) > now.plus_days(600);
        return birthday(child) > now.plus_days(3) && birthday(child) < now.plus_days(540);
    }

    std::string instant(const Scenario& scenario, std::uint32_t child) const {
        constexpr std::int64_t kMsOfHour = 3'600'000;
        switch (scenario.moment) {
            case Moment::Now:
                return Instant{noon_of(desk_.town.options.now)}.to_iso();
            case Moment::Days:
                return Instant{noon_of(desk_.town.options.now.plus_days(scenario.days))}.to_iso();
            case Moment::EveOfEighteen:  // a second before local midnight, six hours behind UTC
                return Instant{Instant::at_midnight_utc(birthday(child)).unix_ms + 6 * kMsOfHour - 1000}.to_iso();
            case Moment::Eighteen:
                return Instant{Instant::at_midnight_utc(birthday(child)).unix_ms + 6 * kMsOfHour}.to_iso();
        }
        return {};
    }

    static std::int64_t noon_of(CivilDate day) { return Instant::at_midnight_utc(day).unix_ms + 15 * 3'600'000LL; }

    void append(const Scenario& scenario, std::uint32_t child, std::string& out) const {
        append_json(out += "{\"kind\":", scenario.kind);
        append_json(out += ",\"request\":{\"viewer\":", scenario.viewer);
        append_child_id(out += ",\"child\":\"", child);
        append_json(out += "\",\"category\":", scenario.category);
        append_json(out += ",\"source\":", scenario.source);
        append_json(out += ",\"purpose\":", scenario.purpose);
        append_json(out += ",\"action\":", scenario.action);
        append_json(out += ",\"at\":", instant(scenario, child));
        append_json(out += "},\"expected\":{\"decision\":", scenario.decision);
        append_json(out += ",\"rule\":", scenario.rule);
        out += "}}\n";
    }

    const Desk& desk_;
    std::vector<Persona> people_;
};

}  // namespace

Result<void> write_decisions(const Desk& desk, Output& output) {
    const Examiner examiner(desk);
    std::string text;
    for (const auto& list : {stories_of_consent(), questions_of_scope(), questions_of_viewers()}) {
        for (const Scenario& scenario : list) examiner.ask(scenario, text);
    }
    return output.text("truth/decisions.jsonl", text);
}

}  // namespace kith::town
