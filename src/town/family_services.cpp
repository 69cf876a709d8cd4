#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

bool is_duplicated(const Desk& desk, Feed feed, std::size_t place) {
    return mix64(desk.town.options.seed ^ mix64(place * 7 + static_cast<std::size_t>(feed))) % 10'000 <
           rates_of(feed)[static_cast<std::size_t>(ErrorKind::Duplicate)];
}

void append_pantry_row(const Desk& desk, std::uint32_t child, std::uint32_t local, std::uint64_t copy, Piece& piece) {
    AsWritten row;
    Random random = stream_of(desk.town.options.seed, Stream::Visits, (9ULL << 40U) + (copy << 36U) + child);
    desk.scribe.write(Feed::Pantry, child, copy, row, piece.errors);
    piece.mention(child, local);
    std::string& out = piece.text;
    append_local_id(out, Feed::Pantry, local);
    append_number(out += ";F", desk.town.children[child].household + 1ULL);
    append_cell(out += ';', latin1(row.surname), ';');
    append_cell(out += ';', latin1(row.given), ';');
    out += ';';
    if (row.born.year != 0) append_us_short(out, row.born);
    (out += ';').append(row.phone);
    append_cell(out += ';', latin1(row.street), ';');
    append_number(out += ';', row.postcode);
    append_number(out += ';', 1 + random.below(24));
    append_us_short(out += ';', ymd_of(desk.town.options.now.days() - random.between(1, 120)));
    out += '\r';
    piece.end_line();
}

void append_test_household(std::uint32_t local, Piece& piece) {
    ++piece.errors[static_cast<std::size_t>(ErrorKind::TestRow)];
    piece.mention(kNobody, local);
    append_local_id(piece.text, Feed::Pantry, local);
    piece.text += ";F0;ZZTEST;Training;01/01/00;;;;0;\r";
    piece.end_line();
}

void append_clock(std::string& out, Ymd day, int minute) {
    append_iso(out, day);
    out += ' ';
    const int hour = minute / 60;
    append_number(out, static_cast<std::uint64_t>(hour % 12 == 0 ? 12 : hour % 12));
    out += ':';
    append_padded(out, static_cast<std::uint64_t>(minute % 60), 2);
    out += hour < 12 ? "am" : "pm";
}

void append_authorization(const Desk& desk, std::uint32_t child, std::uint32_t local, const AsWritten& row,
                          std::string& out) {
    Random random = stream_of(desk.town.options.seed, Stream::Visits, (10ULL << 40U) + child);
    const Child& c = desk.town.children[child];
    append_cell(out, row.given + " " + row.surname);
    append_cell(out += ',', row.given);
    append_cell(out += ',', row.surname);
    append_local_id(out += ',', Feed::ChildCare, local);
    out += random.chance(0.5) ? ",Sunny Days Family Child Care," : ",\"Little Acorns, LLC\",";
    if (row.born.year != 0) append_us(out, row.born);
    out += c.grade >= 0 ? ",Yes" : ",No";
    append_number(out += ",CCAP", c.household + 1ULL);
    append_number(out += ',', 5 + random.below(18));
    append_number(out += ",0,", 10 + random.below(30));
    const std::int32_t start = desk.town.options.now.days() - random.between(40, 300);
    append_us(out += ',', ymd_of(start));
    append_us(out += ',', ymd_of(start + 364));
    append_number(out += ',', random.below(120));
    append_us(out += ".00,", ymd_of(start));
    append_us(out += ',', ymd_of(start + 181));
}

Result<void> write_authorizations(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::ChildCare);
    return output.rows(
        Feed::ChildCare, "little-steps/authorizations.csv",
        "Full Name,First Name,Last Name,Client ID,Provider Name,Date of birth (required),Enrolled in School "
        "(Kindergarten or later),Case number,Authorized full day units,Authorized hourly units,Authorized weekly "
        "hours,Effective on,Expires on,Approval #1 - Family Fee,Approval #1 - Begin Date,Approval #1 - End Date\n",
        roster.size(), [&](std::size_t begin, std::size_t end, Piece& piece) {
            AsWritten row;
            for (std::size_t i = begin; i < end; ++i) {
                const auto local = static_cast<std::uint32_t>(i);
                desk.scribe.write(Feed::ChildCare, roster[i], 0, row, piece.errors);
                piece.mention(roster[i], local);
                append_authorization(desk, roster[i], local, row, piece.text);
                piece.end_line();
            }
        });
}

constexpr std::size_t kDaysOfLog = 20;

void append_day_of_care(std::string& out, std::uint32_t local, Ymd day, const AsWritten& row, Random& random) {
    const bool is_absent = random.chance(0.09);
    const bool forgot_to_sign_out = random.chance(0.05);
    const int in = random.between(5 * 60 + 20, 8 * 60 + 50);
    const int out_minute = in + random.between(7 * 60, 10 * 60);
    append_local_id(out, Feed::ChildCare, local);
    out += ',';
    if (!is_absent) append_clock(out, day, in);
    out += ',';
    if (!is_absent && !forgot_to_sign_out) append_clock(out, day, out_minute);
    out += ',';
    if (is_absent) append_iso(out, day);
    out += ",,";
    append_cell(out, row.given);
    append_cell(out += ',', row.surname);
}

