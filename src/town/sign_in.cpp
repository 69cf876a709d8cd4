#include <algorithm>
#include <tuple>

#include "town/paths.h"
#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::size_t kChildrenOfSite = 400;

struct Visit {
    std::size_t day = 0;  // index of the school days
    int second = 0;       // of the day
    std::uint32_t child = 0;
    std::uint32_t number = 0;  // of the child's visits
};

/// One or two afternoons a week from the start of the programme on, in the order of the form's answers.
std::vector<Visit> visits_of_site(const Desk& desk, std::size_t begin, std::size_t end) {
    const Roster& roster = desk.roster(Feed::SignIn);
    const auto first = static_cast<std::size_t>(
        std::lower_bound(desk.days.begin(), desk.days.end(), programme_start(desk.town)) - desk.days.begin());
    std::vector<Visit> visits;
    for (std::size_t i = begin; i < end; ++i) {
        Random random = stream_of(desk.town.options.seed, Stream::Visits, (4ULL << 40U) + roster[i]);
        const double chance = 0.08 + 0.3 * random.unit();
        std::uint32_t number = 0;
        for (std::size_t day = first; day < desk.days.size(); ++day) {
            const bool comes = random.chance(chance);
            const int second = 15 * 3600 + random.between(0, 5400);
            if (comes || (number == 0 && day + 1 == desk.days.size()))
                visits.push_back({day, second, roster[i], number++});
        }
    }
    std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) {
        return std::tie(a.day, a.second, a.child) < std::tie(b.day, b.second, b.child);
    });
    return visits;
}

void append_visit(const Desk& desk, const Visit& visit, const AsWritten& row, std::string& out) {
    static constexpr std::array<std::string_view, 4> kWork = {"Math homework", "Reading", "Science project",
                                                              "Fractions, again"};
    append_us(out, ymd_of(desk.days[visit.day].days()));
    out += ' ';
    append_number(out, static_cast<std::uint64_t>(visit.second / 3600));
    out += ':';
    append_padded(out, static_cast<std::uint64_t>(visit.second / 60 % 60), 2);
    out += ':';
    append_padded(out, static_cast<std::uint64_t>(visit.second % 60), 2);
    out += ',';
    append_cell(out, row.given + " " + row.surname);
    out += ',';
    if (row.born.year != 0) append_us(out, row.born);
    out += ',';
    out += row.phone;
    out += ',';
    append_cell(out, kWork[(visit.child + visit.number) % kWork.size()]);
    out += '\n';
}

WholeFile write_site(const Desk& desk, std::size_t site, std::size_t sites) {
    const std::size_t children = desk.roster(Feed::SignIn).size();
    WholeFile file;
    file.path = "harbor-house/signin_" + std::to_string(site + 1) + ".csv";
    file.bytes = "Timestamp,Student First and Last Name,Date of Birth,Parent Phone,What are you working on today?\n";
    AsWritten row;
    std::uint32_t line = 2;
    for (const Visit& visit : visits_of_site(desk, children * site / sites, children * (site + 1) / sites)) {
        desk.scribe.write(Feed::SignIn, visit.child, visit.number, row, file.errors);
        file.mentions.push_back({line++, visit.child, kNoLocalId});
        append_visit(desk, visit, row, file.bytes);
    }
    return file;
}

}  // namespace

Result<void> write_sign_in(const Desk& desk, Output& output) {
    const std::size_t sites = (desk.roster(Feed::SignIn).size() + kChildrenOfSite - 1) / kChildrenOfSite;
    return output.files(Feed::SignIn, sites,
                        [&](std::size_t site) -> Result<WholeFile> { return write_site(desk, site, sites); });
}

}  // namespace kith::town
