// Rows of lists: a row per child, or per child and event. What is not identity becomes one fact of the row.

#include <algorithm>

#include "intake/delivery_rows.h"
#include "table/category.h"
#include "text/fold.h"

namespace kith::intake {
namespace {

class ListReader {
  public:
    ListReader(Work& work, SheetWork& sheet) : work_(work), sheet_(sheet), table_(sheet.table()), rows_(work, sheet) {
        const bool has_event =
            rows_.column(Role::EventDate) || rows_.column(Role::Timestamp) || rows_.column(Role::Title);
        saying_ = has_event ? Saying::Mentioned : Saying::Listed;
        for (std::size_t column = 0; column < sheet.mapping.columns.size(); ++column) {
            const std::string_view name = attribute_name(column);
            if (!name.empty()) attributes_.emplace_back(column, name);
            if (sheet.mapping.columns[column].role == Role::Dose) {
                if (auto dose = dose_name(table_.columns[column])) doses_.emplace_back(column, std::move(*dose));
            }
        }
    }

    void read() {
        for (std::size_t row = 0; row < table_.row_count(); ++row) {
            const auto child = rows_.child_of(row, saying_);
            if (!child) continue;
            sheet_.fates.load(table_, row);
            work_.children.add_origin(*child, {sheet_.file, table_.line_of(row)});
            add_fact(row, *child);
            for (const auto& [column, dose] : doses_) add_dose(row, column, dose, *child);
        }
    }

  private:
    /// Empty for columns that become no attribute.
    std::string_view attribute_name(std::size_t column) const {
        switch (sheet_.mapping.columns[column].role) {
            case Role::GradeLevel:
                return "grade_level";
            case Role::School:
                return "school";
            case Role::Programme:
                return "programme";
            case Role::Title:
                return "title";
            case Role::Term:
                return "term";
            case Role::TimeIn:
                return "time_in";
            case Role::TimeOut:
                return "time_out";
            case Role::Unmapped:
            case Role::MarkCode:
            case Role::Total:
            case Role::AbsentFlag:
            case Role::TardyFlag:
            case Role::ExcusedFlag:
            case Role::DismissedFlag:
            case Role::DayMarks:
                return table_.columns[column];
            default:
                return {};
        }
    }

    std::string attribute_value(std::size_t column, std::string_view cell) const {
        switch (sheet_.mapping.columns[column].role) {
            case Role::GradeLevel:
                return grade_of(cell);
            case Role::School:
                return work_.org_name(cell);
            default:
                return std::string(cell);
        }
    }

    std::optional<CivilDate> day_of(std::size_t row, Role role) {
        const DateReader::Value* value = rows_.date(row, role);
        if (value == nullptr || value->state != DateReader::State::Read) return std::nullopt;
        return CivilDate::from_days(value->days);
    }

    void add_fact(std::size_t row, ChildIndex child) {
        table::Fact fact;
        fact.from = day_of(row, Role::EventDate);
        if (!fact.from) fact.from = day_of(row, Role::FromDate);
        if (!fact.from) fact.from = day_of(row, Role::Timestamp);
        fact.to = day_of(row, Role::ToDate);
        for (const auto& [column, name] : attributes_) {
            const std::string_view cell = trimmed(table_.cell(row, column));
            if (!is_missing(cell)) fact.attributes.push_back({std::string(name), attribute_value(column, cell)});
        }
        if (fact.attributes.empty() && !fact.from && !fact.to) return;
        std::sort(fact.attributes.begin(), fact.attributes.end());
        fact.category = sheet_.layout.category;
        fact.kind = std::string(kind_of(fact.category));
        fact.key = key_of(row, fact);
        work_.children.add_fact(child, std::move(fact));
    }

    /// What tells this fact from the child's others: what it is about, where, and when it began.
    std::string key_of(std::size_t row, const table::Fact& fact) const {
        std::string key;
        for (const Role role : {Role::Title, Role::Term, Role::Programme, Role::School}) {
            const std::string_view cell = rows_.cell(row, role);
            if (cell.empty()) continue;
            if (!key.empty()) key += '|';
            key += cell;
        }
        if (fact.from) key += (key.empty() ? "" : "|") + fact.from->to_iso();
        return key;
    }

