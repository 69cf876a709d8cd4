#include "govern/purpose.h"

#include <algorithm>

#include "govern/json_text.h"

namespace kith::govern {

Result<Purpose> read_purpose(std::string_view text) {
    const Json json = TRY(read_object(text, "purpose.malformed"));
    Fields fields(json);
    Purpose purpose;
    purpose.id = fields.needed_text("id");
    purpose.name = fields.text("name");
    purpose.question = fields.text("question");
    purpose.categories = fields.texts("categories");
    purpose.measures = fields.texts("measures");
    purpose.from = fields.day("from");
    purpose.to = fields.day("to");
    TRY(fields.check("purpose.malformed"));
    return purpose;
}

PurposeState state_on(const Purpose& purpose, CivilDate today) {
    if (purpose.from && today < *purpose.from) return PurposeState::Ahead;
    if (purpose.to && *purpose.to < today) return PurposeState::Over;
    return PurposeState::Running;
}

std::optional<int> progress_percent(const Purpose& purpose, CivilDate today) {
    if (!purpose.from || !purpose.to || *purpose.to < *purpose.from) return std::nullopt;
    const std::int64_t days = purpose.to->days() - purpose.from->days() + 1;
    const std::int64_t passed = std::clamp<std::int64_t>(today.days() - purpose.from->days(), 0, days);
    return static_cast<int>(passed * 100 / days);
}

std::vector<std::string> without_purpose(std::span<const std::string> categories, std::span<const Purpose> purposes) {
    std::vector<std::string> left;
    for (const std::string& category : categories) {
        const bool is_needed = std::any_of(purposes.begin(), purposes.end(), [&](const Purpose& purpose) {
            const auto& needs = purpose.categories;
            return std::find(needs.begin(), needs.end(), category) != needs.end();
        });
        if (!is_needed) left.push_back(category);
    }
    return left;
}

}  // namespace kith::govern
