// The commands man and completion: the manual page and the shell's completion, made from the description of the
// commands.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "cli/session.h"

namespace kith::cli {
namespace {

/// Text for roff: a hyphen is a minus, a line does not begin with a control character.
std::string roff(std::string_view text) {
    std::string escaped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_line_start = i == 0 || text[i - 1] == '\n';
        if (is_line_start && (text[i] == '.' || text[i] == '\'')) escaped += "\\&";
        if (text[i] == '-') {
            escaped += "\\-";
        } else if (text[i] == '\\') {
            escaped += "\\e";
        } else {
            escaped += text[i];
        }
    }
    return escaped;
}

std::string option_page(const Option& option) {
    std::string heading = ".TP\n.B " + roff(option.name);
    if (!option.value.empty()) heading += " " + roff(option.value);
    return heading + "\n" + roff(option.help) + "\n";
}

std::string usage_of(const Command& command) {
    std::string usage = "kith " + std::string(command.name);
    for (const Option& option : command.options) {
        const bool is_needed = option.count == Count::Required || option.count == Count::RequiredMany;
        const bool is_many = option.count == Count::Many || option.count == Count::RequiredMany;
        std::string word(option.name);
        if (!option.value.empty()) word += " " + std::string(option.value);
        usage += is_needed ? " " + word : " [" + word + "]";
        if (is_many) usage += "...";
    }
    return usage;
}

std::string command_page(const Command& command) {
    std::string page =
        ".SS " + roff(command.name) + "\n" + roff(command.summary) + "\n.PP\n.B " + roff(usage_of(command)) + "\n";
    if (!command.about.empty()) page += ".PP\n" + roff(command.about) + "\n";
    for (const Option& option : command.options) page += option_page(option);
    if (!command.examples.empty()) page += ".PP\nExamples:\n.PP\n.nf\n";
    for (const std::string_view example : command.examples) page += roff(example) + "\n";
    if (!command.examples.empty()) page += ".fi\n";
    return page;
}

std::string manual_page() {
    std::string page =
        ".TH KITH 1 \"\" \"kith\" \"Kith\"\n.SH NAME\nkith \\- one picture of each child, shared only as far as "
        "families and agreements allow\n.SH SYNOPSIS\n.B kith\nCOMMAND [OPTION]...\n.SH COMMANDS\n";
    for (const Command& command : all_commands()) page += command_page(command);
    page += ".SH OPTIONS OF EVERY COMMAND\n";
    for (const Option& option : common_options()) page += option_page(option);
    page += ".SH OPTIONS OF COMMANDS ON A LEDGER\n";
    for (const Option& option : ledger_options()) page += option_page(option);
    page += ".SH EXIT STATUS\n";
    constexpr std::array kStatus = {
        std::pair{"0", "done"},
        std::pair{"2", "the command line is wrong"},
        std::pair{"3", "invalid input"},
        std::pair{"4", "not signed in"},
        std::pair{"5", "denied"},
        std::pair{"6", "not found"},
        std::pair{"7", "conflict with what is there"},
        std::pair{"8", "too large"},
        std::pair{"9", "something needed is not available: disk, file, another writer"},
        std::pair{"10", "something held is corrupt"},
        std::pair{"11", "a fault of the program"},
        std::pair{"130", "interrupted; nothing is left half done"},
        std::pair{"141", "nobody reads the answer"},
    };
    for (const auto& [status, meaning] : kStatus) {
        page += std::string(".TP\n.B ") + status + "\n" + roff(meaning) + "\n";
    }
    return page;
}

std::vector<Option> options_of(const Command& command) {
    std::vector<Option> options = command.options;
    if (command.uses == Uses::Ledger) options.insert(options.end(), ledger_options().begin(), ledger_options().end());
    options.insert(options.end(), common_options().begin(), common_options().end());
    return options;
}

std::string option_words(const Command& command) {
    std::string words = "--help";
    for (const Option& option : options_of(command)) {
        if (!option.is_positional()) words += " " + std::string(option.name);
    }
    return words;
}

/// First words, and the second words of each that has any.
std::map<std::string, std::set<std::string>> command_tree() {
    std::map<std::string, std::set<std::string>> tree;
    for (const Command& command : all_commands()) {
        const std::size_t space = command.name.find(' ');
        auto& seconds = tree[std::string(command.name.substr(0, space))];
        if (space != std::string_view::npos) seconds.emplace(command.name.substr(space + 1));
    }
    return tree;
}

std::string bash_completion() {
    std::string firsts;
    std::string cases;
    for (const auto& [first, seconds] : command_tree()) {
        firsts += (firsts.empty() ? "" : " ") + first;
        std::string words;
        for (const std::string& second : seconds) words.append(words.empty() ? "" : " ").append(second);
        if (!words.empty()) cases.append("        ").append(first).append(") words=\"").append(words).append("\" ;;\n");
    }
    std::string options;
    for (const Command& command : all_commands()) {
        options += "        \"" + std::string(command.name) + "\") words=\"" + option_words(command) + "\" ;;\n";
    }
    return "# bash completion of kith; load it with: source <(kith completion bash)\n"
           "_kith() {\n"
           "    local current=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n"
           "    COMPREPLY=()\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        COMPREPLY=($(compgen -W \"" +
           firsts +
           "\" -- \"$current\"))\n"
           "        return\n"
           "    fi\n"
           "    if [[ \"$current\" != -* ]]; then\n"
           "        [ \"$COMP_CWORD\" -eq 2 ] && case \"${COMP_WORDS[1]}\" in\n" +
           cases +
           "        esac\n"
           "        if [ -n \"$words\" ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$current\")); "
           "else COMPREPLY=($(compgen -f -- \"$current\")); fi\n"
           "        return\n"
           "    fi\n"
           "    case \"${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n" +
           options + "        *) case \"${COMP_WORDS[1]}\" in\n" + options +
           "        esac ;;\n"
           "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "}\n"
           "complete -o filenames -F _kith kith\n";
}

std::string zsh_completion() {
    // zsh understands bash's completion functions after bashcompinit.
    return "#compdef kith\n# load it with: source <(kith completion zsh)\n"
           "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" +
           bash_completion();
}

Result<void> run_man(Session& session, const Arguments&) {
    session.print(manual_page());
    return {};
}

Result<void> run_completion(Session& session, const Arguments& arguments) {
    const std::string shell = arguments.text("SHELL");
    if (shell != "bash" && shell != "zsh") {
        return make_error(ErrorCode::InvalidInput, "completion.shell", "expected `bash` or `zsh`");
    }
    session.print(shell == "bash" ? bash_completion() : zsh_completion());
    return {};
}

}  // namespace

std::vector<Command> manual_commands() {
    return {
        {"completion",
         "print the shell's completion of this program",
         "",
         Uses::Files,
         {{"SHELL", "", "bash or zsh", Count::Required}},
         {"source <(kith completion bash)"},
         run_completion},
        {"man", "print the manual page", "", Uses::Files, {}, {"kith man | man -l -"}, run_man},
    };
}

}  // namespace kith::cli
