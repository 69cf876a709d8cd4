#include <algorithm>

#include "town/stories.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::array<std::string_view, kCultureCount> kCultures = {"anglo", "hispanic", "african", "east_asian",
                                                                   "south_asian"};
constexpr std::array<std::string_view, 5> kHomes = {"two_parents", "mother", "father", "kinship", "foster"};
constexpr std::array<std::string_view, kConsentStoryCount> kStories = {
    "silent",       "broad",      "narrow",          "expired",     "withdrawn",   "refused",
    "requested",    "conflict",   "court_order",     "joint",       "unverified",  "renewed",
    "future_start", "superseded", "turned_eighteen", "own_consent", "invalidated", "suspended"};
constexpr std::array<std::string_view, 4> kAttendanceClasses = {"steady", "chronic", "declining", "recovering"};
constexpr std::array<std::string_view, 4> kReadingClasses = {"on_track", "ahead", "falling_behind", "catching_up"};

template <class Enum, std::size_t Size>
std::string_view word_of(Enum value, const std::array<std::string_view, Size>& words) {
    return words[static_cast<std::size_t>(value)];
}

void append_child(const Desk& desk, std::uint32_t index, const AsWritten& row, std::string& out) {
    const Child& child = desk.town.children[index];
    const Household& home = desk.town.households[child.household];
    append_child_id(out, index);
    append_number(out += ",h", child.household + 1ULL);
    append_iso(out += ',', row.born);
    out += child.sex == table::Sex::Female ? ",female," : ",male,";
    append_cell(out, row.given);
    append_cell(out += ',', row.middle);
    append_cell(out += ',', row.surname);
    append_cell(out += ',', row.preferred);
    out += home.form == SurnameForm::Single ? ",0," : ",1,";
    if (child.twin_group != 0) append_number(out += 't', child.twin_group);
    out.append(",").append(word_of(home.culture, kCultures)).append(",").append(word_of(home.kind, kHomes));
    out += home.has_moved ? ",1" : ",0";
    out += child.has_former_surname ? ",1," : ",0,";
    if (child.grade == 13) out += "left";
    if (child.grade >= -1 && child.grade <= 12) out += grade_code(child.grade);
    out.append(",").append(word_of(child.story, kStories)) += ',';
    bool is_first = true;
    for (std::size_t feed = 0; feed < kFeedCount; ++feed) {
        if (!child.is_in(static_cast<Feed>(feed))) continue;
        if (!is_first) out += ' ';
        is_first = false;
        out += source_id_of(static_cast<Feed>(feed));
    }
    out += '\n';
}

Result<void> write_children(const Desk& desk, Output& output) {
    TRY(output.text("truth/children.csv",
                    "child,household,birth_date,sex,given,middle,surname,nickname,double_surname,twin_group,culture,"
                    "home,moved,former_surname,grade,consent,sources\n"));
    return output.more_rows("truth/children.csv", desk.town.children.size(),
                            [&](std::size_t begin, std::size_t end, std::string& out) {
                                AsWritten row;
                                for (std::size_t i = begin; i < end; ++i) {
                                    const auto child = static_cast<std::uint32_t>(i);
                                    desk.scribe.write_truth(child, row);
                                    append_child(desk, child, row, out);
                                }
                            });
}

Result<void> write_classes(const Desk& desk, Output& output) {
    TRY(output.text("truth/classes.csv", "child,attendance_class,reading_class\n"));
    return output.more_rows("truth/classes.csv", desk.town.children.size(),
                            [&](std::size_t begin, std::size_t end, std::string& out) {
                                for (std::size_t i = begin; i < end; ++i) {
                                    const Child& child = desk.town.children[i];
                                    append_child_id(out, static_cast<std::uint32_t>(i));
                                    out.append(",").append(word_of(child.attendance_class, kAttendanceClasses));
                                    out.append(",").append(word_of(child.reading_class, kReadingClasses)) += '\n';
                                }
                            });
}

Result<void> write_counts(const Desk& desk, Output& output) {
    std::array<std::uint64_t, kFeedCount> records{};
    for (const FileMentions& file : output.mentions())
        records[static_cast<std::size_t>(file.feed)] += file.mentions.size();
    std::uint64_t in_groups = 0;
    std::uint64_t groups = 0;
    for (std::uint32_t i = 0; i < desk.town.children.size(); ++i) {
        in_groups += desk.town.children[i].twin_group != 0 ? 1 : 0;
        groups += desk.town.children[i].twin_group == i + 1 ? 1 : 0;
    }
    std::string text = "{\"format\":\"kith-town-counts\",\"version\":1,\"children\":";
    append_number(text, desk.town.children.size());
    append_number(text += ",\"households\":", desk.town.households.size());
    append_number(text += ",\"twin_groups\":", groups);
    append_number(text += ",\"children_in_twin_groups\":", in_groups);
    text += ",\"sources\":[";
    for (std::size_t feed = 0; feed < kFeedCount; ++feed) {
        text.append(feed == 0 ? "\n" : ",\n").append("{\"source\":");
        append_json(text, source_id_of(static_cast<Feed>(feed)));
        append_number(text += ",\"children\":", desk.town.rosters[feed].size());
        append_number(text += ",\"records\":", records[feed]);
        text += ",\"errors\":{";
        for (std::size_t kind = 0; kind < kErrorKinds; ++kind) {
            append_json(text.append(kind == 0 ? "" : ","), name_of(static_cast<ErrorKind>(kind)));
            append_number(text += ':', output.errors()[feed][kind]);
        }
        text += "}}";
    }
    return output.text("truth/counts.json", text + "\n]}\n");
}

}  // namespace

Result<void> write_truth(const Desk& desk, Output& output) {
    TRY(write_children(desk, output));
    TRY(write_classes(desk, output));
    TRY(write_effects(desk, output));
    return write_counts(desk, output);
}

}  // namespace kith::town
