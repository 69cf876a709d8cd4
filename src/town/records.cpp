#include "town/writers.h"

namespace kith::town {
namespace {

/// A row about nobody has an id of its own, so that it is found to be like no other: `test-` and its place.
void append_child_or_nobody(std::string& out, Feed feed, const Mention& mention) {
    if (mention.child != kNobody) {
        append_child_id(out, mention.child);
        return;
    }
    append_number(out += "test-", static_cast<std::uint64_t>(feed));
    append_number(out += '-', mention.line);
}

}  // namespace

Result<void> write_records(const Desk& desk, Output& output) {
    static_cast<void>(desk);
    TRY(output.text("truth/records.csv", "source,file,line,local_id,child\n"));
    for (const FileMentions& file : output.mentions()) {
        TRY(output.more_rows("truth/records.csv", file.mentions.size(),
                             [&](std::size_t begin, std::size_t end, std::string& out) {
                                 for (std::size_t i = begin; i < end; ++i) {
                                     const Mention& mention = file.mentions[i];
                                     out.append(source_id_of(file.feed)).append(",").append(file.path) += ',';
                                     append_number(out, mention.line);
                                     out += ',';
                                     append_local_id(out, file.feed, mention.local);
                                     out += ',';
                                     append_child_or_nobody(out, file.feed, mention);
                                     out += '\n';
                                 }
                             }));
    }
    return {};
}

}  // namespace kith::town
