#include "town/community_parts.h"

#include "base/result.h"

namespace kith::town {
namespace {

struct MemberText {
    std::string_view id;
    std::string_view name;
    std::string_view kind;
    std::string_view phone;
    std::string_view contact;
};
constexpr std::array<MemberText, 13> kMembers = {{
    {"riverton-promise", "Riverton Promise", "backbone", "+16125550100", "Data steward desk"},
    {"lincoln-schools", "Lincoln Public Schools", "school_district", "+16125550110", "Student services"},
    {"riverside-charter", "Riverside Charter School", "school", "+16125550111", "Front office"},
    {"northside-club", "Northside Boys & Girls Club", "club", "+16125550120", "Site director"},
    {"harbor-house", "Harbor House Tutoring", "club", "+16125550121", "Program desk"},
    {"bright-mentors", "Bright Mentors", "mentoring", "+16125550122", "Match specialist"},
    {"summer-reach", "Summer Reach", "summer_programme", "+16125550123", "Camp office"},
    {"valley-clinic", "Valley Community Clinic", "clinic", "+16125550130", "Nurse line"},
    {"mercy-hospital", "Mercy Children's Hospital", "hospital", "+16125550131", "Screening desk"},
    {"homefirst", "HomeFirst Housing", "housing", "+16125550140", "Family case manager"},
    {"plenty-pantry", "Table of Plenty", "food_pantry", "+16125550150", "Volunteer coordinator"},
    {"little-steps", "Little Steps Child Care Assistance", "child_care", "+16125550160", "Eligibility desk"},
    {"county-welfare", "River County Child Protection", "child_welfare", "+16125550170", "Intake line"},
}};

struct SourceText {
    Feed feed;
    std::string_view member;
    std::string_view name;
    std::string_view categories;
    std::string_view regimes;
    std::string_view more;  // keys that only the community file has
};
constexpr std::array<SourceText, kFeedCount> kSources = {{
    {Feed::District, "lincoln-schools", "Lincoln SIS export",
     R"(["identity","contact","school_enrolment","school_attendance","grades"])", R"(["ferpa"])",
     R"("expected_every_days":14,"default_category":"school_enrolment","programme":"Lincoln Public Schools","policy":"full","blank":"none","date_order":"ymd")"},
    {Feed::Assessment, "lincoln-schools", "Lincoln reading assessment", R"(["identity","assessment"])", R"(["ferpa"])",
     R"("expected_every_days":180,"default_category":"assessment","programme":"Reading assessment","policy":"additions","blank":"none","date_order":"mdy")"},
    {Feed::Incidents, "lincoln-schools", "Lincoln incident extract", R"(["identity","behaviour"])", R"(["ferpa"])",
     R"("expected_every_days":45,"default_category":"behaviour","programme":"Lincoln Public Schools","policy":"additions","blank":"none","date_order":"ymd")"},
    {Feed::Charter, "riverside-charter", "Riverside roster workbook",
     R"(["identity","contact","school_enrolment","school_attendance","grades"])", R"(["ferpa"])",
     R"("expected_every_days":120,"default_category":"school_enrolment","programme":"Riverside Charter School","policy":"full","blank":"none","date_order":"mdy")"},
    {Feed::Club, "northside-club", "Northside attendance register",
     R"(["identity","contact","programme","programme_attendance"])", "[]",
     R"("expected_every_days":31,"default_category":"programme_attendance","programme":"Northside after-school club","policy":"full","blank":"none","date_order":"mdy","marks":{"X":"P","✓":"P","P":"P","L":"T","A":"A","E":"E"})"},
    {Feed::SignIn, "harbor-house", "Harbor House sign-in form",
     R"(["identity","contact","programme","programme_attendance"])", "[]",
     R"("expected_every_days":31,"default_category":"programme_attendance","programme":"Harbor House tutoring","policy":"additions","blank":"none","date_order":"mdy","repeats_children":true)"},
    {Feed::Mentors, "bright-mentors", "Bright Mentors match export", R"(["identity","contact","programme"])", "[]",
     R"("expected_every_days":60,"default_category":"programme","programme":"Bright Mentors","policy":"full","blank":"none","date_order":"ymd")"},
    {Feed::Summer, "summer-reach", "Summer Reach sign-up sheet", R"(["identity","programme"])", "[]",
     R"("expected_every_days":365,"default_category":"programme","programme":"Summer Reach","policy":"additions","blank":"none","date_order":null,"repeats_children":true)"},
    {Feed::Clinic, "valley-clinic", "Valley Clinic immunizations", R"(["identity","contact","immunisation"])",
     R"(["hipaa"])",
     R"("expected_every_days":60,"default_category":"immunisation","programme":"Valley Community Clinic","policy":"full","blank":"none","date_order":"mdy")"},
    {Feed::Hospital, "mercy-hospital", "Mercy screening list", R"(["identity","health_screening"])", R"(["hipaa"])",
     R"("expected_every_days":31,"default_category":"health_screening","programme":"Mercy screenings","policy":"additions","blank":"none","date_order":"dmy","repeats_children":true)"},
    {Feed::Housing, "homefirst", "HomeFirst HMIS export", R"(["identity","living_situation"])", R"(["hmis"])",
     R"("expected_every_days":60,"default_category":"living_situation","programme":"HomeFirst","policy":"full","blank":"none","date_order":"ymd")"},
    {Feed::Pantry, "plenty-pantry", "Table of Plenty household list", R"(["identity","contact","food"])", "[]",
     R"("expected_every_days":31,"default_category":"food","programme":"Table of Plenty","policy":"full","blank":"none","date_order":"mdy","repeats_children":true)"},
    {Feed::ChildCare, "little-steps", "Little Steps check-in and authorizations",
     R"(["identity","contact","child_care"])", "[]",
     R"("expected_every_days":31,"default_category":"child_care","programme":"Little Steps","policy":"full","blank":"none","date_order":null)"},
    {Feed::Welfare, "county-welfare", "County case extract", R"(["identity","child_welfare"])", R"(["child_welfare"])",
     R"("expected_every_days":60,"default_category":"child_welfare","programme":"Child protection","policy":"full","blank":"none","date_order":"mdy")"},
}};

constexpr std::string_view kPurposes =
    R"("purposes":[{"id":"care-coordination","name":"Coordinate help for one child","categories":["identity","contact","school_enrolment","school_attendance","grades","assessment","programme","programme_attendance","immunisation","health_screening","living_situation","food","child_care"],"from":null,"to":null},)"
    R"({"id":"attendance-support","name":"Help children come to school","categories":["identity","contact","school_enrolment","school_attendance","programme","programme_attendance"],"from":null,"to":null},)"
    R"({"id":"evaluation","name":"Learn what helped","categories":["school_enrolment","school_attendance","grades","assessment","programme","programme_attendance"],"from":null,"to":null,"needs_dul":true},)"
    R"({"id":"vendor-research","name":"Research by a vendor","categories":["assessment"],"from":null,"to":null,"needs_dul":true},)"
    R"({"id":"emergency","name":"Health or safety emergency","categories":["identity","contact","immunisation","health_screening"],"from":null,"to":null},)"
    R"({"id":"child-protection","name":"Protect a child","categories":["identity","contact","child_welfare","school_enrolment","school_attendance"],"from":null,"to":null},)"
    R"({"id":"census-outreach","name":"Outreach for one past summer","categories":["identity","contact"],"from":"2020-03-01","to":"2020-10-31"}])";

constexpr std::string_view kRoles =
    R"("roles":[{"id":"practitioner","name":"Practitioner","actions":["existence","summary","detail","contact"],"categories":["identity","contact","school_enrolment","school_attendance","grades","assessment","programme","programme_attendance","immunisation","health_screening","living_situation","food","child_care","child_welfare"],"needs_caseload":true},)"
    R"({"id":"nurse","name":"Nurse","actions":["existence","summary","detail","contact"],"categories":["identity","contact","school_enrolment","school_attendance","immunisation","health_screening","child_care"],"needs_caseload":true},)"
    R"({"id":"caseworker","name":"Caseworker","actions":["existence","summary","detail","contact"],"categories":["*"],"needs_caseload":true},)"
    R"({"id":"coordinator","name":"Care coordinator","actions":["existence","summary","detail","contact"],"categories":["*"],"needs_caseload":false},)"
    R"({"id":"steward","name":"Steward","actions":["existence","summary","match"],"categories":["identity","contact"],"needs_caseload":false},)"
    R"({"id":"analyst","name":"Analyst","actions":["existence","summary","detail","export"],"categories":["school_enrolment","school_attendance","grades","assessment","programme","programme_attendance"],"needs_caseload":false},)"
    R"({"id":"member-lead","name":"Member lead","actions":["existence","summary","detail","contact","export"],"categories":["*"],"needs_caseload":false},)"
    R"({"id":"family","name":"Parent or guardian","actions":["existence","summary","detail"],"categories":["*"],"needs_caseload":true}])";

std::string agreement(std::string_view id, std::string_view contributor, std::string_view sources,
                      std::string_view purposes, std::string_view recipients, std::string_view state, int clause,
                      const Terms& terms) {
    std::string out =
        R"({"id":")" + std::string(id) + R"(","tier":"dsa","title":"Data sharing agreement","contributor":")";
    out.append(contributor).append(R"(","sources":)").append(sources).append(R"(,"categories":["*"],"purposes":)");
    out.append(purposes).append(R"(,"recipients":)").append(recipients);
    out +=
        R"(,"actions":["existence","summary","detail","contact","export","match"],"clause":)" + std::to_string(clause);
    out += R"(,"from":")" + terms.agreed + R"(","to":")" + terms.agreements_to + R"(","state":")";
    out.append(state).append(R"(","under":"mou-1","clauses":["use_only","redisclosure","withdrawal","representative")");
    // One of the town's agreements does not say what follows a breach: something to find.
    return out.append(id == "dsa-3" ? "]}" : R"(,"breach"]})");
}

std::string agreements(const Terms& terms) {
    std::string out = R"("agreements":[{"id":"mou-1","tier":"mou","title":"Community memorandum","parties":[)";
    for (const MemberText& member : kMembers) {
        if (out.back() != '[') out += ',';
        append_json(out, member.id);
    }
    out += R"(],"clause":2,"clauses":["purpose","decisions","leaving"],"from":")" + terms.agreed + R"(","to":")" +
           terms.agreements_to + R"(","state":"in_force"})";
    constexpr std::string_view kUsual =
        R"(["care-coordination","attendance-support","evaluation","vendor-research","emergency"])";
    const auto add = [&](std::string_view id, std::string_view contributor, std::string_view sources,
                         std::string_view purposes, std::string_view recipients, std::string_view state, int clause) {
        out += ",\n" + agreement(id, contributor, sources, purposes, recipients, state, clause, terms);
    };
    constexpr std::string_view kAll = R"(["*"])";
    add("dsa-1", "lincoln-schools", kAll, kUsual, kAll, "in_force", 3);
    add("dsa-2", "riverside-charter", kAll, kUsual, kAll, "in_force", 3);
    add("dsa-3", "northside-club", kAll, kUsual, kAll, "in_force", 4);
    add("dsa-4", "harbor-house", kAll, kUsual, kAll, "in_force", 4);
    add("dsa-5", "bright-mentors", kAll, kUsual, kAll, "in_force", 4);
    add("dsa-6", "summer-reach", kAll, kUsual, kAll, "terminated", 4);
    add("dsa-7", "valley-clinic", kAll, R"(["care-coordination","emergency"])", kAll, "in_force", 5);
    add("dsa-8", "mercy-hospital", kAll, kUsual, kAll, "in_review", 5);
    add("dsa-9", "homefirst", kAll, R"(["care-coordination"])", kAll, "in_force", 6);
    add("dsa-10", "plenty-pantry", kAll, R"(["care-coordination"])", R"(["riverton-promise","lincoln-schools"])",
        "in_force", 3);
    add("dsa-11", "little-steps", kAll, R"(["care-coordination"])", kAll, "in_force", 3);
    add("dsa-12", "county-welfare", R"(["county-welfare"])", R"(["child-protection"])",
        R"(["riverton-promise","lincoln-schools"])", "in_force", 7);
    out += R"(,
{"id":"dul-1","tier":"dul","title":"Evaluation of after-school programmes","sources":["*"],"categories":["*"],"purposes":["evaluation"],"recipients":["riverton-promise"],"actions":["existence","summary","detail","export"],"clause":1,"clauses":["question","purpose_scope","use_only","no_identification"],"from":")" +
           terms.agreed + R"(","to":")" + terms.agreements_to + R"(","state":"in_force"}])";
    return out;
}

