#include "intake/mapping.h"

#include <algorithm>
#include <array>

#include "intake/values.h"
#include "text/fold.h"
#include "text/names.h"
#include "text/phone.h"

namespace kith::intake {
namespace {

constexpr std::size_t kSampleRows = 400;

/// What the values of one column look like, as shares of the sampled cells that say anything.
struct Evidence {
    std::size_t cells = 0;
    std::size_t sampled = 0;
    double dates = 0;
    double births = 0;  // dates or years from which a child may have been born
    double years = 0;
    double times = 0;
    double phones = 0;
    double emails = 0;
    double sexes = 0;
    double marks = 0;
    double names = 0;        // two or more words, one of them a usual given name or surname
    double grades = 0;       // K to 12
    double identifiers = 0;  // one word with a digit in it
};

bool is_year(std::string_view cell) {
    return cell.size() == 4 && (cell.starts_with("19") || cell.starts_with("20")) && cell[2] >= '0' && cell[2] <= '9' &&
           cell[3] >= '0' && cell[3] <= '9';
}

bool is_grade_level(std::string_view cell) {
    const std::string grade = grade_of(cell);
    if (grade == "KG" || grade == "PK" || grade == "TK" || grade == "UG" || grade == "IT") return true;
    const bool is_number = std::all_of(grade.begin(), grade.end(), [](char c) { return c >= '0' && c <= '9'; });
    return !grade.empty() && is_number && (grade.size() == 1 || (grade.size() == 2 && grade <= "13"));
}

bool is_full_name(std::string_view cell) {
    if (cell.size() > 60 || cell.find_first_of("0123456789@:;=/?") != std::string_view::npos) return false;
    const std::string folded = text::fold(cell);
    std::size_t words = 0;
    bool has_usual = false;
    for (std::size_t at = 0; at < folded.size(); ++words) {
        const std::size_t end = std::min(folded.find(' ', at), folded.size());
        const std::string_view word = std::string_view(folded).substr(at, end - at);
        has_usual = has_usual || text::is_common_given_name(word) || text::is_common_surname(word);
        at = end + 1;
    }
    return words >= 2 && words <= 6 && has_usual;
}

void look_at(std::string_view cell, const MarkVocabulary& marks, Evidence& evidence) {
    const bool is_date = text::is_date_like(cell);
    const bool has_digit = cell.find_first_of("0123456789") != std::string_view::npos;
    evidence.dates += is_date ? 1 : 0;
    evidence.years += is_year(cell) ? 1 : 0;
    evidence.times += !is_date && text::is_time_like(cell) ? 1 : 0;
    if (!is_date && cell.size() >= 10 && has_digit) {
        const auto phones = text::split_phones(cell);
        evidence.phones += !phones.empty() && !phones.front().e164.empty() ? 1 : 0;
    }
    evidence.emails += cell.find('@') != std::string_view::npos && cell.find('.') != std::string_view::npos ? 1 : 0;
    if (cell.size() <= 24) {
        evidence.sexes += sex_of(cell) != table::Sex::Unknown ? 1 : 0;
        evidence.marks += marks.mark_of(cell) ? 1 : 0;
        evidence.grades += is_grade_level(cell) ? 1 : 0;
    }
    evidence.names += is_full_name(cell) ? 1 : 0;
    evidence.identifiers +=
        has_digit && !is_date && cell.size() <= 40 && cell.find(' ') == std::string_view::npos ? 1 : 0;
}

Evidence study(const table::Table& table, std::size_t column, const MarkVocabulary& marks) {
    Evidence evidence;
    const std::size_t rows = table.row_count();
    const std::size_t step = std::max<std::size_t>(1, rows / kSampleRows);
    for (std::size_t row = 0; row < rows; row += step) {
        const std::string_view cell = trimmed(table.cell(row, column));
        ++evidence.sampled;
        if (is_missing(cell)) continue;
        ++evidence.cells;
        look_at(cell, marks, evidence);
    }
    if (evidence.cells == 0) return evidence;
    const double cells = static_cast<double>(evidence.cells);
    for (double* share : {&evidence.dates, &evidence.years, &evidence.times, &evidence.phones, &evidence.emails,
                          &evidence.sexes, &evidence.marks, &evidence.names, &evidence.grades, &evidence.identifiers}) {
        *share /= cells;
    }
    return evidence;
}

/// How far the values speak for a role: 1 fully, 0 against it, 0.5 nothing to say.
double support(Role role, const Evidence& evidence) {
    switch (role) {
        case Role::BirthDate:
            return std::max(evidence.dates, evidence.years * 0.8);
        case Role::BirthYear:
            return std::max(evidence.years, evidence.dates * 0.4);
        case Role::EventDate:
        case Role::FromDate:
        case Role::ToDate:
        case Role::Timestamp:
            return evidence.dates;
        case Role::TimeIn:
        case Role::TimeOut:
            return std::max(evidence.times, evidence.dates);
        case Role::Email:
        case Role::GuardianEmail:
            return evidence.emails;
        case Role::Phone:
        case Role::GuardianPhone:
            return evidence.phones;
        case Role::Sex:
            return evidence.sexes;
        case Role::MarkCode:
        case Role::TardyFlag:
        case Role::ExcusedFlag:
        case Role::DismissedFlag:
            return evidence.marks;
        case Role::GradeLevel:
            return evidence.grades;
        case Role::FullName:
            return 0.5 + 0.5 * evidence.names - (evidence.identifiers > 0.5 ? 0.5 : 0);
        default:
            return 0.5;
    }
}

RoleGuess weigh(RoleGuess guess, const Evidence& evidence) {
    if (guess.role == Role::Unmapped || guess.role == Role::Secret || evidence.cells == 0) return guess;
    const double values = support(guess.role, evidence);
    if (values >= 0.8) return {guess.role, std::max(guess.confidence, 0.5 + guess.confidence / 2)};
    if (values >= 0.3) return guess;
    return {guess.role, guess.confidence * (0.3 + values)};  // 0.97 with no supporting value ends at 0.29
}

/// For columns whose header says nothing.
RoleGuess guess_by_values(const Evidence& evidence) {
    if (evidence.cells < 3) return {};
    if (evidence.emails > 0.8) return {Role::Email, 0.6};
    if (evidence.phones > 0.8) return {Role::Phone, 0.6};
    if (evidence.names > 0.8) return {Role::FullName, 0.55};
    return {};
}

bool is_generated(std::string_view header) {
    return header.empty() || header.starts_with("column_") || header.starts_with("Column ");
}

constexpr std::array kSingle = {
    Role::LocalId,     Role::StateId,       Role::FullName,  Role::GivenName, Role::MiddleName, Role::Surname,
    Role::Suffix,      Role::PreferredName, Role::BirthDate, Role::BirthYear, Role::Sex,        Role::Address,
    Role::AddressLine, Role::City,          Role::Region,    Role::Postcode,  Role::GradeLevel, Role::School,
    Role::Programme,   Role::Title,         Role::EventDate, Role::FromDate,  Role::ToDate,     Role::Timestamp,
    Role::TimeIn,      Role::TimeOut,       Role::MarkCode,  Role::Term,      Role::AbsentFlag, Role::TardyFlag,
    Role::ExcusedFlag, Role::DismissedFlag};

/// One column per role: the most confident, then the first header in the alphabet, so that moving columns changes
/// nothing.
void settle_rivals(const table::Table& table, Mapping& mapping) {
    for (const Role role : kSingle) {
        const std::vector<std::size_t> rivals = mapping.all(role);
        if (rivals.size() < 2) continue;
        const std::size_t winner = *std::min_element(rivals.begin(), rivals.end(), [&](std::size_t a, std::size_t b) {
            const double left = mapping.columns[a].confidence;
            const double right = mapping.columns[b].confidence;
            return left != right ? left > right : table.columns[a] < table.columns[b];
        });
        for (const std::size_t rival : rivals) {
            if (rival != winner) mapping.columns[rival] = {Role::Unmapped, mapping.columns[rival].confidence * 0.5};
        }
    }
}

void unmap(Mapping& mapping, Role role) {
    for (RoleGuess& guess : mapping.columns) {
        if (guess.role == role) guess = {};
    }
}

void settle_context(Mapping& mapping) {
    const bool has_parts = mapping.has(Role::City) || mapping.has(Role::Postcode);
    for (RoleGuess& guess : mapping.columns) {
        if (guess.role == Role::Address && has_parts) guess.role = Role::AddressLine;
        if (guess.role == Role::AddressLine && !has_parts) guess.role = Role::Address;
    }
    if (!has_parts && !mapping.has(Role::Address)) unmap(mapping, Role::Region);
    if (mapping.has(Role::Timestamp)) unmap(mapping, Role::Email);  // a form records who filled it in
    if (mapping.has(Role::GivenName) && mapping.has(Role::Surname)) unmap(mapping, Role::FullName);
    if (mapping.has(Role::GivenName) && !mapping.has(Role::Surname) && !mapping.has(Role::FullName)) {
        for (RoleGuess& guess : mapping.columns) {  // `Nombre` alone holds the full name
            if (guess.role == Role::GivenName && guess.confidence < 0.9) guess.role = Role::FullName;
        }
    }
}

void find_doses(const table::Table& table, const std::vector<Evidence>& evidence, Mapping& mapping) {
    std::vector<std::size_t> doses;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        if (dose_name(table.columns[column])) doses.push_back(column);
    }
    const bool has_dates = std::any_of(doses.begin(), doses.end(), [&](std::size_t column) {
        return evidence[column].dates + evidence[column].years > 0.3;
    });
    if (doses.size() < 2 || !has_dates) return;
    for (const std::size_t column : doses) mapping.columns[column] = {Role::Dose, 0.95};
}

std::optional<RoleGuess> remembered_role(const SheetLayout* remembered, std::string_view header) {
    if (remembered == nullptr) return std::nullopt;
    const std::string normal = normal_header(header);
    for (const ColumnLayout& column : remembered->columns) {
        if (normal_header(column.header) == normal) return RoleGuess{column.role, column.confidence};
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> Mapping::first(Role role) const {
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (columns[column].role == role) return column;
    }
    return std::nullopt;
}

std::vector<std::size_t> Mapping::all(Role role) const {
    std::vector<std::size_t> found;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (columns[column].role == role) found.push_back(column);
    }
    return found;
}

bool Mapping::names_child() const {
    return has(Role::LocalId) || has(Role::StateId) || has(Role::SharedId) || has(Role::FullName) ||
           (has(Role::GivenName) && has(Role::Surname));
}

Mapping map_columns(const table::Table& table, const SheetLayout* remembered) {
    const MarkVocabulary marks({});
    Mapping mapping;
    std::vector<Evidence> evidence;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const std::string_view header = table.columns[column];
        evidence.push_back(study(table, column, marks));
        const auto known = remembered_role(remembered, header);
        RoleGuess guess = known ? *known : weigh(guess_by_header(header), evidence.back());
        if (!known && guess.role == Role::Unmapped && is_generated(header)) guess = guess_by_values(evidence.back());
        if (!known && guess.confidence < kConfidenceMin) guess = {Role::Unmapped, guess.confidence};
        mapping.columns.push_back(guess);
    }
    find_doses(table, evidence, mapping);
    settle_rivals(table, mapping);
    if (remembered == nullptr) settle_context(mapping);
    return mapping;
}

}  // namespace kith::intake
