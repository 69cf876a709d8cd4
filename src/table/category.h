#pragma once

// Kinds of data, as agreements and consents name them. A category is text, because a community may add its own; these
// are the ones the program itself fills.

#include <array>
#include <string_view>

namespace kith::table::category {

inline constexpr std::string_view kIdentity = "identity";  // names, birth date, sex
inline constexpr std::string_view kContact = "contact";    // phones, addresses, guardians
inline constexpr std::string_view kSchoolEnrolment = "school_enrolment";
inline constexpr std::string_view kSchoolAttendance = "school_attendance";
inline constexpr std::string_view kGrades = "grades";
inline constexpr std::string_view kAssessment = "assessment";
inline constexpr std::string_view kBehaviour = "behaviour";  // incidents, discipline
inline constexpr std::string_view kProgramme = "programme";  // club and programme enrolment, services
inline constexpr std::string_view kProgrammeAttendance = "programme_attendance";
inline constexpr std::string_view kImmunisation = "immunisation";
inline constexpr std::string_view kHealthScreening = "health_screening";
inline constexpr std::string_view kLivingSituation = "living_situation";  // housing
inline constexpr std::string_view kFood = "food";                         // pantry visits
inline constexpr std::string_view kChildCare = "child_care";              // subsidy, in and out times
inline constexpr std::string_view kChildWelfare = "child_welfare";        // restricted

inline constexpr std::array kAll = {
    kIdentity,  kContact,   kSchoolEnrolment,     kSchoolAttendance, kGrades,          kAssessment,
    kBehaviour, kProgramme, kProgrammeAttendance, kImmunisation,     kHealthScreening, kLivingSituation,
    kFood,      kChildCare, kChildWelfare,
};

}  // namespace kith::table::category
