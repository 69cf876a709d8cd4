#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <unordered_map>

#include "intake/mapping.h"

namespace kith::intake {
namespace {

struct Alias {
    std::string_view words;  // a normal_header(); spaces do not count when whole headers are compared
    Role role;
    double confidence;
};

constexpr double kSure = 0.97;
constexpr double kLikely = 0.85;
constexpr double kWeak = 0.6;

// Longer phrases are tried before shorter ones inside long headers, so the order of the list does not matter.
constexpr std::array kAliases = std::to_array<Alias>({
    {"local id", Role::LocalId, kSure},
    {"student local id", Role::LocalId, 0.99},
    {"local student id", Role::LocalId, 0.99},
    {"student local id number", Role::LocalId, 0.99},
    {"local id number", Role::LocalId, kSure},
    {"student id", Role::LocalId, kSure},
    {"student id number", Role::LocalId, kSure},
    {"student number", Role::LocalId, kLikely},
    {"student lasid", Role::LocalId, kSure},
    {"student identifier", Role::LocalId, kLikely},
    {"pupil id", Role::LocalId, kSure},
    {"pupil number", Role::LocalId, kLikely},
    {"lasid", Role::LocalId, kSure},
    {"sis id", Role::LocalId, kSure},
    {"child id", Role::LocalId, kSure},
    {"child number", Role::LocalId, kLikely},
    {"client id", Role::LocalId, kSure},
    {"personal id", Role::LocalId, kSure},
    {"person id", Role::LocalId, kLikely},
    {"participant id", Role::LocalId, kSure},
    {"participant number", Role::LocalId, kLikely},
    {"member id", Role::LocalId, kSure},
    {"member number", Role::LocalId, kLikely},
    {"membership number", Role::LocalId, kLikely},
    {"patient id", Role::LocalId, kSure},
    {"patient number", Role::LocalId, kLikely},
    {"chart number", Role::LocalId, kLikely},
    {"mrn", Role::LocalId, kSure},
    {"medical record number", Role::LocalId, kSure},
    {"youth id", Role::LocalId, kSure},
    {"camper id", Role::LocalId, kSure},
    {"scholar id", Role::LocalId, kSure},
    {"recipient id", Role::LocalId, kLikely},
    {"enrollment no", Role::LocalId, kLikely},
    {"enrolment no", Role::LocalId, kLikely},
    {"att std oid", Role::LocalId, kLikely},
    {"std oid", Role::LocalId, kLikely},
    {"user sourced id", Role::LocalId, kLikely},
    {"student sourced id", Role::LocalId, kSure},
    {"sourced id", Role::LocalId, kWeak},
    {"external id", Role::LocalId, kWeak},
    {"unique id", Role::LocalId, kWeak},
    {"id number", Role::LocalId, 0.8},
    {"id no", Role::LocalId, 0.7},
    {"id", Role::LocalId, 0.7},
    {"id ccms 2 student", Role::LocalId, kLikely},
    {"matricula", Role::LocalId, kLikely},
    {"numero de estudiante", Role::LocalId, kLikely},
    {"id del estudiante", Role::LocalId, kSure},
    {"id del nino", Role::LocalId, kSure},
    {"state id", Role::StateId, kSure},
    {"state student id", Role::StateId, kSure},
    {"student state id", Role::StateId, kSure},
    {"state student identifier", Role::StateId, kSure},
    {"state identifier", Role::StateId, kLikely},
    {"state unique id", Role::StateId, kLikely},
    {"sasid", Role::StateId, kSure},
    {"ssid", Role::StateId, kLikely},
    {"marss", Role::StateId, kLikely},
    {"marss number", Role::StateId, kLikely},
    {"medicaid id", Role::SharedId, kSure},
    {"medicaid number", Role::SharedId, kSure},
    {"medicaid", Role::SharedId, kWeak},
    {"dhs id", Role::SharedId, kLikely},
    {"iis id", Role::SharedId, kLikely},
    {"case number", Role::SharedId, 0.4},  // siblings share it: kept as an attribute
    {"ssn", Role::Secret, 1},
    {"social security number", Role::Secret, 1},
    {"social security", Role::Secret, 1},
    {"password", Role::Secret, 1},
    {"pin", Role::Secret, 1},
    {"passcode", Role::Secret, 1},
    {"contrasena", Role::Secret, 1},
    {"name", Role::FullName, 0.8},
    {"full name", Role::FullName, kSure},
    {"student", Role::FullName, 0.75},
    {"student name", Role::FullName, kSure},
    {"student full name", Role::FullName, kSure},
    {"students name", Role::FullName, kSure},
    {"name of student", Role::FullName, kSure},
    {"child", Role::FullName, 0.75},
    {"child name", Role::FullName, kSure},
    {"childs name", Role::FullName, kSure},
    {"child full name", Role::FullName, kSure},
    {"name of child", Role::FullName, kSure},
    {"client name", Role::FullName, kLikely},
    {"participant", Role::FullName, 0.75},
    {"participant name", Role::FullName, kSure},
    {"patient name", Role::FullName, kLikely},
    {"patient", Role::FullName, 0.7},
    {"youth", Role::FullName, 0.7},
    {"youth name", Role::FullName, kSure},
    {"camper", Role::FullName, 0.75},
    {"camper name", Role::FullName, kSure},
    {"member name", Role::FullName, kLikely},
    {"member", Role::FullName, kWeak},
    {"scholar name", Role::FullName, kLikely},
    {"pupil", Role::FullName, 0.75},
    {"pupil name", Role::FullName, kSure},
    {"first and last name", Role::FullName, kSure},
    {"first last name", Role::FullName, kLikely},
    {"student first and last name", Role::FullName, kSure},
    {"name last first", Role::FullName, kSure},
    {"last name first name", Role::FullName, kLikely},
    {"student last names first names", Role::FullName, kSure},
    {"last names first names", Role::FullName, kLikely},
    {"attendee", Role::FullName, kLikely},
    {"nombre completo", Role::FullName, kSure},
    {"nombre y apellido", Role::FullName, kSure},
    {"nombre del nino", Role::FullName, kLikely},
    {"nombre del estudiante", Role::FullName, kSure},
    {"alumno", Role::FullName, 0.75},
    {"estudiante", Role::FullName, 0.75},
    {"first name", Role::GivenName, kSure},
    {"first", Role::GivenName, kLikely},
    {"given name", Role::GivenName, kSure},
    {"given", Role::GivenName, kLikely},
    {"fname", Role::GivenName, kLikely},
    {"f name", Role::GivenName, kLikely},
    {"forename", Role::GivenName, kSure},
    {"student first name", Role::GivenName, 0.99},
    {"child first name", Role::GivenName, 0.99},
    {"childs first name", Role::GivenName, 0.99},
    {"client first name", Role::GivenName, kSure},
    {"patient first name", Role::GivenName, kSure},
    {"legal first name", Role::GivenName, kSure},
    {"nombre", Role::GivenName, 0.75},
    {"nombres", Role::GivenName, kLikely},
    {"primer nombre", Role::GivenName, kSure},
    {"last name", Role::Surname, kSure},
    {"last", Role::Surname, kLikely},
    {"surname", Role::Surname, kSure},
    {"family name", Role::Surname, kSure},
    {"lname", Role::Surname, kLikely},
    {"l name", Role::Surname, kLikely},
    {"student last name", Role::Surname, 0.99},
    {"child last name", Role::Surname, 0.99},
    {"childs last name", Role::Surname, 0.99},
    {"client last name", Role::Surname, kSure},
    {"patient last name", Role::Surname, kSure},
    {"legal last name", Role::Surname, kSure},
    {"last surname", Role::Surname, kSure},
    {"apellido", Role::Surname, kLikely},
    {"apellidos", Role::Surname, kSure},
    {"middle name", Role::MiddleName, kSure},
    {"middle", Role::MiddleName, kLikely},
    {"middle initial", Role::MiddleName, kSure},
    {"mi", Role::MiddleName, kLikely},
    {"m i", Role::MiddleName, kLikely},
    {"mname", Role::MiddleName, kLikely},
    {"segundo nombre", Role::MiddleName, kSure},
    {"suffix", Role::Suffix, kLikely},
    {"name suffix", Role::Suffix, kSure},
    {"generation code suffix", Role::Suffix, kSure},
    {"preferred name", Role::PreferredName, kSure},
    {"preferred first name", Role::PreferredName, kSure},
    {"preferred given name", Role::PreferredName, kSure},
    {"nickname", Role::PreferredName, kSure},
    {"nick name", Role::PreferredName, kSure},
    {"goes by", Role::PreferredName, kLikely},
    {"known as", Role::PreferredName, kLikely},
    {"apodo", Role::PreferredName, kLikely},
    {"birth date", Role::BirthDate, kSure},
    {"birthdate", Role::BirthDate, kSure},
    {"date of birth", Role::BirthDate, kSure},
    {"date of birth required", Role::BirthDate, kSure},
    {"dob", Role::BirthDate, kSure},
    {"d o b", Role::BirthDate, kSure},
    {"bdate", Role::BirthDate, kLikely},
    {"birthday", Role::BirthDate, kLikely},
    {"birth day", Role::BirthDate, kLikely},
    {"student dob", Role::BirthDate, kSure},
    {"student birth date", Role::BirthDate, kSure},
    {"child dob", Role::BirthDate, kSure},
    {"child birth date", Role::BirthDate, kSure},
    {"fecha de nacimiento", Role::BirthDate, kSure},
    {"fecha nacimiento", Role::BirthDate, kSure},
    {"birth year", Role::BirthYear, kSure},
    {"year of birth", Role::BirthYear, kSure},
    {"yob", Role::BirthYear, kSure},
    {"year born", Role::BirthYear, kSure},
    {"born", Role::BirthYear, kWeak},
    {"ano de nacimiento", Role::BirthYear, kSure},
    {"sex", Role::Sex, kSure},
    {"gender", Role::Sex, kSure},
    {"legal sex", Role::Sex, kSure},
    {"birth sex", Role::Sex, kSure},
    {"student sex", Role::Sex, kSure},
    {"student gender", Role::Sex, kSure},
    {"m f", Role::Sex, kLikely},
    {"sexo", Role::Sex, kSure},
    {"genero", Role::Sex, kLikely},
    {"phone", Role::Phone, kLikely},
    {"phone number", Role::Phone, kLikely},
    {"phone numbers", Role::Phone, kLikely},
    {"primary phone", Role::Phone, kLikely},
    {"home phone", Role::Phone, kLikely},
    {"cell phone", Role::Phone, kLikely},
    {"mobile phone", Role::Phone, kLikely},
    {"student phone", Role::Phone, kLikely},
    {"contact phone", Role::Phone, kLikely},
    {"contact number", Role::Phone, kLikely},
    {"phone 1", Role::Phone, kLikely},
    {"phone 2", Role::Phone, kLikely},
    {"telephone", Role::Phone, kLikely},
    {"cell", Role::Phone, 0.75},
    {"mobile", Role::Phone, 0.75},
    {"sms", Role::Phone, kWeak},
    {"telefono", Role::Phone, kLikely},
    {"celular", Role::Phone, kLikely},
    {"email", Role::Email, kLikely},
    {"e mail", Role::Email, kLikely},
    {"email address", Role::Email, 0.75},
    {"primary email", Role::Email, kLikely},
    {"secondary email", Role::Email, kLikely},
    {"student email", Role::Email, kLikely},
    {"correo", Role::Email, kLikely},
    {"correo electronico", Role::Email, kLikely},
    {"address", Role::Address, kLikely},
    {"student address", Role::Address, kLikely},
    {"home address", Role::Address, kLikely},
    {"full address", Role::Address, kSure},
    {"mailing address", Role::Address, kLikely},
    {"residential address", Role::Address, kLikely},
    {"direccion", Role::Address, kLikely},
    {"domicilio", Role::Address, kLikely},
    {"street address", Role::AddressLine, kLikely},
    {"street", Role::AddressLine, kLikely},
    {"address line 1", Role::AddressLine, kSure},
    {"address line", Role::AddressLine, kLikely},
    {"address 1", Role::AddressLine, kSure},
    {"calle", Role::AddressLine, kLikely},
    {"city", Role::City, kLikely},
    {"home city", Role::City, kLikely},
    {"town", Role::City, kLikely},
    {"ciudad", Role::City, kLikely},
    {"state", Role::Region, 0.75},
    {"province", Role::Region, kLikely},
    {"zip", Role::Postcode, kSure},
    {"zip code", Role::Postcode, kSure},
    {"zip 5", Role::Postcode, kSure},
    {"postal code", Role::Postcode, kSure},
    {"postcode", Role::Postcode, kSure},
    {"codigo postal", Role::Postcode, kSure},
    {"parent", Role::GuardianName, kLikely},
    {"guardian", Role::GuardianName, kLikely},
    {"parent guardian", Role::GuardianName, kLikely},
    {"relationship", Role::GuardianRelation, kLikely},
    {"relation", Role::GuardianRelation, kLikely},
    {"relationship to child", Role::GuardianRelation, kSure},
    {"relationship to student", Role::GuardianRelation, kSure},
    {"parentesco", Role::GuardianRelation, kLikely},
    {"grade", Role::GradeLevel, 0.75},
    {"grade level", Role::GradeLevel, kSure},
    {"current grade", Role::GradeLevel, kLikely},
    {"student grade", Role::GradeLevel, 0.75},
    {"gr", Role::GradeLevel, kWeak},
    {"grado", Role::GradeLevel, kLikely},
    {"year level", Role::GradeLevel, kLikely},
    {"school", Role::School, kLikely},
    {"school name", Role::School, 0.99},
    {"school local id", Role::School, kSure},
    {"school id", Role::School, kLikely},
    {"school code", Role::School, kLikely},
    {"school identifier", Role::School, kLikely},
    {"school of attendance", Role::School, kLikely},
    {"school sourced id", Role::School, kLikely},
    {"school attended", Role::School, kLikely},
    {"building", Role::School, kWeak},
    {"campus", Role::School, kLikely},
    {"home school", Role::School, kLikely},
    {"escuela", Role::School, kLikely},
    {"att skl oid", Role::School, kLikely},
    {"program", Role::Programme, kLikely},
    {"programme", Role::Programme, kLikely},
    {"program name", Role::Programme, kSure},
    {"programme name", Role::Programme, kSure},
    {"club", Role::Programme, kLikely},
    {"activity", Role::Programme, 0.75},
    {"activity name", Role::Programme, 0.75},
    {"site", Role::Programme, 0.75},
    {"provider", Role::Programme, kWeak},
    {"provider name", Role::Programme, 0.75},
    {"programa", Role::Programme, kLikely},
    {"course", Role::Title, kLikely},
    {"course number", Role::Title, kLikely},
    {"course name", Role::Title, 0.9},
    {"course title", Role::Title, 0.9},
    {"course code", Role::Title, 0.8},
    {"section number", Role::Title, 0.8},
    {"section", Role::Title, 0.7},
    {"class", Role::Title, 0.75},
    {"class name", Role::Title, kLikely},
    {"assessment name", Role::Title, 0.9},
    {"assessment test", Role::Title, 0.8},
    {"assessment", Role::Title, kLikely},
    {"test name", Role::Title, kLikely},
    {"test", Role::Title, 0.75},
    {"subject", Role::Title, 0.7},
    {"incident code", Role::Title, kLikely},
    {"incident type", Role::Title, kLikely},
    {"incident id", Role::Title, 0.88},
    {"incident", Role::Title, 0.8},
    {"behavior", Role::Title, 0.8},
    {"infraction", Role::Title, 0.8},
    {"service type", Role::Title, kLikely},
    {"service", Role::Title, 0.8},
    {"screening type", Role::Title, kLikely},
    {"screening", Role::Title, 0.75},
    {"activity text", Role::Title, 0.8},
    {"event date", Role::EventDate, kSure},
    {"date", Role::EventDate, kLikely},
    {"attendance date", Role::EventDate, 0.99},
    {"att date", Role::EventDate, 0.99},
    {"assessment date", Role::EventDate, kSure},
    {"test date", Role::EventDate, kSure},
    {"completed date", Role::EventDate, kLikely},
    {"incident date", Role::EventDate, kSure},
    {"date of incident", Role::EventDate, kSure},
    {"visit date", Role::EventDate, kSure},
    {"date of visit", Role::EventDate, kSure},
    {"service date", Role::EventDate, kSure},
    {"date of service", Role::EventDate, kSure},
    {"date provided", Role::EventDate, kLikely},
    {"session date", Role::EventDate, kSure},
    {"calendar date", Role::EventDate, kSure},
    {"screening date", Role::EventDate, kSure},
    {"screened on", Role::EventDate, kLikely},
    {"day", Role::EventDate, kWeak},
    {"fecha", Role::EventDate, kLikely},
    {"fecha de visita", Role::EventDate, kLikely},
    {"start date", Role::FromDate, kLikely},
    {"begin date", Role::FromDate, kLikely},
    {"entry date", Role::FromDate, kLikely},
    {"enrollment date", Role::FromDate, kLikely},
    {"enrolment date", Role::FromDate, kLikely},
    {"enrolled on", Role::FromDate, kLikely},
    {"enroll date", Role::FromDate, kLikely},
    {"registration date", Role::FromDate, kLikely},
    {"effective on", Role::FromDate, kLikely},
    {"effective date", Role::FromDate, kLikely},
    {"intake date", Role::FromDate, kLikely},
    {"opened", Role::FromDate, kWeak},
    {"opened on", Role::FromDate, kLikely},
    {"admission date", Role::FromDate, kLikely},
    {"fecha de inicio", Role::FromDate, kLikely},
    {"end date", Role::ToDate, kLikely},
    {"exit date", Role::ToDate, kLikely},
    {"withdrawal date", Role::ToDate, kLikely},
    {"expires on", Role::ToDate, kLikely},
    {"leave date", Role::ToDate, kLikely},
    {"discharge date", Role::ToDate, kLikely},
    {"closed", Role::ToDate, kWeak},
    {"closed on", Role::ToDate, kLikely},
    {"fecha de salida", Role::ToDate, kLikely},
    {"timestamp", Role::Timestamp, 0.9},
    {"recorded at timestamp", Role::Timestamp, kLikely},
    {"submitted at", Role::Timestamp, kLikely},
    {"date time", Role::Timestamp, kLikely},
    {"submission date", Role::Timestamp, kLikely},
    {"marca temporal", Role::Timestamp, kSure},
    {"time in", Role::TimeIn, kSure},
    {"in", Role::TimeIn, kLikely},
    {"in time", Role::TimeIn, kLikely},
    {"check in", Role::TimeIn, kSure},
    {"check in time", Role::TimeIn, kSure},
    {"checked in", Role::TimeIn, kLikely},
    {"checked in at local time", Role::TimeIn, kSure},
    {"arrival", Role::TimeIn, kLikely},
    {"arrival time", Role::TimeIn, kSure},
    {"arrived", Role::TimeIn, kLikely},
    {"sign in", Role::TimeIn, kLikely},
    {"sign in time", Role::TimeIn, kLikely},
    {"drop off", Role::TimeIn, 0.8},
    {"drop off time", Role::TimeIn, kLikely},
    {"hora de entrada", Role::TimeIn, kLikely},
    {"entrada", Role::TimeIn, kLikely},
    {"time out", Role::TimeOut, kSure},
    {"out", Role::TimeOut, kLikely},
    {"out time", Role::TimeOut, kLikely},
    {"check out", Role::TimeOut, kSure},
    {"check out time", Role::TimeOut, kSure},
    {"checked out", Role::TimeOut, kLikely},
    {"checked out at local time", Role::TimeOut, kSure},
    {"departure", Role::TimeOut, kLikely},
    {"departure time", Role::TimeOut, kSure},
    {"sign out", Role::TimeOut, kLikely},
    {"sign out time", Role::TimeOut, kLikely},
    {"pick up", Role::TimeOut, 0.8},
    {"pick up time", Role::TimeOut, kLikely},
    {"hora de salida", Role::TimeOut, kLikely},
    {"salida", Role::TimeOut, kLikely},
    {"attendance", Role::MarkCode, kLikely},
    {"attendance status", Role::MarkCode, 0.99},
    {"attendance code", Role::MarkCode, 0.99},
    {"att code view", Role::MarkCode, 0.99},
    {"att code", Role::MarkCode, kSure},
    {"attendance mark", Role::MarkCode, kSure},
    {"attendance type", Role::MarkCode, kLikely},
    {"status", Role::MarkCode, kWeak},
    {"mark", Role::MarkCode, 0.65},
    {"code", Role::MarkCode, 0.55},
    {"absence", Role::AbsentFlag, kLikely},
    {"absent", Role::AbsentFlag, kLikely},
    {"is absent", Role::AbsentFlag, kLikely},
    {"att absent ind", Role::AbsentFlag, kLikely},
    {"tardy", Role::TardyFlag, kLikely},
    {"is tardy", Role::TardyFlag, kLikely},
    {"late", Role::TardyFlag, 0.7},
    {"att tardy ind", Role::TardyFlag, kLikely},
    {"excused", Role::ExcusedFlag, kLikely},
    {"is excused", Role::ExcusedFlag, kLikely},
    {"att excused ind", Role::ExcusedFlag, kLikely},
    {"dismissed", Role::DismissedFlag, kLikely},
    {"att dismissed ind", Role::DismissedFlag, kLikely},
    {"term", Role::Term, kLikely},
    {"term local id", Role::Term, kLikely},
    {"term name", Role::Term, kLikely},
    {"quarter", Role::Term, kLikely},
    {"semester", Role::Term, kLikely},
    {"trimester", Role::Term, kLikely},
    {"marking period", Role::Term, kLikely},
    {"grading period", Role::Term, kLikely},
    {"present", Role::MarkCode, 0.7},
    {"attended", Role::MarkCode, 0.75},
    {"all day code", Role::MarkCode, kLikely},
    {"asistencia", Role::MarkCode, kLikely},
});

std::string compact(std::string_view words) {
    std::string out;
    for (const char c : words) {
        if (c != ' ') out += c;
    }
    return out;
}

bool has_word(std::string_view words, std::string_view word) {
    for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const bool starts = at == 0 || words[at - 1] == ' ';
        const bool ends = at + word.size() == words.size() || words[at + word.size()] == ' ';
        if (starts && ends) return true;
    }
    return false;
}

template <std::size_t N>
bool has_any(std::string_view words, const std::array<std::string_view, N>& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view word) { return has_word(words, word); });
}