constexpr std::string_view kStatutes =
    R"text("permits":[{"id":"permit-emergency","kind":"statute","child":"*","categories":["identity","contact","immunisation","health_screening"],"sources":["*"],"recipients":[{"role":"nurse"}],"purposes":["emergency"],"actions":["existence","summary","detail","contact"],"from":null,"to":null,"citation":"34 CFR 99.36; 45 CFR 164.510(b)(3)","duty":"record the emergency and tell the member within two days"}])text";

}  // namespace

Terms terms_of(const Town& town) {
    const auto day = [&](int offset) { return town.options.now.plus_days(offset).to_iso(); };
    // A town with a year of history has had its agreements for longer than that.
    const int agreed = town.options.school_year == 0 ? -244 : -400;
    return {day(agreed), day(850), day(-189), day(-182), day(547), day(-107), day(-91), day(-46), day(-30), day(183)};
}

std::string shared_sections(const Town& town) {
    std::string out = "\"members\":[";
    for (const MemberText& member : kMembers) {
        out.append(out.back() == '[' ? "" : ",\n").append("{\"id\":");
        append_json(out, member.id);
        append_json(out += ",\"name\":", member.name);
        append_json(out += ",\"kind\":", member.kind);
        append_json(out += ",\"phone\":", member.phone);
        append_json(out += ",\"contact\":", member.contact);
        out += '}';
    }
    out.append("],\n").append(kPurposes).append(",\n").append(kRoles).append(",\n");
    return out.append(agreements(terms_of(town))).append(",\n").append(kStatutes);
}

