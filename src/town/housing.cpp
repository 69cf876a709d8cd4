#include <algorithm>

#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::string_view kClientHeader =
    "PersonalID,FirstName,MiddleName,LastName,NameSuffix,NameDataQuality,SSN,SSNDataQuality,DOB,DOBDataQuality,Sex,"
    "AmIndAKNative,Asian,BlackAfAmerican,HispanicLatinao,MidEastNAfrican,NativeHIPacific,White,RaceNone,"
    "AdditionalRaceEthnicity,VeteranStatus,YearEnteredService,YearSeparated,WorldWarTwo,KoreanWar,VietnamWar,"
    "DesertStorm,AfghanistanOEF,IraqOIF,IraqOND,OtherTheater,MilitaryBranch,DischargeStatus,DateCreated,DateUpdated,"
    "UserID,DateDeleted,ExportID\n";
constexpr std::string_view kEnrollmentHeader =
    "EnrollmentID,PersonalID,ProjectID,EntryDate,HouseholdID,RelationshipToHoH,EnrollmentCoC,LivingSituation,"
    "RentalSubsidyType,LengthOfStay,DisablingCondition,MoveInDate,DateCreated,DateUpdated,UserID,DateDeleted,"
    "ExportID\n";
constexpr std::string_view kExitHeader =
    "ExitID,EnrollmentID,PersonalID,ExitDate,Destination,DateCreated,DateUpdated,UserID,DateDeleted,ExportID\n";

/// A stay of one family: the head and the children the export knows.
struct Stay {
    std::uint32_t household = 0;
    std::vector<std::uint32_t> locals;  // places in the roster
};

std::vector<Stay> stays(const Desk& desk) {
    const Roster& roster = desk.roster(Feed::Housing);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_household;
    for (std::uint32_t i = 0; i < roster.size(); ++i)
        by_household.emplace_back(desk.town.children[roster[i]].household, i);
    std::sort(by_household.begin(), by_household.end());
    std::vector<Stay> all;
    for (const auto& [household, local] : by_household) {
        if (all.empty() || all.back().household != household) all.push_back({household, {}});
        all.back().locals.push_back(local);
    }
    return all;
}

struct StayDates {
    std::int32_t entry = 0;
    std::int32_t exit = 0;  // 0: still there
    int project = 1;
};

StayDates dates_of(const Desk& desk, const Stay& stay) {
    Random random = stream_of(desk.town.options.seed, Stream::Visits, (8ULL << 40U) + stay.household);
    StayDates dates;
    dates.entry = desk.town.options.now.days() - random.between(20, 500);
    const std::int32_t exit = dates.entry + random.between(15, 400);
    if (exit < desk.town.options.now.days()) dates.exit = exit;
    dates.project = random.between(1, 3);
    return dates;
}

std::uint64_t head_id(const Stay& stay) {
    return 7'000'000ULL + stay.household;
}

void append_audit(std::string& out, std::int32_t day) {
    append_iso(out += ',', ymd_of(day));
    append_iso(out += " 09:15:00,", ymd_of(day));
    out += " 16:40:00,u12,,EX1";
}

void append_races(std::string& out, Culture culture) {
    const bool is_asian = culture == Culture::EastAsian || culture == Culture::SouthAsian;
    out += is_asian ? ",0,1" : ",0,0";
    out += culture == Culture::African ? ",1" : ",0";
    out += culture == Culture::Hispanic ? ",1,0,0" : ",0,0,0";
    out += culture == Culture::Anglo ? ",1" : ",0";
    out += ",,";
}

void append_client(std::string& out, std::string_view id, const AsWritten& row, Culture culture, std::int32_t entry) {
    out += id;
    append_cell(out += ',', row.given);
    append_cell(out += ',', row.middle);
    append_cell(out += ',', row.surname);
    out += ",,1,,99,";
    if (row.born.year != 0) append_iso(out, row.born);
    out += row.born.year != 0 ? ",1" : ",99";
    out += row.sex == table::Sex::Female ? ",0" : row.sex == table::Sex::Male ? ",1" : ",99";
    append_races(out, culture);
    out += ",0,,,,,,,,,,,,";
    append_audit(out, entry);
}

Result<void> write_clients(const Desk& desk, Output& output, const std::vector<Stay>& all) {
    const Roster& roster = desk.roster(Feed::Housing);
    return output.rows(Feed::Housing, "homefirst/Client.csv", kClientHeader, all.size(),
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           for (std::size_t i = begin; i < end; ++i) {
                               const Stay& stay = all[i];
                               const Culture culture = desk.town.households[stay.household].culture;
                               const std::int32_t entry = dates_of(desk, stay).entry;
                               const Adult head = desk.scribe.guardians(stay.household).front();
                               AsWritten row;
                               row.given = head.given;
                               row.surname = head.surname;
                               row.born = {1978 + static_cast<int>(stay.household % 20),
                                           1 + static_cast<int>(stay.household % 12), 14};
                               row.sex = head.relation == "father" ? table::Sex::Male : table::Sex::Female;
                               append_client(piece.text, std::to_string(head_id(stay)), row, culture, entry);
                               piece.end_line();
                               for (const std::uint32_t local : stay.locals) {
                                   desk.scribe.write(Feed::Housing, roster[local], 0, row, piece.errors);
                                   piece.mention(roster[local], local);
                                   std::string id;
                                   append_local_id(id, Feed::Housing, local);
                                   append_client(piece.text, id, row, culture, entry);
                                   piece.end_line();
                               }
                           }
                       });
}