/// Somebody who is neither the child nor its guardian.
bool is_about_staff(std::string_view words) {
    constexpr std::array<std::string_view, 19> kStaff = {
        "teacher",    "counselor",  "counsellor", "coach",     "staff",      "educator", "principal",
        "supervisor", "instructor", "doctor",     "physician", "caseworker", "worker",   "provider",
        "recorded",   "business",   "employee",   "maestro",   "referring"};
    return has_any(words, kStaff);
}

bool is_about_guardian(std::string_view words) {
    constexpr std::array<std::string_view, 24> kGuardian = {
        "mothers",     "fathers", "moms",      "dads",      "parent",    "guardian", "mother",    "father",
        "mom",         "dad",     "caregiver", "custodian", "emergency", "madre",    "padre",     "tutor",
        "grandmother", "hoh",     "foster",    "guardians", "parents",   "kin",      "acudiente", "household head"};
    return has_any(words, kGuardian);
}

RoleGuess guardian_role(std::string_view words) {
    constexpr std::array<std::string_view, 7> kPhone = {"phone",    "telephone", "cell",  "mobile",
                                                        "telefono", "celular",   "phones"};
    constexpr std::array<std::string_view, 4> kMail = {"email", "mail", "correo", "emails"};
    constexpr std::array<std::string_view, 4> kRelation = {"relationship", "relation", "parentesco", "type"};
    constexpr std::array<std::string_view, 9> kNotKept = {"id",       "date",      "signed", "consent", "signature",
                                                          "language", "education", "status", "sourced"};
    if (has_any(words, kPhone)) return {Role::GuardianPhone, 0.9};
    if (has_any(words, kMail)) return {Role::GuardianEmail, 0.9};
    if (has_any(words, kRelation)) return {Role::GuardianRelation, 0.9};
    if (has_any(words, kNotKept)) return {};
    if (std::count(words.begin(), words.end(), ' ') > 5) return {};
    return {Role::GuardianName, 0.85};
}

