#include <array>

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

}  // namespace kith::town
