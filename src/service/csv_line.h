#pragma once

// Cells of RFC 4180 text, for the tables that commands write.

#include <string>
#include <string_view>

namespace kith::service {

/// Quoted where a reader would need it.
inline std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

}  // namespace kith::service
