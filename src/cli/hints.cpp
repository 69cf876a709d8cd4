#include "cli/hints.h"

#include <array>
#include <utility>

namespace kith::cli {
namespace {

using Hint = std::pair<std::string_view, std::string_view>;

// The longest matching beginning counts.
constexpr std::array kHints = {
    Hint{"file.not-found", "check the path; `kith COMMAND --help` shows examples"},
    Hint{"ledger.disk.full", "free some space and run the command again; nothing was written"},
    Hint{"ledger.key.missing", "name the key file that `kith init` made for this ledger with --key-file"},
    Hint{"file.disk-full", "free some space and run the command again; nothing was half written"},
    Hint{"file.exists", "choose another name or move the file away"},
    Hint{"file.is-a-folder", "name the files inside it"},
    Hint{"intake.file.empty", "ask the sender for the export again"},
    Hint{"intake.file.binary", "export the data as CSV or XLSX and deliver that"},
    Hint{"intake.xlsx", "open the workbook in a spreadsheet program, save it again as XLSX or CSV, and deliver that"},
    Hint{"intake.csv.line-too-long", "the file is probably not a table; look at its first lines"},
    Hint{"ledger.key.wrong", "name the key file that `kith init` made for this ledger with --key-file"},
    Hint{"ledger.file.missing", "make a ledger with `kith init`, or name one with --ledger"},
    Hint{"ledger.file.exists", "choose another --ledger, or use the one that is there"},
    Hint{"ledger.file.corrupt", "run `kith doctor`, then `kith restore` from the last good backup"},
    Hint{"ledger.busy", "another command is writing; run this one again"},
    Hint{"audit", "keep the file as it is, and compare with the last backup's receipt"},
    Hint{"community", "see docs/formats/community.md for what the file holds"},
    Hint{"consents", "see docs/formats/consents.md for what the file holds"},
    Hint{"usage", "`kith --help` lists the commands, `kith COMMAND --help` their options"},
    Hint{"child.unknown", "`kith find` lists the children you may know of"},
    Hint{"link.ledger-changed", "run `kith link` again"},
    Hint{"decide.unexpected", "each answer that differs is printed with its request"},
    Hint{"policy", "see docs/formats/policy.md for what the file holds"},
};

}  // namespace

std::string_view hint_of(std::string_view error_id) {
    Hint best;
    for (const Hint& hint : kHints) {
        if (error_id.starts_with(hint.first) && hint.first.size() > best.first.size()) best = hint;
    }
    return best.second;
}

}  // namespace kith::cli
