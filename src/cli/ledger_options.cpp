#include "cli/ledger_options.h"

#include <cstdlib>

namespace kith::cli {
namespace {

std::optional<std::string> option_or_environment(const Arguments& arguments, std::string_view option,
                                                 const char* variable) {
    if (arguments.has(option)) return arguments.text(option);
    const char* value = std::getenv(variable);
    return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace

service::LedgerPlace ledger_place(const Arguments& arguments) {
    service::LedgerPlace place;
    place.path = option_or_environment(arguments, "--ledger", "KITH_LEDGER").value_or(place.path);
    place.key_file = option_or_environment(arguments, "--key-file", "KITH_KEY_FILE").value_or("");
    place.passphrase_file = option_or_environment(arguments, "--passphrase-file", "KITH_PASSPHRASE_FILE");
    return place;
}

Result<std::unique_ptr<ledger::Ledger>> open_ledger(const Arguments& arguments) {
    return service::open_ledger(ledger_place(arguments));
}

std::vector<std::string> words_of(const Arguments& arguments, std::string_view option) {
    std::vector<std::string> words;
    for (const std::string& text : arguments.texts(option)) {
        std::size_t begin = 0;
        while (begin <= text.size()) {
            const std::size_t end = std::min(text.find(',', begin), text.size());
            std::string word = text.substr(begin, end - begin);
            word.erase(0, word.find_first_not_of(' '));
            word.erase(word.find_last_not_of(' ') + 1);
            if (!word.empty()) words.push_back(std::move(word));
            begin = end + 1;
        }
    }
    return words;
}

}  // namespace kith::cli
