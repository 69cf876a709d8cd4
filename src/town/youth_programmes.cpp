#include "town/paths.h"
#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

void append_match(const Desk& desk, std::uint32_t child, std::uint32_t local, const AsWritten& row, std::string& out) {
    Random random = stream_of(desk.town.options.seed, Stream::Visits, (5ULL << 40U) + child);
    out += "{\"youth_id\":\"";
    append_local_id(out, Feed::Mentors, local);
    append_json(out += "\",\"first_name\":", row.given);
    append_json(out += ",\"last_name\":", row.surname);
    out += ",\"birth_date\":";
    if (row.born.year == 0) {
        out += "null";
    } else {
        append_iso(out += '"', row.born);
        out += '"';
    }
    out += row.sex == table::Sex::Female ? ",\"gender\":\"F\"" : ",\"gender\":\"M\"";
    append_json(out += ",\"guardian\":", row.guardian.given + " " + row.guardian.surname);
    append_json(out += ",\"guardian_phone\":", row.phone);
    append_iso(out += ",\"program\":\"Bright Mentors\",\"start_date\":\"",
               ymd_of(programme_start(desk.town).days() + random.between(0, 20)));
    append_number(out += "\",\"meetings\":", 4 + random.below(18));
    out += "}";
}

}  // namespace

Result<void> write_mentors(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::Mentors);
    output.deliver(Feed::Mentors, "bright-mentors/matches.jsonl");
    return output.rows(Feed::Mentors, "bright-mentors/matches.jsonl", "", roster.size(),
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           AsWritten row;
                           for (std::size_t i = begin; i < end; ++i) {
                               const auto local = static_cast<std::uint32_t>(i);
                               desk.scribe.write(Feed::Mentors, roster[i], 0, row, piece.errors);
                               piece.mention(roster[i], local);
                               append_match(desk, roster[i], local, row, piece.text);
                               piece.end_line();
                           }
                       });
}

Result<void> write_summer(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::Summer);
    output.deliver(Feed::Summer, "summer-reach/signups.csv");
    return output.rows(
        Feed::Summer, "summer-reach/signups.csv", "Last Name,First Name,Birth Year,Weeks,T-Shirt\n", roster.size(),
        [&](std::size_t begin, std::size_t end, Piece& piece) {
            static constexpr std::array<std::string_view, 4> kShirts = {"YS", "YM", "YL", "AS"};
            AsWritten row;
            for (std::size_t i = begin; i < end; ++i) {
                Random random = stream_of(desk.town.options.seed, Stream::Visits, (6ULL << 40U) + roster[i]);
                const std::uint64_t copies =
                    random.below(10'000) < rates_of(Feed::Summer)[static_cast<std::size_t>(ErrorKind::Duplicate)] ? 2
                                                                                                                  : 1;
                piece.errors[static_cast<std::size_t>(ErrorKind::Duplicate)] += copies - 1;
                for (std::uint64_t copy = 0; copy < copies; ++copy) {
                    desk.scribe.write(Feed::Summer, roster[i], copy, row, piece.errors);
                    piece.mention(roster[i], kNoLocalId);
                    append_cell(piece.text, row.surname);
                    piece.text += ',';
                    append_cell(piece.text, row.given);
                    piece.text += ',';
                    if (row.born.year != 0) append_number(piece.text, static_cast<std::uint64_t>(row.born.year));
                    piece.text += ',';
                    append_number(piece.text, 1 + random.below(8));
                    (piece.text += ',').append(kShirts[random.below(kShirts.size())]);
                    piece.end_line();
                }
            }
        });
}

}  // namespace kith::town