Result<void> write_check_ins(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::ChildCare);
    return output.rows(
        Feed::ChildCare, "little-steps/checkins.csv", "id,check_in,check_out,absence,dhs_id,first_name,last_name\n",
        roster.size(), [&](std::size_t begin, std::size_t end, Piece& piece) {
            AsWritten row;
            ErrorCounts counted_in_authorizations{};
            for (std::size_t i = begin; i < end; ++i) {
                desk.scribe.write(Feed::ChildCare, roster[i], 0, row, counted_in_authorizations);
                Random random = stream_of(desk.town.options.seed, Stream::Visits, (11ULL << 40U) + roster[i]);
                const std::size_t first = desk.days.size() < kDaysOfLog ? 0 : desk.days.size() - kDaysOfLog;
                for (std::size_t day = first; day < desk.days.size(); ++day) {
                    append_day_of_care(piece.text, static_cast<std::uint32_t>(i), ymd_of(desk.days[day].days()), row,
                                       random);
                    piece.end_line();
                }
            }
        });
}

void append_case(const Desk& desk, std::uint32_t child, std::uint32_t local, const AsWritten& row, std::string& out) {
    static constexpr std::array<std::string_view, 3> kWorkers = {"S. Lindqvist", "D. Moua", "R. Abernathy"};
    Random random = stream_of(desk.town.options.seed, Stream::Visits, (12ULL << 40U) + child);
    const Household& home = desk.town.households[desk.town.children[child].household];
    append_local_id(out, Feed::Welfare, local);
    append_number(out += ",RC-", 10'000ULL + desk.town.children[child].household);
    append_cell(out += ',', row.surname);
    append_cell(out += ',', row.given);
    append_cell(out += ',', row.middle);
    out += ',';
    if (row.born.year != 0) append_us(out, row.born);
    out += row.sex == table::Sex::Female ? ",F," : ",M,";
    out += home.kind == HomeKind::Foster    ? "Foster home,"
           : home.kind == HomeKind::Kinship ? "Relative home,"
                                            : "In home,";
    const std::int32_t start = desk.town.options.now.days() - random.between(30, 900);
    append_us(out, ymd_of(start));
    out += ',';
    if (random.chance(0.2)) append_us(out, ymd_of(start + random.between(10, 29)));
    append_cell(out += ',', row.guardian.given + " " + row.guardian.surname);
    (out += ',').append(row.phone).append(",").append(row.guardian.relation) += ',';
    out += kWorkers[random.below(kWorkers.size())];
}

}  // namespace

Result<void> write_pantry(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::Pantry);
    output.deliver(Feed::Pantry, "plenty-pantry/households.csv");
    return output.rows(Feed::Pantry, "plenty-pantry/households.csv",
                       "Client ID;Household;Last Name;First Name;Date of Birth;Phone;Street;Zip;Visits;Last Visit\r\n",
                       roster.size(), [&](std::size_t begin, std::size_t end, Piece& piece) {
                           for (std::size_t i = begin; i < end; ++i) {
                               append_pantry_row(desk, roster[i], static_cast<std::uint32_t>(i), 0, piece);
                               if (is_test_row(desk.town, Feed::Pantry, i))
                                   append_test_household(static_cast<std::uint32_t>(2 * roster.size() + i), piece);
                               if (!is_duplicated(desk, Feed::Pantry, i)) continue;
                               ++piece.errors[static_cast<std::size_t>(ErrorKind::Duplicate)];
                               append_pantry_row(desk, roster[i], static_cast<std::uint32_t>(roster.size() + i), 1,
                                                 piece);
                           }
                       });
}

Result<void> write_child_care(const Desk& desk, Output& output) {
    output.deliver(Feed::ChildCare, "little-steps/authorizations.csv");
    output.deliver(Feed::ChildCare, "little-steps/checkins.csv");
    TRY(write_authorizations(desk, output));
    return write_check_ins(desk, output);
}

Result<void> write_welfare(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::Welfare);
    output.deliver(Feed::Welfare, "county-welfare/cases.csv");
    return output.rows(
        Feed::Welfare, "county-welfare/cases.csv",
        "Client ID,Case Number,Last Name,First Name,Middle Name,DOB,Sex,Placement Type,Placement Start,Placement "
        "End,Caregiver Name,Caregiver Phone,Relationship to Child,Caseworker\n",
        roster.size(), [&](std::size_t begin, std::size_t end, Piece& piece) {
            AsWritten row;
            for (std::size_t i = begin; i < end; ++i) {
                const auto local = static_cast<std::uint32_t>(i);
                desk.scribe.write(Feed::Welfare, roster[i], 0, row, piece.errors);
                piece.mention(roster[i], local);
                append_case(desk, roster[i], local, row, piece.text);
                piece.end_line();
            }
        });
}

}  // namespace kith::town
