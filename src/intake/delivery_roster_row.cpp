#include "intake/delivery_roster_row.h"

#include <algorithm>

#include "text/fold.h"

namespace kith::intake {

std::vector<std::string_view> split_list(std::string_view cell) {
    std::vector<std::string_view> parts;
    while (!cell.empty()) {
        const std::size_t comma = std::min(cell.find_first_of(",;"), cell.size());
        const std::string_view part = trimmed(cell.substr(0, comma));
        if (!part.empty()) parts.push_back(part);
        cell.remove_prefix(std::min(comma + 1, cell.size()));
    }
    return parts;
}

bool is_student(std::string_view role) {
    const std::string folded = text::fold(role);
    return folded == "student" || folded == "pupil" || folded == "learner";
}

bool is_kin(std::string_view role) {
    const std::string folded = text::fold(role);
    return folded == "guardian" || folded == "parent" || folded == "relative" || folded == "contact";
}

bool is_deleted(std::string_view status) {
    const std::string folded = text::fold(status);
    return folded == "tobedeleted" || folded == "to be deleted" || folded == "inactive";
}

}  // namespace kith::intake
