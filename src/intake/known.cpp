#include "intake/known.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "intake/layout.h"

namespace kith::intake {
namespace {

std::string compact(std::string_view header) {
    std::string out = normal_header(header);
    out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
    return out;
}

std::string stem_of(std::string_view file_name) {
    const std::size_t slash = file_name.find_last_of("/\\");
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    const std::size_t dot = file_name.find('.');
    return compact(file_name.substr(0, dot));
}

bool has_all(const Headers& headers, std::initializer_list<std::string_view> wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](std::string_view name) { return headers.has(name); });
}

bool has_one(const Headers& headers, std::initializer_list<std::string_view> wanted) {
    return headers.find(wanted).has_value();
}

KnownFile recognise_hmis(const Headers& headers) {
    const auto year = [&](std::initializer_list<std::string_view> newer) {
        return has_one(headers, newer) ? std::string("hmis-2026 ") : std::string("hmis-2024 ");
    };
    if (has_all(headers, {"exportid", "csvversion"})) return {KnownKind::HmisExport, "hmis Export"};
    if (!headers.has("exportid") && !headers.has("datedeleted")) return {};
    const bool has_person = headers.has("personalid");
    if (has_person && has_all(headers, {"firstname", "lastname", "dob"})) {
        return {KnownKind::HmisClient, year({"sex", "hispaniclatinao"}) + "Client"};
    }
    if (has_person && has_all(headers, {"enrollmentid", "entrydate", "projectid"})) {
        const bool is_older = has_one(headers, {"sexualorientation", "translationneeded", "preferredlanguage"});
        return {KnownKind::HmisEnrollment, is_older ? "hmis-2024 Enrollment" : "hmis-2026 Enrollment"};
    }
    if (has_person && has_all(headers, {"exitid", "exitdate"})) return {KnownKind::HmisExit, "hmis Exit"};
    if (has_person && has_all(headers, {"servicesid", "dateprovided"}))
        return {KnownKind::HmisServices, "hmis Services"};
    if (has_person && has_one(headers, {"domesticviolencesurvivor", "domesticviolencevictim", "disabilitytype"})) {
        return {KnownKind::HmisProtected, "hmis protected"};
    }
    if (has_person) return {KnownKind::HmisPerPerson, "hmis other"};
    if (has_all(headers, {"projectid", "projectname"})) return {KnownKind::HmisProject, "hmis Project"};
    if (headers.has("victimserviceprovider")) return {KnownKind::HmisOrganization, "hmis Organization"};
    if (headers.has("datedeleted")) return {KnownKind::HmisOther, "hmis other"};
    return {};
}

KnownFile recognise_sds_v1(const Headers& headers, std::string_view stem) {
    const bool is_uk = has_one(headers, {"dfenumber", "schooldfenumber", "sectionid"});
    const std::string format = is_uk ? "sds-uk " : "sds-1 ";
    const bool has_id = has_one(headers, {"sisid", "id"});
    const bool has_school = has_one(headers, {"schoolsisid", "schooldfenumber"});
    if (has_id && has_school && headers.has("sectionname")) return {KnownKind::Classes, format + "Section"};
    if (has_id && has_school && headers.has("username")) {
        const bool says_student = has_one(headers, {"studentnumber", "graduationyear", "birthdate", "grade"});
        const bool says_teacher = has_one(headers, {"teachernumber", "qualification"});
        if (says_teacher || (!says_student && stem.find("teacher") != std::string_view::npos)) {
            return {KnownKind::Staff, format + "Teacher"};
        }
        return {KnownKind::Users, format + "Student"};
    }
    if (has_one(headers, {"sectionsisid", "sectionid"}) && has_id && headers.names().size() <= 4) {
        return {KnownKind::Enrolments,
                format + (stem.find("teacher") != std::string_view::npos ? "TeacherRoster" : "StudentEnrollment")};
    }
    const bool is_school = has_one(headers, {"sisid", "dfenumber"}) && headers.has("name") && !headers.has("firstname");
    if (is_school && (headers.names().size() == 2 || headers.has("schoolnumber") || headers.has("principalname"))) {
        return {KnownKind::Orgs, format + "School"};
    }
    return {};
}