    void add_dose(std::size_t row, std::size_t column, const DoseName& dose, ChildIndex child) {
        const std::string_view cell = trimmed(table_.cell(row, column));
        if (is_missing(cell)) return;
        const DateReader::Value& value = rows_.date_at(row, column);
        table::Fact fact;
        fact.category = work_.allowed(table::category::kImmunisation);
        fact.key = dose.vaccine + (dose.number > 0 ? " " + std::to_string(dose.number) : std::string());
        fact.attributes.push_back({"vaccine", dose.vaccine});
        if (dose.number > 0) fact.attributes.push_back({"dose", std::to_string(dose.number)});
        switch (value.state) {
            case DateReader::State::Read:
                fact.kind = "dose";
                fact.from = CivilDate::from_days(value.days);
                break;
            case DateReader::State::Partial:
                fact.kind = "dose";
                fact.attributes.push_back({"given", value.date.to_text()});
                break;
            case DateReader::State::Ambiguous:
                fact.kind = "dose";
                fact.attributes.push_back({"given_as_written", std::string(cell)});
                break;
            case DateReader::State::Placeholder:
            case DateReader::State::Missing:
                rows_.remark_date(row, column, value);
                return;
            case DateReader::State::Unreadable:
                if (!describe(cell, fact)) {
                    work_.remark(sheet_, table_, row, column, table::Severity::Warning, "intake.dose.unreadable",
                                 "this is neither a date nor a known remark on a dose", "write the date of the dose");
                    return;
                }
                break;
        }
        std::sort(fact.attributes.begin(), fact.attributes.end());
        work_.children.add_fact(child, std::move(fact));
    }

    /// Remarks that stand where a date should: evidence of immunity, an exemption, a dose without a date.
    static bool describe(std::string_view cell, table::Fact& fact) {
        const std::string words = " " + text::fold(cell) + " ";
        const auto says = [&](std::string_view word) { return words.find(word) != std::string::npos; };
        if (says(" titer") || says(" titre") || says(" disease") || says(" immune") || says(" immunity") ||
            says(" history")) {
            fact.kind = "immunity";
        } else if (says(" exempt") || says(" refus") || says(" declin") || says(" contraindic") || says(" religious") ||
                   says(" philosoph")) {
            fact.kind = "exemption";
        } else if (says(" yes ") || says(" x ") || says(" given ") || says(" done ") || says(" complete")) {
            fact.kind = "dose";
        } else {
            return false;
        }
        fact.attributes.push_back({"remark", std::string(cell)});
        return true;
    }

    Work& work_;
    SheetWork& sheet_;
    const table::Table& table_;
    RowReader rows_;
    Saying saying_ = Saying::Listed;
    std::vector<std::pair<std::size_t, std::string_view>> attributes_;
    std::vector<std::pair<std::size_t, DoseName>> doses_;
};

bool is_about_educators(const SheetWork& sheet) {
    const Headers headers(sheet.table());
    return headers.find({"loginname", "educatorid", "teacherid", "staffid"}) && !sheet.mapping.has(Role::FullName) &&
           !sheet.mapping.has(Role::GivenName);
}

}  // namespace

void read_list(Work& work, SheetWork& sheet) {
    if (is_about_educators(sheet)) {
        for (std::size_t row = 0; row < sheet.table().row_count(); ++row)
            sheet.fates.ignore(sheet.table(), row, "not-a-child");
        return;
    }
    if (!sheet.mapping.names_child()) {
        for (std::size_t row = 0; row < sheet.table().row_count(); ++row) {
            work.quarantine(sheet, row, kNoColumn, "intake.row.no-child", "no column of this table names a child",
                            "say which column holds the child's id or name", {});
        }
        return;
    }
    ListReader(work, sheet).read();
}

}  // namespace kith::intake
