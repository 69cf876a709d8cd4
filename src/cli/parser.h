#pragma once

// The words of a command line to a command and its arguments. The only file that knows CLI11.

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace kith::cli {

struct Parsed {
    const Command* command = nullptr;  // none when only `text` is to be printed
    Arguments arguments;
    std::string text;   // help or version, for standard output
    std::string fault;  // what is wrong with the command line, for standard error
};

Parsed parse(const std::vector<std::string>& words, std::string_view version);

}  // namespace kith::cli