/// The files whose rows have an id of their own.
KnownFile recognise_with_sourced_id(const Headers& headers, const std::string& format) {
    if (has_all(headers, {"givenname", "familyname"})) return {KnownKind::Users, format + "users"};
    if (has_one(headers, {"birthdate", "dateofbirth"}) && has_one(headers, {"sex", "gender"})) {
        return {KnownKind::Demographics, format + "demographics"};
    }
    if (has_all(headers, {"lineitemsourcedid", "score"})) return {KnownKind::Results, format + "results"};
    if (headers.has("classsourcedid") && has_one(headers, {"usersourcedid", "userid"})) {
        return {KnownKind::Enrolments, format + "enrollments"};
    }
    if (has_all(headers, {"title", "duedate"})) return {KnownKind::LineItems, format + "lineItems"};
    if (has_all(headers, {"title", "startdate", "enddate"})) return {KnownKind::Sessions, format + "academicSessions"};
    if (headers.has("title") &&
        has_one(headers, {"coursesourcedid", "classtype", "classcode", "sessionsourcedids", "schoolsourcedid"})) {
        return {KnownKind::Classes, format + "classes"};
    }
    if (headers.has("title") && has_one(headers, {"coursecode", "schoolyearsourcedid", "code"})) {
        return {KnownKind::Courses, format + "courses"};
    }
    if (has_all(headers, {"title", "orgsourcedid"})) return {KnownKind::Classes, format + "classes"};
    if (has_all(headers, {"name", "type"})) return {KnownKind::Orgs, format + "orgs"};
    if (has_all(headers, {"usersourcedid", "role"})) return {KnownKind::Roles, format + "roles"};
    if (headers.has("status") || headers.has("title")) return {KnownKind::RosterOther, format + "other"};
    return {};
}

KnownFile recognise_roster(const Headers& headers) {
    if (has_all(headers, {"propertyname", "value"})) return {KnownKind::Manifest, "oneroster manifest"};
    const bool is_oneroster = has_one(headers, {"datelastmodified", "status"});
    const bool is_12 =
        has_one(headers, {"usermasteridentifier", "preferredgivenname", "primaryorgsourcedid", "userprofilesourcedid"});
    const std::string format = is_oneroster ? (is_12 ? "oneroster-1.2 " : "oneroster-1.1 ") : "sds-2 ";
    if (has_all(headers, {"usersourcedid", "relationshipusersourcedid"}))
        return {KnownKind::Relationships, format + "relationships"};
    if (has_all(headers, {"usersourcedid", "flag"})) return {KnownKind::UserFlags, format + "userFlags"};
    if (has_all(headers, {"classsourcedid", "usersourcedid"})) return {KnownKind::Enrolments, format + "enrollments"};
    if (has_all(headers, {"usersourcedid", "birthdate"})) return {KnownKind::Demographics, format + "demographics"};
    const bool is_profile = has_all(headers, {"usersourcedid", "profiletype"});
    if (is_profile) return {KnownKind::RosterOther, format + "userProfiles"};
    if (has_all(headers, {"usersourcedid", "orgsourcedid", "role"})) return {KnownKind::Roles, format + "roles"};
    const bool is_drifted_user =
        has_all(headers, {"userid", "givenname", "familyname"}) && has_one(headers, {"role", "username"});
    if (is_drifted_user) return {KnownKind::Users, format + "users"};
    if (!headers.has("sourcedid")) return {};
    return recognise_with_sourced_id(headers, format);
}

}  // namespace

Headers::Headers(const table::Table& table) {
    for (const std::string& column : table.columns) names_.push_back(compact(column));
}

std::optional<std::size_t> Headers::find(std::initializer_list<std::string_view> aliases) const {
    for (const std::string_view alias : aliases) {
        const auto found = std::find(names_.begin(), names_.end(), alias);
        if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
    }
    return std::nullopt;
}

bool is_hmis(KnownKind kind) {
    return kind >= KnownKind::HmisExport;
}

KnownFile recognise(const table::Table& table, std::string_view file_name) {
    if (table.columns.size() < 2 || table.columns.size() > 400) return {};
    const Headers headers(table);
    if (KnownFile hmis = recognise_hmis(headers); hmis.kind != KnownKind::None) return hmis;
    if (KnownFile roster = recognise_roster(headers); roster.kind != KnownKind::None) return roster;
    return recognise_sds_v1(headers, stem_of(file_name));
}

}  // namespace kith::intake