std::string sources_section(SourceForm form) {
    std::string out = "\"sources\":[";
    for (const SourceText& source : kSources) {
        out.append(out.back() == '[' ? "" : ",\n").append("{\"id\":");
        append_json(out, source_id_of(source.feed));
        append_json(out += ",\"member\":", source.member);
        append_json(out += ",\"name\":", source.name);
        out.append(",\"categories\":").append(source.categories).append(",\"regimes\":").append(source.regimes);
        out += source.feed == Feed::Welfare ? ",\"restricted\":true" : ",\"restricted\":false";
        if (form == SourceForm::Community) out.append(",").append(source.more);
        out += '}';
    }
    return out + "]";
}

AnchorRecord anchor_of(const Desk& desk, std::uint32_t child) {
    for (const Feed feed : {Feed::District, Feed::Charter, Feed::Clinic, Feed::Welfare, Feed::Housing, Feed::ChildCare,
                            Feed::Club, Feed::Mentors, Feed::Hospital, Feed::Pantry}) {
        const std::uint32_t local = desk.local_of(feed, child);
        if (local != kNotListed) return {feed, local};
    }
    KITH_CHECK(false);
    return {};
}

ChildName anchor_name(const Desk& desk) {
    return [&desk](std::string& out, std::uint32_t child) {
        const AnchorRecord anchor = anchor_of(desk, child);
        out.append("{\"source\":\"").append(source_id_of(anchor.feed)).append("\",\"local_id\":\"");
        append_local_id(out, anchor.feed, anchor.local);
        out += "\"}";
    };
}

ChildName truth_name() {
    return [](std::string& out, std::uint32_t child) {
        out += '"';
        append_child_id(out, child);
        out += '"';
    };
}

std::string users_section(const std::vector<Persona>& people, const ChildName& name) {
    std::string out = "\"users\":[";
    for (const Persona& person : people) {
        out.append(out.back() == '[' ? "" : ",\n").append("{\"id\":");
        append_json(out, person.id);
        append_json(out += ",\"name\":", person.name);
        append_json(out += ",\"member\":", person.member);
        append_json(out += ",\"role\":", person.role);
        out += ",\"from\":";
        person.from.empty() ? out.append("null") : (append_json(out, person.from), out);
        out += ",\"to\":";
        person.to.empty() ? out.append("null") : (append_json(out, person.to), out);
        if (!person.holder.empty()) append_json(out += ",\"holder\":", person.holder);
        out += person.is_disabled ? ",\"disabled\":true,\"caseload\":[" : ",\"disabled\":false,\"caseload\":[";
        for (const std::uint32_t child : person.caseload) {
            if (out.back() != '[') out += ',';
            name(out, child);
        }
        out += "]}";
    }
    return out + "]";
}

}  // namespace kith::town