/// Whole header, spaces aside: `StudentLocalID`, `student_local_id`, `Student Local Id`.
RoleGuess by_whole(std::string_view words) {
    static const auto kByName = [] {
        std::unordered_map<std::string, RoleGuess> names;
        for (const Alias& alias : kAliases) {
            RoleGuess& guess = names[compact(alias.words)];
            if (alias.confidence > guess.confidence) guess = {alias.role, alias.confidence};
        }
        return names;
    }();
    const auto found = kByName.find(compact(words));
    return found == kByName.end() ? RoleGuess{} : found->second;
}

/// A phrase inside a longer header: `What is your local student ID number?`. The longest phrase decides; event words
/// are too common inside other headers to count.
RoleGuess by_phrase(std::string_view words) {
    RoleGuess best;
    std::size_t longest = 0;
    const auto others = std::count(words.begin(), words.end(), ' ') + 1;
    for (const Alias& alias : kAliases) {
        const bool is_identity = alias.role <= Role::Sex;
        if (!is_identity || alias.words.find(' ') == std::string_view::npos || alias.words.size() <= longest) continue;
        if (!has_word(words, alias.words)) continue;
        if (alias.role != Role::LocalId && alias.role != Role::StateId && others > 8) continue;
        longest = alias.words.size();
        best = {alias.role, std::min(alias.confidence, 0.8)};
    }
    return best;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

RoleGuess guess_by_header(std::string_view header) {
    std::string words = normal_header(header);
    if (words.size() > 400) return {};
    if (is_about_guardian(words)) {
        const RoleGuess whole = by_whole(words);
        if (whole.role == Role::GuardianName || whole.role == Role::GuardianRelation) return whole;
        return guardian_role(words);
    }
    const RoleGuess whole = by_whole(words);
    if (whole.confidence > 0) return whole;
    if (is_about_staff(words)) return {};
    if (!words.empty() && is_digit(words.back())) {  // `phone 3`, `address 2`
        const std::size_t space = words.rfind(' ');
        if (space != std::string::npos) {
            const RoleGuess base = by_whole(std::string_view(words).substr(0, space));
            if (base.role == Role::Phone || base.role == Role::Email) return {base.role, base.confidence * 0.95};
        }
    }
    return by_phrase(words);
}

}  // namespace kith::intake
