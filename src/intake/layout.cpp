#include "intake/layout.h"

#include <algorithm>
#include <array>

namespace kith::intake {
namespace {

constexpr std::array<std::string_view, 45> kRoleNames = {
    "unmapped",       "ignored",        "secret",        "local_id",          "state_id",
    "shared_id",      "full_name",      "given_name",    "middle_name",       "surname",
    "suffix",         "preferred_name", "birth_date",    "birth_year",        "sex",
    "phone",          "email",          "address",       "address_line",      "city",
    "region",         "postcode",       "guardian_name", "guardian_relation", "guardian_phone",
    "guardian_email", "grade_level",    "school",        "programme",         "title",
    "event_date",     "from_date",      "to_date",       "timestamp",         "time_in",
    "time_out",       "mark_code",      "dose",          "day_marks",         "total",
    "term",           "absent_flag",    "tardy_flag",    "excused_flag",      "dismissed_flag",
};

constexpr std::array<std::string_view, 8> kShapeNames = {
    "list", "register", "transposed_register", "session_log", "exceptions", "in_out_log", "sign_in_log", "part_of_set"};

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Latin-1 letters of UTF-8 without their accents, so that `Teléfono` and `Telefono` are one header.
char plain_letter(unsigned char second) {
    constexpr std::string_view kLetters = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";
    return kLetters[second & 0x3f];
}

const SheetLayout* find_sheet(const Layout& layout, const SheetLayout& wanted) {
    const auto found = std::find_if(layout.sheets.begin(), layout.sheets.end(), [&](const SheetLayout& sheet) {
        return sheet.name == wanted.name && sheet.sheet == wanted.sheet;
    });
    return found == layout.sheets.end() ? nullptr : &*found;
}

const ColumnLayout* find_column(const SheetLayout& sheet, std::string_view normal) {
    const auto found = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                                    [&](const ColumnLayout& column) { return normal_header(column.header) == normal; });
    return found == sheet.columns.end() ? nullptr : &*found;
}

void compare_columns(const SheetLayout& before, const SheetLayout& after, std::vector<Drift>& drift) {
    if (before.shape != after.shape) drift.push_back({Drift::Kind::ShapeChanged, after.name, {}});
    for (const ColumnLayout& column : after.columns) {
        if (column.role == Role::DayMarks) continue;  // every session adds one
        const ColumnLayout* known = find_column(before, normal_header(column.header));
        if (known == nullptr) {
            drift.push_back({Drift::Kind::ColumnAdded, after.name, column.header});
            continue;
        }
        if (known->role != column.role) drift.push_back({Drift::Kind::RoleChanged, after.name, column.header});
        if (known->date_order != column.date_order && !known->date_order.empty() && !column.date_order.empty()) {
            drift.push_back({Drift::Kind::DateOrderChanged, after.name, column.header});
        }
    }
    for (const ColumnLayout& column : before.columns) {
        if (column.role != Role::DayMarks && find_column(after, normal_header(column.header)) == nullptr) {
            drift.push_back({Drift::Kind::ColumnGone, before.name, column.header});
        }
    }
}

}  // namespace

std::string_view name_of(Role role) {
    const auto at = static_cast<std::size_t>(role);
    return at < kRoleNames.size() ? kRoleNames[at] : "unmapped";
}

Role role_named(std::string_view name) {
    const auto found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
    return found == kRoleNames.end() ? Role::Unmapped : static_cast<Role>(found - kRoleNames.begin());
}

std::string_view name_of(Shape shape) {
    const auto at = static_cast<std::size_t>(shape);
    return at < kShapeNames.size() ? kShapeNames[at] : "empty";
}

std::string_view name_of(Drift::Kind kind) {
    switch (kind) {
        case Drift::Kind::ColumnAdded:
            return "column_added";
        case Drift::Kind::ColumnGone:
            return "column_gone";
        case Drift::Kind::RoleChanged:
            return "role_changed";
        case Drift::Kind::DateOrderChanged:
            return "date_order_changed";
        case Drift::Kind::ShapeChanged:
            return "shape_changed";
        case Drift::Kind::SheetAdded:
            return "sheet_added";
    }
    return "column_added";
}

std::vector<Drift> drift_between(const Layout& remembered, const Layout& found) {
    std::vector<Drift> drift;
    for (const SheetLayout& sheet : found.sheets) {
        const SheetLayout* before = find_sheet(remembered, sheet);
        if (before == nullptr) {
            drift.push_back({Drift::Kind::SheetAdded, sheet.name, {}});
        } else {
            compare_columns(*before, sheet, drift);
        }
    }
    return drift;
}

Layout remember(const Layout& remembered, const Layout& found) {
    Layout next = remembered;
    for (const SheetLayout& sheet : found.sheets) {
        const auto known = std::find_if(next.sheets.begin(), next.sheets.end(), [&](const SheetLayout& held) {
            return held.name == sheet.name && held.sheet == sheet.sheet;
        });
        if (known == next.sheets.end()) {
            next.sheets.push_back(sheet);
        } else {
            *known = sheet;
        }
    }
    for (const auto& mark : found.marks) {
        const bool is_known = std::any_of(next.marks.begin(), next.marks.end(),
                                          [&](const auto& held) { return held.first == mark.first; });
        if (!is_known) next.marks.push_back(mark);
    }
    std::sort(next.marks.begin(), next.marks.end());
    next.version = remembered.version;
    if (next != remembered) ++next.version;
    return next;
}

std::string normal_header(std::string_view header) {
    std::string out;
    out.reserve(header.size() + 4);
    char before = ' ';
    for (std::size_t i = 0; i < header.size(); ++i) {
        char c = header[i];
        const bool is_latin = static_cast<unsigned char>(c) == 0xC3 && i + 1 < header.size();
        if (is_latin) c = plain_letter(static_cast<unsigned char>(header[++i]));
        const bool next_is_lower = i + 1 < header.size() && is_lower(header[i + 1]);
        const bool starts_word = (is_upper(c) && (is_lower(before) || (is_upper(before) && next_is_lower))) ||
                                 (is_digit(c) && (is_lower(before) || is_upper(before)));
        before = c;
        if (c == '\'') continue;
        if (c == '#') {
            if (!out.empty() && out.back() != ' ') out += ' ';
            out += "number ";
            continue;
        }
        const bool is_word = is_upper(c) || is_lower(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
        if ((!is_word || starts_word) && !out.empty() && out.back() != ' ') out += ' ';
        if (is_word) out += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace kith::intake
