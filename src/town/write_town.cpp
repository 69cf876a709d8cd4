#include <array>

#include "town/town.h"
#include "town/writers.h"

namespace kith::town {

Result<Written> write_town(const Town& town, ThreadPool& pool, FileSink& sink) {
    const Desk desk(town, pool);
    Output output(sink, pool);
    using Writer = Result<void> (*)(const Desk&, Output&);
    constexpr std::array<Writer, 6> kWriters = {
        write_district_roster, write_district_extracts, write_club, write_clinic, write_community, write_records,
    };
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
