#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::array<std::string_view, 5> kScreenings = {"Vision", "Hearing", "Lead", "Developmental (ASQ-3)", "BMI"};

void append_screening(std::string& out, std::uint32_t local, const AsWritten& row, std::int32_t day, Random& random) {
    const std::string_view screening = kScreenings[random.below(kScreenings.size())];
    const double draw = random.unit();
    append_local_id(out, Feed::Hospital, local);
    out += ',';
    append_cell(out, shouted(row.surname) + ", " + shouted(row.given) +
                         (row.middle.empty() || row.middle == "NULL" ? "" : " " + shouted(row.middle).substr(0, 1)));
    out += ',';
    if (row.born.year != 0) append_day_month_name(out, row.born);
    out += row.sex == table::Sex::Female ? ",Female," : ",Male,";
    append_day_month_name(out, ymd_of(day));
    out += ',';
    append_cell(out, screening);
    out += draw < 0.82 ? ",Pass,No" : draw < 0.95 ? ",Refer,Yes" : ",Could not test,Yes";
}

void append_patient(const Desk& desk, std::uint32_t child, std::uint32_t local, std::uint64_t copy, Piece& piece) {
    AsWritten row;
    Random random = stream_of(desk.town.options.seed, Stream::Visits, (7ULL << 40U) + (copy << 36U) + child);
    desk.scribe.write(Feed::Hospital, child, copy, row, piece.errors);
    piece.mention(child, local);
    const int visits = random.between(1, 3);
    const std::int32_t now = desk.town.options.now.days();
    const int age_days = now - desk.town.children[child].born;
    for (int visit = 0; visit < visits; ++visit) {
        append_screening(piece.text, local, row, now - random.between(1, age_days < 700 ? age_days : 700), random);
        piece.end_line();
    }
}

}  // namespace

Result<void> write_hospital(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::Hospital);
    output.deliver(Feed::Hospital, "mercy-hospital/screenings.csv");
    return output.rows(Feed::Hospital, "mercy-hospital/screenings.csv",
                       "Patient ID,Patient Name,DOB,Sex,Screening Date,Screening,Result,Follow Up\n", roster.size(),
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           for (std::size_t i = begin; i < end; ++i) {
                               append_patient(desk, roster[i], static_cast<std::uint32_t>(i), 0, piece);
                               const bool is_twice =
                                   mix64(desk.town.options.seed ^ (i * 31)) % 10'000 <
                                   rates_of(Feed::Hospital)[static_cast<std::size_t>(ErrorKind::Duplicate)];
                               if (!is_twice) continue;
                               ++piece.errors[static_cast<std::size_t>(ErrorKind::Duplicate)];
                               append_patient(desk, roster[i], static_cast<std::uint32_t>(roster.size() + i), 1, piece);
                           }
                       });
}

}  // namespace kith::town
