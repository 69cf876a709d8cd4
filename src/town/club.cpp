#include <algorithm>

#include "town/streams.h"
#include "town/workbook.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::size_t kMembersOfSite = 120;
constexpr std::size_t kMonthsMax = 6;
constexpr std::uint16_t kFirstDayColumn = 6;
constexpr std::uint32_t kFirstMemberRow = 5;

struct Month {
    int year = 0;
    int month = 0;
    int days = 0;
};

int days_of_month(int year, int month) {
    const CivilDate first = CivilDate::from_ymd(year, month, 1).value();
    const CivilDate next = CivilDate::from_ymd(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1).value();
    return next.days() - first.days();
}

/// From September, the months with school that are over on the last day; of one school year the last kMonthsMax.
std::vector<Month> register_months(const Desk& desk) {
    const Town& town = desk.town;
    std::vector<Month> months;
    int year = town.school_year_start.year();
    int month = 9;
    while (CivilDate::from_ymd(year, month, days_of_month(year, month)).value() < town.options.last_day()) {
        const CivilDate first = CivilDate::from_ymd(year, month, 1).value();
        const auto day = std::lower_bound(desk.days.begin(), desk.days.end(), first);
        const bool has_school = day != desk.days.end() && *day < first.plus_days(days_of_month(year, month));
        if (has_school) months.push_back({year, month, days_of_month(year, month)});
        month = month == 12 ? 1 : month + 1;
        year += month == 1 ? 1 : 0;
    }
    if (town.options.school_year == 0 && months.size() > kMonthsMax)
        months.erase(months.begin(), months.end() - static_cast<std::ptrdiff_t>(kMonthsMax));
    return months;
}

/// Each site ticks in its own way.
std::string_view present_mark(std::size_t site) {
    static constexpr std::array<std::string_view, 3> kMarks = {"X", "✓", "P"};
    return kMarks[site % kMarks.size()];
}

struct Member {
    std::uint32_t child = 0;
    std::uint32_t local = 0;
    AsWritten row;
    double days_a_week = 3;
};

std::string_view draw_mark(Random& random, const Member& member, std::size_t site) {
    const double draw = random.unit();
    const double comes = member.days_a_week / 5.0;
    if (draw < comes * 0.93) return present_mark(site);
    if (draw < comes * 0.97) return "L";
    if (draw < comes) return "E";
    return draw < comes + 0.15 ? "A" : "";
}

void write_head(Workbook& book, std::size_t site, const Month& month) {
    const std::string title = std::string(month_name(month.month)) + " " + std::to_string(month.year);
    const auto last = static_cast<std::uint16_t>(kFirstDayColumn + month.days - 1);
    book.bold(0, 0, "Northside Boys & Girls Club");
    book.text(1, 0, "Attendance Register: Site " + std::to_string(site + 1));
    book.text(2, 0, "Staff: please mark every day. Do not change the columns!");
    book.merge(3, kFirstDayColumn, last, title);
    static constexpr std::array<std::string_view, 6> kHeads = {"No.", "Member ID", "Name",
                                                               "DOB", "Grade",     "Parent Phone"};
    book.heads(4, kHeads);
    for (int day = 1; day <= month.days; ++day)
        book.number(4, static_cast<std::uint16_t>(kFirstDayColumn + day - 1), day);
    book.bold(4, static_cast<std::uint16_t>(last + 1), "Total");
}

void write_member(Workbook& book, const Desk& desk, std::size_t site, std::uint32_t row, const Member& member) {
    std::string id;
    append_local_id(id, Feed::Club, member.local);
    book.number(row, 0, row - kFirstMemberRow + 1);
    book.text(row, 1, id);
    book.text(row, 2, member.row.surname + ", " + member.row.given);
    const Ymd born = member.row.born;
    if (born.year > 1900 && site % 2 == 0) {
        book.date(row, 3, CivilDate::from_ymd(born.year, born.month, born.day).value());
    } else if (born.year != 0) {
        std::string text;
        append_us(text, born);
        book.text(row, 3, text);
    }
    book.text(row, 4, grade_code(desk.town.children[member.child].grade));
    book.text(row, 5, member.row.phone);
}

/// The sheet of one month: a row a member, totals right and below, a legend.
void write_month(Workbook& book, const Desk& desk, std::size_t site, const Month& month,
                 const std::vector<Member>& members) {
    book.add_sheet(std::string(month_name(month.month)).substr(0, 3) + " " + std::to_string(month.year));
    write_head(book, site, month);
    std::array<int, 32> day_totals{};
    const auto total_column = static_cast<std::uint16_t>(kFirstDayColumn + month.days);
    const CivilDate first = CivilDate::from_ymd(month.year, month.month, 1).value();
    std::uint32_t row = kFirstMemberRow;
    for (const Member& member : members) {
        write_member(book, desk, site, row, member);
        Random random = stream_of(desk.town.options.seed, Stream::Visits,
                                  (static_cast<std::uint64_t>(first.days()) << 32U) + member.child);
        int total = 0;
        for (int day = 1; day <= month.days; ++day) {
            if (!std::binary_search(desk.days.begin(), desk.days.end(), first.plus_days(day - 1))) continue;
            const std::string_view mark = draw_mark(random, member, site);
            book.text(row, static_cast<std::uint16_t>(kFirstDayColumn + day - 1), mark);
            const bool is_present = mark == "L" || mark == present_mark(site);
            total += is_present ? 1 : 0;
            day_totals[static_cast<std::size_t>(day)] += is_present ? 1 : 0;
        }
        book.number(row, total_column, total);
        ++row;
    }
    book.bold(row, 2, "Total");
    for (int day = 1; day <= month.days; ++day)
        book.number(row, static_cast<std::uint16_t>(kFirstDayColumn + day - 1),
                    day_totals[static_cast<std::size_t>(day)]);
    book.text(row + 2, 0,
              std::string(present_mark(site)) + " = present, L = late, A = absent, E = excused, blank = not expected");
}

Result<WholeFile> write_site(const Desk& desk, const std::vector<Month>& months, std::size_t site, std::size_t sites) {
    const Roster& roster = desk.roster(Feed::Club);
    const std::size_t begin = roster.size() * site / sites;
    const std::size_t end = roster.size() * (site + 1) / sites;
    WholeFile file;
    file.path = "northside-club/site-" + std::to_string(site + 1) + "-register.xlsx";
    std::vector<Member> members;
    for (std::size_t i = begin; i < end; ++i) {
        Member member;
        member.child = roster[i];
        member.local = static_cast<std::uint32_t>(i);
        desk.scribe.write(Feed::Club, roster[i], 0, member.row, file.errors);
        Random random = stream_of(desk.town.options.seed, Stream::Visits, (3ULL << 40U) + roster[i]);
        member.days_a_week = random.between(1, 5);
        file.mentions.push_back(
            {kFirstMemberRow + 1 + static_cast<std::uint32_t>(members.size()), member.child, member.local});
        members.push_back(std::move(member));
    }
    Workbook book = TRY(Workbook::create(desk.town.options.now));
    for (const Month& month : months) write_month(book, desk, site, month, members);
    file.bytes = TRY(book.finish());
    return file;
}

}  // namespace

Result<void> write_club(const Desk& desk, Output& output) {
    const std::vector<Month> months = register_months(desk);
    const std::size_t members = desk.roster(Feed::Club).size();
    if (members == 0 || months.empty()) return {};
    const std::size_t sites = (members + kMembersOfSite - 1) / kMembersOfSite;
    return output.files(Feed::Club, sites, [&](std::size_t site) { return write_site(desk, months, site, sites); });
}

}  // namespace kith::town
