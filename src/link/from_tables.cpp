#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/random.h"
#include "base/result.h"
#include "link/birth_cell.h"
#include "link/column_builder.h"
#include "link/dataset.h"
#include "link/recognise.h"
#include "text/address.h"
#include "text/fold.h"
#include "text/names.h"

namespace kith::link {
namespace {

std::string_view trimmed(std::string_view cell) {
    const auto first = cell.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return cell.substr(first, cell.find_last_not_of(" \t\r\n") - first + 1);
}

/// One column over all tables: where it stands in each, what it is, and how its cells are read.
struct Input {
    std::string name;
    std::vector<std::optional<std::size_t>> place;  // per table
    ColumnSample sample;
    Role role = Role::Unknown;
    FieldKind kind = FieldKind::Text;
    std::string ignored_because;
    text::DateOrder date_order = text::DateOrder::None;
    text::NameOrder name_order = text::NameOrder::Ambiguous;

    std::string_view cell(const table::Table& table, std::size_t table_index, std::size_t row) const {
        return place[table_index] ? trimmed(table.cell(row, *place[table_index])) : std::string_view{};
    }
};

std::vector<Input> inputs_of(std::span<const TableInput> tables) {
    std::vector<Input> inputs;
    std::map<std::string, std::size_t> by_header;
    for (std::size_t t = 0; t < tables.size(); ++t) {
        std::map<std::string, int> seen;
        for (std::size_t c = 0; c < tables[t].table->columns.size(); ++c) {
            const std::string& written = tables[t].table->columns[c];
            std::string header = text::fold(written);
            if (const int again = seen[header]++; again > 0) header += '#' + std::to_string(again);
            const auto [found, is_new] = by_header.emplace(header, inputs.size());
            if (is_new) {
                inputs.emplace_back();
                inputs.back().name = std::string(trimmed(written));
                inputs.back().place.resize(tables.size());
            }
            inputs[found->second].place[t] = c;
        }
    }
    return inputs;
}

void take_sample(Input& input, std::span<const TableInput> tables) {
    std::unordered_set<std::string_view> distinct;
    input.sample.is_distinct_in_each_table = true;
    for (std::size_t t = 0; t < tables.size(); ++t) {
        std::unordered_set<std::string_view> in_table;
        for (std::size_t row = 0; row < tables[t].table->row_count(); ++row) {
            const std::string_view cell = input.cell(*tables[t].table, t, row);
            if (cell.empty()) continue;
            input.sample.cells.push_back(cell);
            distinct.insert(cell);
            if (!in_table.insert(cell).second) input.sample.is_distinct_in_each_table = false;
        }
    }
    input.sample.distinct = distinct.size();
}

void settle_role(Input& input, const std::set<std::string>& ignored) {
    const std::string header = text::fold(input.name);
    input.role = role_of_values(role_of_header(header), input.sample);
    input.kind = kind_of(input.role, input.sample);
    if (ignored.contains(header))
        input.ignored_because = "asked";
    else if (input.sample.cells.empty())
        input.ignored_because = "empty";
    else if (input.sample.distinct == 1 && input.sample.cells.size() > 2)
        input.ignored_because = "constant";
    else if (input.role == Role::RowId)
        input.ignored_because = "row-id";
    if (!input.ignored_because.empty()) return;
    if (input.role == Role::BirthDate) input.date_order = text::solve_date_order(input.sample.cells);
    if (input.role == Role::FullName) input.name_order = text::solve_name_order(input.sample.cells);
}

bool is_used(const Input& input) {
    return input.ignored_because.empty();
}

/// A whole name beside its parts only fills gaps in them.
void drop_repeated_names(std::vector<Input>& inputs) {
    const auto uses = [&](Role role) {
        return std::any_of(inputs.begin(), inputs.end(), [&](const Input& i) { return is_used(i) && i.role == role; });
    };
    bool is_repeated = uses(Role::Given) && uses(Role::Surname);
    for (Input& input : inputs) {
        if (!is_used(input) || input.role != Role::FullName) continue;
        if (is_repeated) input.ignored_because = "repeats-other-columns";
        is_repeated = true;
    }
}

/// The Dataset columns that inputs are written to: names together, phones, e-mails and guardians in one each.
class RowReader {
  public:
    explicit RowReader(const std::vector<Input>& inputs) : inputs_(inputs), place_(inputs.size(), kNone) {
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (!is_used(inputs[i]) || is_composed(inputs[i].role)) continue;
            const FieldKind kind = inputs[i].kind;
            const bool is_shared =
                kind == FieldKind::Phone || kind == FieldKind::Email || kind == FieldKind::GuardianName;
            const auto same = std::find_if(columns_.begin(), columns_.end(), [&](const ColumnBuilder& column) {
                return is_shared && column.kind() == kind;
            });
            place_[i] = static_cast<std::size_t>(same - columns_.begin());
            if (same == columns_.end()) columns_.emplace_back(text::fold(inputs[i].name), kind);
        }
    }

    void read(const table::Table& table, std::size_t table_index, std::size_t row) {
        std::array<std::string_view, kRoles> part{};
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            const Input& input = inputs_[i];
            const std::string_view cell = input.cell(table, table_index, row);
            if (cell.empty()) continue;
            auto& first = part[static_cast<std::size_t>(input.role)];
            if (is_composed(input.role) && input.ignored_because != "asked" && first.empty()) first = cell;
            if (place_[i] != kNone) columns_[place_[i]].add(normal(input, cell));
            if (is_used(input) && input.role == Role::BirthDate) birth_.add(birth(input, cell));
            if (is_used(input) && input.role == Role::FullName)
                whole_name_ = split(input, cell);
            else if (input.role == Role::FullName && input.ignored_because != "asked")
                spare_name_ = cell;
        }
        read_names(part);
        read_birth_parts(part);
        for (ColumnBuilder& column : columns_) column.end_record();
    }

