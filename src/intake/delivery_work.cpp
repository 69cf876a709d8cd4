#include "intake/delivery_work.h"

#include <algorithm>
#include <array>

#include "table/category.h"
#include "text/fold.h"

namespace kith::intake {
namespace {

namespace category = table::category;

constexpr std::size_t kProblemsPerKindMax = 10'000;
constexpr std::size_t kRawBytesMax = 4'000;

std::string raw_row(const table::Table& table, std::size_t row) {
    std::string raw;
    for (const std::string_view cell : table.row(row)) {
        if (!raw.empty()) raw += ',';
        raw += cell.substr(0, kRawBytesMax);
        if (raw.size() > kRawBytesMax) break;
    }
    return raw.substr(0, kRawBytesMax);
}

bool mentions(std::string_view words, std::initializer_list<std::string_view> wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view word) {
        const std::size_t at = words.find(word);
        return at != std::string_view::npos;
    });
}

/// All headers and the names of file and sheet, as ` word word `.
std::string words_of(const SheetWork& sheet) {
    std::string words = " " + normal_header(sheet.file_name) + " " + normal_header(sheet.table().sheet) + " ";
    for (const std::string& column : sheet.table().columns) {
        if (column.size() < 60) words += normal_header(column) + " ";
    }
    return words;
}

bool is_school_family(std::string_view name) {
    return name.empty() || name == category::kSchoolEnrolment || name == category::kSchoolAttendance ||
           name == category::kGrades || name == category::kAssessment || name == category::kBehaviour;
}

}  // namespace

LineFates::LineFates(const SheetReading& reading)
    : codes_(reading.account.input_lines(), kUnset), reasons_{{table::Fate::Unset, {}}, {table::Fate::Loaded, {}}} {
    for (const SetAside& aside : reading.set_aside) {
        const std::uint16_t code = code_of(aside.fate, aside.reason);
        for (std::uint64_t line = aside.first_line; line < aside.first_line + aside.lines; ++line) {
            if (line >= 1 && line <= codes_.size()) codes_[line - 1] = code;
        }
    }
}

std::uint16_t LineFates::code_of(table::Fate fate, std::string_view reason) {
    for (std::size_t i = 2; i < reasons_.size(); ++i) {
        if (reasons_[i].first == fate && reasons_[i].second == reason) return static_cast<std::uint16_t>(i);
    }
    reasons_.emplace_back(fate, reason);
    return static_cast<std::uint16_t>(reasons_.size() - 1);
}

void LineFates::set(const table::Table& table, std::size_t row, std::uint16_t code) {
    const std::uint64_t first = table.line_of(row);
    for (std::uint64_t line = first; line < first + table.lines_of(row); ++line) {
        if (line >= 1 && line <= codes_.size()) codes_[line - 1] = code;
    }
}

table::RowAccount LineFates::close(std::string_view reason_of_the_rest) const {
    table::RowLedger ledger(codes_.size());
    for (std::size_t begin = 0; begin < codes_.size();) {
        std::size_t end = begin + 1;
        while (end < codes_.size() && codes_[end] == codes_[begin]) ++end;
        const auto& [fate, reason] = reasons_[codes_[begin]];
        switch (fate) {
            case table::Fate::Loaded:
                ledger.load(begin + 1, end - begin);
                break;
            case table::Fate::Quarantined:
                ledger.quarantine(begin + 1, end - begin, reason);
                break;
            case table::Fate::Ignored:
                ledger.ignore(begin + 1, end - begin, reason);
                break;
            case table::Fate::Unset:
                ledger.ignore(begin + 1, end - begin, reason_of_the_rest);
                break;
        }
        begin = end;
    }
    return std::move(ledger).close();
}

bool Work::may_add(const SheetWork& sheet, std::string_view id) {
    std::size_t& count = problems_by_kind[std::to_string(sheet.number) + " " + std::string(id)];
    return ++count <= kProblemsPerKindMax;
}

void Work::remark(SheetWork& sheet, const table::Table& table, std::size_t row, std::size_t column,
                  table::Severity severity, std::string_view id, std::string_view message,
                  std::string_view suggestion) {
    if (!may_add(sheet, id)) return;
    table::Problem problem;
    problem.id = std::string(id);
    problem.severity = severity;
    problem.message = std::string(message);
    problem.suggestion = std::string(suggestion);
    problem.place.sheet = sheet.table().sheet;
    problem.place.line = table.line_of(row);
    if (column != kNoColumn) {
        problem.place.column = static_cast<std::uint32_t>(column + 1);
        if (column < sheet.table().columns.size()) problem.place.column_name = sheet.table().columns[column];
        problem.raw = std::string(table.cell(row, column).substr(0, kRawBytesMax));
    } else {
        problem.raw = raw_row(table, row);
    }
    problems.push_back({sheet.file, std::move(problem)});
}

