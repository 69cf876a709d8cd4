#include "govern/engagement.h"

#include <algorithm>
#include <array>

namespace kith::govern {
namespace {

constexpr std::array<std::string_view, 11> kStages = {
    "identified",         "met",    "interested", "mou",    "dsa", "first_data",
    "first_benefit_seen", "active", "champion",   "paused", "left"};

}  // namespace

std::string_view name_of(Stage stage) {
    return kStages[static_cast<std::size_t>(stage)];
}

std::optional<Stage> stage_of(std::string_view word) {
    const auto found = std::find(kStages.begin(), kStages.end(), word);
    if (found == kStages.end()) return std::nullopt;
    return static_cast<Stage>(found - kStages.begin());
}

bool is_overdue(const Prospect& prospect, CivilDate today) {
    if (prospect.stage == Stage::Left) return false;
    return prospect.owner.empty() || !prospect.due || *prospect.due < today;
}

Result<Prospect> reach_stage(const Prospect& prospect, Stage stage, CivilDate on) {
    if (!prospect.history.empty() && on < prospect.history.back().on) {
        return make_error(ErrorCode::InvalidInput, "prospect.stage-in-the-past",
                          "expected a day not before that of the last stage", prospect.id);
    }
    Prospect next = prospect;
    const bool is_new = next.history.empty() || next.history.back().stage != stage;
    if (is_new) next.history.push_back({stage, on});
    next.stage = stage;
    return next;
}

std::optional<std::int32_t> days_to_first_data(const Prospect& prospect) {
    const auto first = std::find_if(prospect.history.begin(), prospect.history.end(), [](const StageReached& reached) {
        return reached.stage >= Stage::FirstData && reached.stage <= Stage::Champion;
    });
    if (first == prospect.history.end()) return std::nullopt;
    return first->on.days() - prospect.history.front().on.days();
}

}  // namespace kith::govern
