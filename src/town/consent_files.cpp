#include "town/stories.h"
#include "town/writers.h"

namespace kith::town {
namespace {

/// `"authorities":[...],"consents":[...],"forbids":[...]` for the children of [0, size).
Result<void> write_stories(const StoryTeller& teller, std::string_view path, std::uint32_t size, Output& output) {
    struct Section {
        StorySection section;
        std::string_view opening;
    };
    constexpr std::array<Section, 3> kSections = {{{StorySection::Authorities, "\"authorities\":[\n"},
                                                   {StorySection::Consents, "\n],\n\"consents\":[\n"},
                                                   {StorySection::Forbids, "\n],\n\"forbids\":[\n"}}};
    for (const Section& section : kSections) {
        TRY(output.more_text(path, section.opening));
        const std::uint32_t first = teller.first_with(section.section, size);
        TRY(output.more_rows(path, size, [&](std::size_t begin, std::size_t end, std::string& out) {
            EntryList list(out, first >= begin ? EntryList::Place::AtStart : EntryList::Place::AfterOthers);
            for (std::size_t child = begin; child < end; ++child)
                teller.tell(section.section, static_cast<std::uint32_t>(child), list);
        }));
    }
    return output.more_text(path, "\n]}\n");
}

}  // namespace

Result<void> write_consents(const Desk& desk, Output& output) {
    TRY(output.text("consents.json", "{\"format\":\"kith-consents\",\"version\":1,\n"));
    const StoryTeller teller(desk, anchor_name(desk));
    return write_stories(teller, "consents.json", static_cast<std::uint32_t>(desk.town.children.size()), output);
}

Result<void> write_policy(const Desk& desk, Output& output) {
    constexpr std::string_view kPath = "truth/policy.json";
    const std::uint32_t size = policy_children(desk.town);
    std::vector<Persona> people = personas(desk);
    for (Persona& person : people) std::erase_if(person.caseload, [&](std::uint32_t child) { return child >= size; });
    TRY(output.text(kPath,
                    "{\"format\":\"kith-policy\",\"version\":1,\"epoch\":1,\"timezone_offset_minutes\":-360,\n"));
    TRY(output.more_text(kPath, shared_sections(desk.town) + ",\n" + sources_section(SourceForm::Policy) + ",\n" +
                                    users_section(people, truth_name()) + ",\n\"children\":[\n"));
    TRY(output.more_rows(kPath, size, [&](std::size_t begin, std::size_t end, std::string& out) {
        for (std::size_t child = begin; child < end; ++child) {
            out += child == 0 ? "{\"id\":\"" : ",\n{\"id\":\"";
            append_child_id(out, static_cast<std::uint32_t>(child));
            append_iso(out += "\",\"birth_date\":\"", ymd_of(desk.town.children[child].born));
            out += "\",\"postsecondary_from\":null}";
        }
    }));
    TRY(output.more_text(kPath, "\n],\n"));
    return write_stories(StoryTeller(desk, truth_name()), kPath, size, output);
}

}  // namespace kith::town
