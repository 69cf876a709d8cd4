// The synthetic community: town.

#include <nlohmann/json.hpp>

#include "cli/session.h"
#include "cli/text_table.h"
#include "service/live_town.h"
#include "service/write_town.h"
#include "town/town.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

Result<town::Options> town_options(const Session& session, const Arguments& arguments) {
    town::Options options;
    const std::int64_t children = arguments.number("--children", options.children);
    if (children < 1 || children > town::kChildrenMax) {
        return make_error(ErrorCode::InvalidInput, "town.children.out-of-range",
                          "expected between 1 and " + std::to_string(town::kChildrenMax) + " children");
    }
    options.children = static_cast<std::uint32_t>(children);
    options.seed = static_cast<std::uint64_t>(arguments.number("--seed", 1));
    if (arguments.has("--live")) options.now = session.clock().now().date_utc();
    if (const auto until = arguments.optional_text("--until")) {
        const auto day = CivilDate::parse_iso(*until);
        if (!day) return make_error(ErrorCode::InvalidInput, "town.until", "expected a day such as 2026-03-02");
        options.now = *day;
    }
    // A year of history needs the whole school year before the one in which the day falls.
    const int this_year = options.now.month() >= 9 ? options.now.year() : options.now.year() - 1;
    if (arguments.has("--live")) options.school_year = this_year - 1;
    return options;
}

Json written_json(const std::string& folder, const town::Written& written) {
    return {{"folder", folder},           {"children", written.children}, {"households", written.households},
            {"records", written.records}, {"files", written.files},       {"bytes", written.bytes}};
}

std::string written_text(const std::string& folder, const town::Written& written) {
    return folder + ": " + counted(written.children, "child", "children") + " in " +
           counted(written.households, "household", "households") + ", " +
           counted(written.records, "record", "records") + " in " + counted(written.files, "file", "files") + "\n";
}

Json live_json(const std::string& ledger, const service::LiveTown& live) {
    return {{"ledger", ledger},        {"deliveries", live.deliveries}, {"motions", live.motions},
            {"persons", live.persons}, {"reviews", live.reviews},       {"audit_entries", live.audit_entries}};
}

std::string live_text(const std::string& ledger, const service::LiveTown& live) {
    return ledger + ": a sample ledger with a year of history: " + counted(live.deliveries, "delivery", "deliveries") +
           ", " + counted(live.motions, "motion", "motions") + ", " + counted(live.persons, "person", "persons") +
           ", " + counted(live.reviews, "review waiting", "reviews waiting") + "\n";
}

Result<void> run_town(Session& session, const Arguments& arguments) {
    const town::Options options = TRY(town_options(session, arguments));
    const std::string folder = arguments.text("--out");
    const town::Written written = TRY(service::write_town(options, folder, session.pool(), session.progress()));
    Json answer = written_json(folder, written);
    std::string text = written_text(folder, written);
    if (const auto path = arguments.optional_text("--live")) {
        service::LedgerPlace place;
        place.path = *path;
        const service::LiveTown live =
            TRY(service::make_live_town(options, folder, place, session.clock(), session.pool(), session.progress()));
        answer["live"] = live_json(*path, live);
        text += live_text(*path, live);
    }
    if (session.form() == Form::Json) {
        session.print_json(answer);
    } else {
        session.print(text);
    }
    return {};
}

}  // namespace

std::vector<Command> town_commands() {
    return {
        {"town",
         "write a synthetic community with known truth",
         "The files of at least ten organisations with the errors people make, and who is who. Same seed and day, same "
         "bytes.\n"
         "With --live also a new sample ledger in which that community has lived for a year: deliveries month by "
         "month, "
         "votes,\n"
         "conversations, consents. Its log begins by saying that its times are made; a ledger that exists is refused.",
         Uses::Files,
         {{"--children", "N", "how many children", Count::Optional, Takes::Number},
          {"--seed", "S", "another seed, another town", Count::Optional, Takes::Number},
          {"--until", "DATE", "the town's day; else 2026-03-02, with --live today"},
          {"--live", "LEDGER", "make a sample ledger there", Count::Optional, Takes::File},
          {"--out", "DIR", "a new or empty folder", Count::Required, Takes::Folder}},
         {"kith town --children 2000 --seed 7 --out town",
          "kith town --children 2000 --seed 7 --live sample.db --out town"},
         run_town},
    };
}

}  // namespace kith::cli
