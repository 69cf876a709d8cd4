#include "town/community_parts.h"
#include "town/writers.h"

namespace kith::town {

Result<void> write_community(const Desk& desk, Output& output) {
    std::string text =
        R"({"format":"kith-community","version":1,"name":"Riverton","region":"US","timezone_offset_minutes":-360,)"
        "\n";
    text += shared_sections(desk.town) + ",\n" + sources_section(SourceForm::Community) + ",\n";
    text += users_section(personas(desk), anchor_name(desk)) + ",\n\"forbids\":[]}\n";
    TRY(output.text("community.json", text));

    std::string deliveries = "[";
    for (std::size_t feed = 0; feed < kFeedCount; ++feed) {
        const auto& paths = output.paths_of(static_cast<Feed>(feed));
        if (paths.empty()) continue;
        deliveries.append(deliveries.size() == 1 ? "\n{\"source\":" : ",\n{\"source\":");
        append_json(deliveries, source_id_of(static_cast<Feed>(feed)));
        deliveries += ",\"files\":[";
        for (const std::string& path : paths) {
            if (deliveries.back() != '[') deliveries += ',';
            append_json(deliveries, path);
        }
        deliveries += "]}";
    }
    return output.text("deliveries.json", deliveries + "\n]\n");
}

}  // namespace kith::town