void append_enrollment(std::string& out, std::string_view person, const Stay& stay, const StayDates& dates,
                       std::string_view relation) {
    out.append("E").append(person).append(",").append(person) += ',';
    append_number(out, static_cast<std::uint64_t>(dates.project));
    append_iso(out += ',', ymd_of(dates.entry));
    append_number(out += ",HH", stay.household + 1ULL);
    out.append(",").append(relation).append(",MN-500,");
    out += dates.project == 1 ? "313,,2,0," : "101,,4,0,";
    if (dates.project == 3) append_iso(out, ymd_of(dates.entry + 30));
    append_audit(out, dates.entry);
}

Result<void> write_enrollments(const Desk& desk, Output& output, const std::vector<Stay>& all) {
    return output.rows(Feed::Housing, "homefirst/Enrollment.csv", kEnrollmentHeader, all.size(),
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           for (std::size_t i = begin; i < end; ++i) {
                               const StayDates dates = dates_of(desk, all[i]);
                               append_enrollment(piece.text, std::to_string(head_id(all[i])), all[i], dates, "1");
                               piece.end_line();
                               for (const std::uint32_t local : all[i].locals) {
                                   std::string id;
                                   append_local_id(id, Feed::Housing, local);
                                   append_enrollment(piece.text, id, all[i], dates, "2");
                                   piece.end_line();
                               }
                           }
                       });
}

Result<void> write_exits(const Desk& desk, Output& output, const std::vector<Stay>& all) {
    return output.rows(Feed::Housing, "homefirst/Exit.csv", kExitHeader, all.size(),
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           for (std::size_t i = begin; i < end; ++i) {
                               const StayDates dates = dates_of(desk, all[i]);
                               if (dates.exit == 0) continue;
                               for (const std::uint32_t local : all[i].locals) {
                                   std::string id;
                                   append_local_id(id, Feed::Housing, local);
                                   piece.text.append("X").append(id).append(",E").append(id).append(",").append(id) +=
                                       ',';
                                   append_iso(piece.text, ymd_of(dates.exit));
                                   piece.text += i % 3 == 0 ? ",312" : ",410";
                                   append_audit(piece.text, dates.exit);
                                   piece.end_line();
                               }
                           }
                       });
}

std::string export_file(const Desk& desk) {
    const std::string now = desk.town.options.now.to_iso();
    return "ExportID,SourceType,SourceID,SourceName,SourceContactFirst,SourceContactLast,SourceContactPhone,"
           "SourceContactExtension,SourceContactEmail,ExportDate,ExportStartDate,ExportEndDate,SoftwareName,"
           "SoftwareVersion,CSVVersion,ExportPeriodType,ExportDirective,HashStatus,ImplementationID\n"
           "EX1,1,MN-500,River County CoC,Pat,Desk,6125550140,,," +
           now + " 06:00:00," + desk.town.options.now.plus_days(-730).to_iso() + "," + now +
           ",Example HMIS,9.1,2026 v1.0,3,2,1,MN-500-EX\n";
}

}  // namespace

Result<void> write_housing(const Desk& desk, Output& output) {
    const std::vector<Stay> all = stays(desk);
    for (const std::string_view file : {"Export", "Organization", "Project", "Client", "Enrollment", "Exit"})
        output.deliver(Feed::Housing, std::string("homefirst/").append(file).append(".csv"));
    TRY(output.text("homefirst/Export.csv", export_file(desk)));
    TRY(output.text(
        "homefirst/Organization.csv",
        "OrganizationID,OrganizationName,VictimServiceProvider,OrganizationCommonName,DateCreated,DateUpdated,"
        "UserID,DateDeleted,ExportID\n1,HomeFirst Housing,0,HomeFirst,2019-01-02 09:00:00,2019-01-02 09:00:00,"
        "u1,,EX1\n"));
    TRY(output.text(
        "homefirst/Project.csv",
        "ProjectID,OrganizationID,ProjectName,ProjectCommonName,OperatingStartDate,OperatingEndDate,"
        "ContinuumProject,ProjectType,DateCreated,DateUpdated,UserID,DateDeleted,ExportID\n"
        "1,1,Family Prevention,Prevention,2019-01-02,,1,12,2019-01-02 09:00:00,2019-01-02 09:00:00,u1,,EX1\n"
        "2,1,Family Shelter,Shelter,2019-01-02,,1,0,2019-01-02 09:00:00,2019-01-02 09:00:00,u1,,EX1\n"
        "3,1,Rapid Rehousing,Rehousing,2019-01-02,,1,13,2019-01-02 09:00:00,2019-01-02 09:00:00,u1,,EX1\n"));
    TRY(write_clients(desk, output, all));
    TRY(write_enrollments(desk, output, all));
    return write_exits(desk, output, all);
}

}  // namespace kith::town
