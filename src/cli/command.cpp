#include "cli/command.h"

#include <iterator>

namespace kith::cli {

std::string Arguments::text(std::string_view name, std::string_view otherwise) const {
    const auto found = values_.find(std::string(name));
    return found == values_.end() ? std::string(otherwise) : found->second.front();
}

std::optional<std::string> Arguments::optional_text(std::string_view name) const {
    const auto found = values_.find(std::string(name));
    return found == values_.end() ? std::nullopt : std::optional(found->second.front());
}

const std::vector<std::string>& Arguments::texts(std::string_view name) const {
    static const std::vector<std::string> kNone;
    const auto found = values_.find(std::string(name));
    return found == values_.end() ? kNone : found->second;
}

std::int64_t Arguments::number(std::string_view name, std::int64_t otherwise) const {
    const auto found = values_.find(std::string(name));
    return found == values_.end() ? otherwise : std::stoll(found->second.front());
}

const std::vector<Option>& common_options() {
    static const std::vector<Option> kOptions = {
        {"--json", "", "print the answer, or the error, as JSON"},
        {"--progress", "", "show progress even where standard error is no terminal"},
        {"--threads", "N", "threads to work with; 0 is one per core", Count::Optional, Takes::Number},
    };
    return kOptions;
}

const std::vector<Option>& ledger_options() {
    static const std::vector<Option> kOptions = {
        {"--ledger", "PATH", "the ledger; else $KITH_LEDGER, else ./kith.db", Count::Optional, Takes::File},
        {"--key-file", "PATH", "the community key; else $KITH_KEY_FILE, else the ledger's path with `.key`",
         Count::Optional, Takes::File},
        {"--passphrase-file", "PATH",
         "a file with the passphrase that guards the community key; else "
         "$KITH_PASSPHRASE_FILE",
         Count::Optional, Takes::File},
    };
    return kOptions;
}

const std::vector<Command>& all_commands() {
    static const std::vector<Command> kCommands = [] {
        std::vector<Command> commands;
        for (auto* part :
             {file_commands, town_commands, delivery_commands, person_commands, child_commands, decide_commands,
              insight_commands, govern_commands, upkeep_commands, user_commands, serve_commands, manual_commands}) {
            std::vector<Command> some = part();
            std::move(some.begin(), some.end(), std::back_inserter(commands));
        }
        return commands;
    }();
    return kCommands;
}

}  // namespace kith::cli
