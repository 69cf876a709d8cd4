#pragma once

// A command of the command line as data: name, options, examples, and the function that translates it into one use case
// of the service and its answer into text or JSON. The parser, the help, the manual page and the shell completion are
// all made from this one description.
//
// Not for rules: those live below, where the web pages use them too.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kith::cli {

class Session;

enum class Count : std::uint8_t { Optional, Required, Many, RequiredMany };
enum class Takes : std::uint8_t { Text, Number, File, Folder };

struct Option {
    std::string_view name;   // `--out`, or `FILE` for a positional argument
    std::string_view value;  // what stands after it in the help; empty for a flag
    std::string_view help;
    Count count = Count::Optional;
    Takes takes = Takes::Text;

    bool is_positional() const { return !name.starts_with("--"); }
    bool is_flag() const { return !is_positional() && value.empty(); }
};

/// The words a person wrote, by the name of their option.
class Arguments {
  public:
    void add(std::string_view name, std::string value) { values_[std::string(name)].push_back(std::move(value)); }
    bool has(std::string_view name) const { return values_.contains(std::string(name)); }
    std::string text(std::string_view name, std::string_view otherwise = {}) const;
    std::optional<std::string> optional_text(std::string_view name) const;
    const std::vector<std::string>& texts(std::string_view name) const;
    /// Numbers were checked by the parser.
    std::int64_t number(std::string_view name, std::int64_t otherwise) const;

  private:
    std::map<std::string, std::vector<std::string>> values_;
};

enum class Uses : std::uint8_t { Files, Ledger };

struct Command {
    std::string_view name;  // `sniff`, `review list`
    std::string_view summary;
    std::string_view about;
    Uses uses = Uses::Files;
    std::vector<Option> options;
    std::vector<std::string_view> examples;
    Result<void> (*run)(Session&, const Arguments&) = nullptr;
};

/// Options that every command of the kind understands.
const std::vector<Option>& common_options();
const std::vector<Option>& ledger_options();

/// In the order of the help.
const std::vector<Command>& all_commands();

std::vector<Command> file_commands();
std::vector<Command> town_commands();
std::vector<Command> delivery_commands();
std::vector<Command> person_commands();
std::vector<Command> child_commands();
std::vector<Command> decide_commands();
std::vector<Command> insight_commands();
std::vector<Command> govern_commands();
std::vector<Command> upkeep_commands();
std::vector<Command> serve_commands();
std::vector<Command> user_commands();
std::vector<Command> manual_commands();

}  // namespace kith::cli