void Work::quarantine(SheetWork& sheet, std::size_t row, std::size_t column, std::string_view id,
                      std::string_view message, std::string_view suggestion, std::string_view local_id) {
    sheet.fates.quarantine(sheet.table(), row, id);
    quarantined.push_back({sheet.file, sheet.table().line_of(row), std::string(local_id)});
    remark(sheet, sheet.table(), row, column, table::Severity::Error, id, message, suggestion);
}

void Work::remark_column(SheetWork& sheet, std::size_t column, table::Severity severity, std::string_view id,
                         std::string_view message, std::string_view suggestion) {
    if (!may_add(sheet, id)) return;
    table::Problem problem;
    problem.id = std::string(id);
    problem.severity = severity;
    problem.message = std::string(message);
    problem.suggestion = std::string(suggestion);
    problem.place.sheet = sheet.table().sheet;
    if (column != kNoColumn) {
        problem.place.column = static_cast<std::uint32_t>(column + 1);
        if (column < sheet.table().columns.size()) problem.place.column_name = sheet.table().columns[column];
    }
    problems.push_back({sheet.file, std::move(problem)});
}

std::optional<table::Mark> Work::mark_of(std::string_view code) {
    const auto mark = marks.mark_of(code);
    if (mark && !is_missing(code)) marks_seen.try_emplace(std::string(trimmed(code)), *mark);
    return mark;
}

std::string Work::allowed(std::string_view wanted) const {
    const bool may_send =
        settings.categories.empty() ||
        std::find(settings.categories.begin(), settings.categories.end(), wanted) != settings.categories.end();
    if (may_send || settings.default_category.empty()) return std::string(wanted);
    return settings.default_category;
}

std::string Work::org_name(std::string_view id) const {
    const auto found = org_names.find(std::string(id));
    return found == org_names.end() ? std::string(id) : found->second;
}

std::string category_of_list(const Work& work, const SheetWork& sheet) {
    const std::string& given = work.settings.default_category;
    const std::string words = words_of(sheet);
    if (sheet.mapping.has(Role::Dose)) return work.allowed(category::kImmunisation);
    if (!is_school_family(given)) return given;
    if (mentions(words, {" incident", " behavior", " behaviour", " discipline", " suspension", " infraction"})) {
        return work.allowed(category::kBehaviour);
    }
    if (mentions(words, {" assessment", " scale score", " percentile", " test name", " test date", " star ",
                         " benchmark", " f p "})) {
        return work.allowed(category::kAssessment);
    }
    if (mentions(words, {" days present", " days absent", " attendance total", " days enrolled"})) {
        return work.allowed(category::kSchoolAttendance);
    }
    if (mentions(words, {" grades ", " grade letter", " letter grade", " final grade", " course grade", " term grade",
                         " gpa "})) {
        return work.allowed(category::kGrades);
    }
    if (mentions(words, {" vaccine", " immunization", " immunisation"})) return work.allowed(category::kImmunisation);
    if (given.empty() && mentions(words, {" vision ", " hearing ", " bmi ", " screening", " dental"})) {
        return work.allowed(category::kHealthScreening);
    }
    if (!given.empty()) return given;
    const bool is_school = sheet.mapping.has(Role::School) || sheet.mapping.has(Role::GradeLevel) ||
                           mentions(words, {" student", " lasid"});
    return work.allowed(is_school ? category::kSchoolEnrolment : category::kProgramme);
}

std::string category_of_marks(const Work& work, const SheetWork& sheet) {
    const std::string& given = work.settings.default_category;
    if (given.empty()) {
        const bool is_school =
            sheet.mapping.has(Role::School) || mentions(words_of(sheet), {" school", " att code", " student"});
        return work.allowed(is_school ? category::kSchoolAttendance : category::kProgrammeAttendance);
    }
    if (given == category::kProgramme) return work.allowed(category::kProgrammeAttendance);
    if (is_school_family(given)) return work.allowed(category::kSchoolAttendance);
    return given;
}

std::string_view kind_of(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kKinds = {{
        {category::kSchoolAttendance, "totals"},
        {category::kProgrammeAttendance, "totals"},
        {category::kSchoolEnrolment, "enrolment"},
        {category::kGrades, "grade"},
        {category::kAssessment, "score"},
        {category::kBehaviour, "incident"},
        {category::kProgramme, "enrolment"},
        {category::kHealthScreening, "screening"},
        {category::kLivingSituation, "stay"},
        {category::kFood, "visit"},
        {category::kChildCare, "authorisation"},
        {category::kChildWelfare, "case"},
        {category::kImmunisation, "immunisation"},
    }};
    for (const auto& [key, kind] : kKinds) {
        if (key == name) return kind;
    }
    return "statement";
}

}  // namespace kith::intake
