#include <algorithm>

#include "town/paths.h"
#include "town/workbook.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::size_t kPupilsOfCampus = 600;
constexpr std::uint32_t kHeaderRow = 3;

void write_pupil(Workbook& book, const Desk& desk, std::uint32_t row, std::uint32_t child, std::uint32_t local,
                 const AsWritten& written) {
    const Child& c = desk.town.children[child];
    std::string id;
    append_local_id(id, Feed::Charter, local);
    book.text(row, 0, id);
    book.text(row, 1, std::to_string(state_id(desk.town, child)));
    book.text(row, 2, written.surname);
    book.text(row, 3, written.given);
    book.text(row, 4, written.middle);
    if (c.has_nickname) book.text(row, 5, written.preferred);
    const auto born = CivilDate::from_ymd(written.born.year, written.born.month, written.born.day);
    if (written.born.year > 1900 && born) book.date(row, 6, *born);
    if (written.born.year == 1900) book.text(row, 6, "1/1/1900");
    book.text(row, 7, grade_code(c.grade));
    book.text(row, 8, written.sex == table::Sex::Female ? "F" : "M");
    if (written.phone.size() == 10)
        book.text(row, 9,
                  written.phone.substr(0, 3) + "." + written.phone.substr(3, 3) + "." + written.phone.substr(6));
    book.text(row, 10, written.street);
    book.text(row, 11, "Riverton");
    book.text(row, 12, "MN");
    book.text(row, 13, std::to_string(written.postcode));
    book.text(row, 14, written.guardian.given + " " + written.guardian.surname);
    book.text(row, 15, written.guardian.relation);
}

void write_pupils(Workbook& book, const Desk& desk, std::size_t campus, std::size_t begin, std::size_t end,
                  WholeFile& file) {
    static constexpr std::array<std::string_view, 16> kHeads = {
        "Student ID", "State ID", "Last Name",       "First Name",  "Middle Name", "Goes By",
        "DOB",        "Grade",    "Gender",          "Home Phone",  "Address",     "City",
        "State",      "Zip",      "Parent/Guardian", "Relationship"};
    const Roster& roster = desk.roster(Feed::Charter);
    book.add_sheet("Students");
    book.bold(0, 0, "Riverside Charter School, Campus " + std::to_string(campus + 1));
    book.text(1, 0, "Student list as of " + desk.town.options.now.to_iso());
    book.heads(kHeaderRow, kHeads);
    AsWritten written;
    for (std::size_t i = begin; i < end; ++i) {
        const auto row = static_cast<std::uint32_t>(kHeaderRow + 1 + i - begin);
        const auto local = static_cast<std::uint32_t>(i);
        desk.scribe.write(Feed::Charter, roster[i], 0, written, file.errors);
        file.mentions.push_back({row + 1, roster[i], local});
        write_pupil(book, desk, row, roster[i], local, written);
    }
}

/// Totals only: days enrolled, absent and tardy.
void write_totals(Workbook& book, const Desk& desk, std::size_t begin, std::size_t end) {
    static constexpr std::array<std::string_view, 5> kHeads = {"Student ID", "Days Enrolled", "Days Present",
                                                               "Days Absent", "Tardies"};
    const Roster& roster = desk.roster(Feed::Charter);
    book.add_sheet("Attendance Totals");
    book.heads(0, kHeads);
    std::vector<DayException> exceptions;
    for (std::size_t i = begin; i < end; ++i) {
        const auto row = static_cast<std::uint32_t>(1 + i - begin);
        attendance_exceptions(desk.town, desk.days, roster[i], Programmes::AsServed, exceptions);
        const auto tardies = static_cast<double>(std::count_if(
            exceptions.begin(), exceptions.end(), [](const DayException& e) { return e.kind == Exception::Tardy; }));
        const double absences = static_cast<double>(exceptions.size()) - tardies;
        std::string id;
        append_local_id(id, Feed::Charter, static_cast<std::uint32_t>(i));
        book.text(row, 0, id);
        book.number(row, 1, static_cast<double>(desk.days.size()));
        book.number(row, 2, static_cast<double>(desk.days.size()) - absences);
        book.number(row, 3, absences);
        book.number(row, 4, tardies);
    }
}

}  // namespace

Result<void> write_charter(const Desk& desk, Output& output) {
    const std::size_t pupils = desk.roster(Feed::Charter).size();
    const std::size_t campuses = (pupils + kPupilsOfCampus - 1) / kPupilsOfCampus;
    return output.files(Feed::Charter, campuses, [&](std::size_t campus) -> Result<WholeFile> {
        const std::size_t begin = pupils * campus / campuses;
        const std::size_t end = pupils * (campus + 1) / campuses;
        WholeFile file;
        file.path = "riverside-charter/campus-" + std::to_string(campus + 1) + ".xlsx";
        Workbook book = TRY(Workbook::create(desk.town.options.now));
        write_pupils(book, desk, campus, begin, end, file);
        write_totals(book, desk, begin, end);
        file.bytes = TRY(book.finish());
        return file;
    });
}

}  // namespace kith::town
