#pragma once

// A purpose: why data is combined, what would show progress, and which categories it needs. It owns the measures, and
// nothing is shared that no purpose needs.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "base/result.h"

namespace kith::govern {

struct Purpose {
    std::string id;
    std::string name;
    std::string question;  // what the community wants to know or reach
    std::vector<std::string> categories;
    std::vector<std::string> measures;  // measure cards
    std::optional<CivilDate> from;
    std::optional<CivilDate> to;
};

/// The keys of a policy's purpose, and `question` and `measures` of ours. Errors: purpose.malformed.
Result<Purpose> read_purpose(std::string_view json);

enum class PurposeState : std::uint8_t { Ahead, Running, Over };
PurposeState state_on(const Purpose& purpose, CivilDate today);

/// Share of the purpose's time that has passed, in whole percent; none for a purpose without an end.
std::optional<int> progress_percent(const Purpose& purpose, CivilDate today);

/// Categories that none of the purposes names: elements without a purpose.
std::vector<std::string> without_purpose(std::span<const std::string> categories, std::span<const Purpose> purposes);

}  // namespace kith::govern