    std::vector<Column> finish() && {
        std::vector<Column> result;
        result.push_back(std::move(names_.given).finish());
        result.push_back(std::move(names_.middle).finish());
        result.push_back(std::move(names_.surname).finish());
        result.push_back(std::move(birth_).finish());
        for (ColumnBuilder& column : columns_) result.push_back(std::move(column).finish());
        std::erase_if(result, [](const Column& column) { return column.values.size() < 2; });
        return result;
    }

  private:
    static constexpr std::size_t kNone = ~std::size_t{0};
    static constexpr std::size_t kRoles = static_cast<std::size_t>(Role::RowId) + 1;

    static bool is_composed(Role role) {
        switch (role) {
            case Role::Given:
            case Role::Middle:
            case Role::Surname:
            case Role::Preferred:
            case Role::FullName:
            case Role::BirthDate:
            case Role::BirthYear:
            case Role::BirthMonth:
            case Role::BirthDay:
                return true;
            default:
                return false;
        }
    }

    const std::string& birth(const Input& input, std::string_view cell) {
        const auto [found, is_new] = birth_texts_.try_emplace(cell);
        if (is_new) found->second = birth_text(cell, input.date_order);
        return found->second;
    }

    static text::NameTokens split(const Input& input, std::string_view cell) {
        return text::split_full_name(cell, input.name_order);
    }

    static std::string normal(const Input& input, std::string_view cell) {
        switch (input.kind) {
            case FieldKind::Phone:
                return phone_digits(cell);
            case FieldKind::Email:
                return normal_email(cell);
            case FieldKind::AddressLine:
                return text::normal_address(cell);
            case FieldKind::GuardianName:
                return sorted_name(cell);
            case FieldKind::Identifier:
                return normal_identifier(cell);
            case FieldKind::Sex:
                return normal_sex(cell);
            default:
                return normal_text(cell);
        }
    }

    void read_names(const std::array<std::string_view, kRoles>& part) {
        const auto of = [&](Role role) { return part[static_cast<std::size_t>(role)]; };
        if (!spare_name_.empty() && (of(Role::Given).empty() || of(Role::Surname).empty())) {
            whole_name_ = text::split_full_name(spare_name_, text::NameOrder::GivenFirst);
        }
        std::string given(of(Role::Given));
        std::string surname(of(Role::Surname));
        if (given.empty()) {
            for (const auto& name : whole_name_.given) given += name + ' ';
        }
        if (surname.empty()) {
            for (const auto& name : whole_name_.surname) surname += name + ' ';
        }
        names_.add_given(given, of(Role::Middle));
        names_.add_preferred(of(Role::Preferred));
        names_.add_preferred(whole_name_.preferred);
        names_.add_surname(surname);
        names_.end_record();
        whole_name_ = {};
        spare_name_ = {};
    }

    void read_birth_parts(const std::array<std::string_view, kRoles>& part) {
        const auto of = [&](Role role) { return part[static_cast<std::size_t>(role)]; };
        if (of(Role::BirthDate).empty() && of(Role::BirthYear).size() == 4) {
            std::string text(of(Role::BirthYear));
            for (const Role role : {Role::BirthMonth, Role::BirthDay}) {
                if (of(role).empty() || of(role).size() > 2) break;
                text += (of(role).size() == 1 ? "-0" : "-") + std::string(of(role));
            }
            birth_.add(text);
        }
        birth_.end_record();
    }

    const std::vector<Input>& inputs_;
    std::vector<std::size_t> place_;
    NameColumns names_;
    ColumnBuilder birth_{"birth date", FieldKind::BirthDate};
    std::vector<ColumnBuilder> columns_;
    std::unordered_map<std::string_view, std::string> birth_texts_;
    text::NameTokens whole_name_;
    std::string_view spare_name_;
};

void set_keys(Dataset& dataset, std::size_t rows) {
    dataset.key.assign(rows, 0);
    for (const Column& column : dataset.columns) {
        const std::uint64_t seed = hash64(column.name);
        std::vector<std::uint64_t> hashes;
        hashes.reserve(column.values.size());
        for (const std::string& value : column.values) hashes.push_back(hash64(value, seed));
        for (std::uint32_t r = 0; r < rows; ++r) {
            for (const std::uint32_t code : column.of(r)) dataset.key[r] = mix64(dataset.key[r] ^ hashes[code]);
        }
    }
}

}  // namespace

TablesReading from_tables(std::span<const TableInput> tables, std::span<const std::string> ignore) {
    std::set<std::string> ignored;
    for (const std::string& header : ignore) ignored.insert(text::fold(header));
    std::vector<Input> inputs = inputs_of(tables);
    for (Input& input : inputs) {
        take_sample(input, tables);
        settle_role(input, ignored);
    }
    drop_repeated_names(inputs);

    TablesReading result;
    RowReader reader(inputs);
    for (std::size_t t = 0; t < tables.size(); ++t) {
        KITH_CHECK(tables[t].table != nullptr);
        for (std::size_t row = 0; row < tables[t].table->row_count(); ++row) {
            reader.read(*tables[t].table, t, row);
            result.dataset.source.push_back(tables[t].source);
        }
    }
    result.dataset.columns = std::move(reader).finish();
    set_keys(result.dataset, result.dataset.source.size());
    for (const Input& input : inputs) result.columns.push_back({input.name, input.kind, input.ignored_because});
    return result;
}

}  // namespace kith::link
