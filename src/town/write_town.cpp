#include <algorithm>
#include <array>
#include <utility>

#include "town/town.h"
#include "town/writers.h"

namespace kith::town {

Result<Written> write_town(const Town& town, ThreadPool& pool, FileSink& sink) {
    const Desk desk(town, pool);
    Output output(sink, pool);
    using Writer = Result<void> (*)(const Desk&, Output&);
    constexpr auto kWriters = std::to_array<Writer>({
        write_district_roster, write_district_extracts, write_charter,  write_club,
        write_sign_in,         write_mentors,           write_summer,   write_clinic,
        write_hospital,        write_housing,           write_pantry,   write_child_care,
        write_welfare,         write_community,         write_consents, write_policy,
        write_decisions,       write_records,           write_truth,
    });
    for (const Writer writer : kWriters) TRY(writer(desk, output));
    Written written;
    written.children = static_cast<std::uint32_t>(town.children.size());
    written.households = static_cast<std::uint32_t>(town.households.size());
    for (const FileMentions& file : output.mentions()) written.records += file.mentions.size();
    written.files = output.file_count();
    written.bytes = output.bytes();
    return written;
}

Result<Written> write_exports(const Town& town, std::span<const Feed> feeds, ThreadPool& pool, FileSink& sink) {
    const Desk desk(town, pool);
    Output output(sink, pool);
    using Writer = Result<void> (*)(const Desk&, Output&);
    // The district's three feeds come out of one system.
    constexpr auto kWriters = std::to_array<std::pair<Feed, Writer>>({
        {Feed::District, write_district_roster},
        {Feed::District, write_district_extracts},
        {Feed::Charter, write_charter},
        {Feed::Club, write_club},
        {Feed::SignIn, write_sign_in},
        {Feed::Mentors, write_mentors},
        {Feed::Summer, write_summer},
        {Feed::Clinic, write_clinic},
        {Feed::Hospital, write_hospital},
        {Feed::Housing, write_housing},
        {Feed::Pantry, write_pantry},
        {Feed::ChildCare, write_child_care},
        {Feed::Welfare, write_welfare},
    });
    for (const auto& [feed, writer] : kWriters) {
        if (std::find(feeds.begin(), feeds.end(), feed) != feeds.end()) TRY(writer(desk, output));
    }
    Written written;
    written.files = output.file_count();
    written.bytes = output.bytes();
    return written;
}

}  // namespace kith::town
