#include "cli/parser.h"

#include <algorithm>
#include <deque>
#include <map>

#include <CLI/CLI.hpp>

namespace kith::cli {
namespace {

/// Where CLI11 puts what it read for one option of one command.
struct Slot {
    const Option* option = nullptr;
    std::vector<std::string> values;
    bool is_set = false;
};

struct Bound {
    const Command* command = nullptr;
    CLI::App* app = nullptr;
    std::deque<Slot> slots;  // CLI11 keeps their addresses
};

std::string check_number(const std::string& text) {
    const bool is_number = !text.empty() && text.size() <= 18 &&
                           text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == std::string::npos &&
                           text != "-";
    return is_number ? std::string() : "expected a whole number, got `" + text + "`";
}

void bind_option(Bound& bound, const Option& option) {
    Slot& slot = bound.slots.emplace_back();
    slot.option = &option;
    const std::string name(option.name);
    const std::string help(option.help);
    if (option.is_flag()) {
        bound.app->add_flag(name, slot.is_set, help);
        return;
    }
    // CLI11 takes positional names in any case, but shows them as written.
    CLI::Option* added = bound.app->add_option(name, slot.values, help);
    added->type_name(option.is_positional() ? "" : std::string(option.value));
    const bool is_many = option.count == Count::Many || option.count == Count::RequiredMany;
    // Without the second word CLI11 would give the first argument the words of those after it.
    if (!is_many) added->expected(1)->allow_extra_args(false);
    if (is_many && !option.is_positional()) added->expected(1)->take_all();
    if (option.count == Count::Required || option.count == Count::RequiredMany) added->required();
    if (option.takes == Takes::Number) added->check(check_number);
}

std::string footer_of(const Command& command) {
    std::string footer;
    if (!command.examples.empty()) footer += "\nExamples:\n";
    for (const std::string_view example : command.examples) footer += "  " + std::string(example) + "\n";
    return footer;
}

CLI::App* app_of(CLI::App& root, std::map<std::string, CLI::App*>& groups, const Command& command) {
    const std::size_t space = command.name.find(' ');
    const std::string first(command.name.substr(0, space));
    if (space == std::string_view::npos) {
        CLI::App* app = root.add_subcommand(first, std::string(command.summary));
        groups.emplace(first, app);
        return app;
    }
    auto [group, is_new] = groups.try_emplace(first, nullptr);
    if (is_new) {
        group->second = root.add_subcommand(first);
        group->second->require_subcommand(1);
    }
    return group->second->add_subcommand(std::string(command.name.substr(space + 1)), std::string(command.summary));
}

void describe_groups(std::map<std::string, CLI::App*>& groups) {
    for (auto& [name, app] : groups) {
        if (!app->get_description().empty()) continue;
        std::string description;
        for (CLI::App* sub : app->get_subcommands([](CLI::App*) { return true; })) {
            description += (description.empty() ? "" : ", ") + sub->get_name();
        }
        app->description(description);
    }
}

void bind(CLI::App& root, std::deque<Bound>& bounds) {
    std::map<std::string, CLI::App*> groups;
    for (const Command& command : all_commands()) {
        Bound& bound = bounds.emplace_back();
        bound.command = &command;
        bound.app = app_of(root, groups, command);
        bound.app->description(std::string(command.summary) +
                               (command.about.empty() ? "" : "\n\n" + std::string(command.about)));
        bound.app->footer(footer_of(command));
        for (const Option& option : command.options) bind_option(bound, option);
        if (command.uses == Uses::Ledger) {
            for (const Option& option : ledger_options()) bind_option(bound, option);
        }
        for (const Option& option : common_options()) bind_option(bound, option);
    }
    describe_groups(groups);
}

/// The list of commands shows the first line of each description only.
class ShortList final : public CLI::Formatter {
  public:
    std::string make_subcommand(const CLI::App* sub) const override {
        std::string description = sub->get_description();
        description.resize(std::min(description.size(), description.find('\n')));
        std::string line = "  " + sub->get_name();
        line.resize(std::max<std::size_t>(line.size() + 2, 16), ' ');
        return line + description + "\n";
    }
};

Arguments arguments_of(const Bound& bound) {
    Arguments arguments;
    for (const Slot& slot : bound.slots) {
        if (slot.option->is_flag() && slot.is_set) arguments.add(slot.option->name, "yes");
        for (const std::string& value : slot.values) arguments.add(slot.option->name, value);
    }
    return arguments;
}

/// CLI11 asks for a command where the one that was written does not exist.
std::string fault_of(const std::vector<std::string>& words, const std::string& fault) {
    std::string written;
    for (const std::string& word : words) {
        if (word.starts_with("-")) break;
        written += (written.empty() ? "" : " ") + word;
        const bool is_known = std::any_of(all_commands().begin(), all_commands().end(), [&](const Command& command) {
            return command.name == written || command.name.starts_with(written + " ");
        });
        if (!is_known) return "no such command: `" + written + "`";
        const bool is_whole = std::any_of(all_commands().begin(), all_commands().end(),
                                          [&](const Command& command) { return command.name == written; });
        if (is_whole) break;
    }
    return fault;
}

}  // namespace

Parsed parse(const std::vector<std::string>& words, std::string_view version) {
    CLI::App root("Kith: one picture of each child, shared only as far as families and agreements allow.", "kith");
    root.formatter(std::make_shared<ShortList>());  // shared_ptr is what CLI11 takes
    root.require_subcommand(1);
    root.set_version_flag("--version", std::string(version));
    root.footer("\n`kith COMMAND --help` shows the options of a command and examples; `kith man` prints the manual.");
    std::deque<Bound> bounds;
    bind(root, bounds);

    Parsed parsed;
    try {
        root.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::CallForHelp&) {
        const CLI::App* app = &root;
        while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
        parsed.text = app == &root ? root.help()
                                   : app->help(app->get_parent()->get_parent() ? "kith " + app->get_parent()->get_name()
                                                                               : "kith");
        return parsed;
    } catch (const CLI::CallForVersion& request) {
        parsed.text = std::string(request.what()) + "\n";
        return parsed;
    } catch (const CLI::ParseError& fault) {
        parsed.fault = fault_of(words, fault.what());
        return parsed;
    }
    for (const Bound& bound : bounds) {
        if (!bound.app->parsed()) continue;
        parsed.command = bound.command;
        parsed.arguments = arguments_of(bound);
    }
    return parsed;
}

}  // namespace kith::cli
