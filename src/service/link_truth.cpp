#include "service/link_truth.h"

#include <algorithm>
#include <map>
#include <set>

#include "intake/reader.h"
#include "service/files.h"

namespace kith::service {
namespace {

/// Columns of a table by name; absent ones read as empty cells.
class Columns {
  public:
    explicit Columns(const table::Table& table) : table_(table) {}

    std::size_t of(std::string_view name) const {
        const auto found = std::find(table_.columns.begin(), table_.columns.end(), name);
        return found == table_.columns.end() ? kNone : static_cast<std::size_t>(found - table_.columns.begin());
    }
    std::string_view cell(std::size_t row, std::size_t column) const {
        return column == kNone ? std::string_view() : table_.cell(row, column);
    }
    static constexpr std::size_t kNone = ~std::size_t{0};

  private:
    const table::Table& table_;
};

std::string joined(std::string_view a, std::string_view b, std::string_view c = {}) {
    std::string text(a);
    text.append("\n").append(b).append("\n").append(c);
    return text;
}

bool is_yes(std::string_view text) {
    return text == "1" || text == "true" || text == "yes";
}

double share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// The accuracy over pairs of which at least one record is in the group: all pairs less those of the others.
link::Accuracy accuracy_of_group(const link::Accuracy& all, std::span<const std::uint32_t> cluster,
                                 std::span<const std::uint32_t> truth, const std::vector<char>& is_in_group) {
    std::vector<std::uint32_t> others_cluster;
    std::vector<std::uint32_t> others_truth;
    for (std::size_t i = 0; i < cluster.size(); ++i) {
        if (is_in_group[i] != 0) continue;
        others_cluster.push_back(cluster[i]);
        others_truth.push_back(truth[i]);
    }
    const link::Accuracy others = link::evaluate(others_cluster, others_truth);
    link::Accuracy group;
    group.true_pairs = all.true_pairs - others.true_pairs;
    group.found_pairs = all.found_pairs - others.found_pairs;
    group.correct_pairs = all.correct_pairs - others.correct_pairs;
    group.precision = share(group.correct_pairs, group.found_pairs);
    group.recall = share(group.correct_pairs, group.true_pairs);
    const double sum = group.precision + group.recall;
    group.f1 = sum > 0 ? 2 * group.precision * group.recall / sum : 0;
    return group;
}

}  // namespace

Result<Truth> Truth::read(const std::string& records_path) {
    Truth truth;
    TRY(truth.read_records(records_path));
    const std::string children_path = path_within(folder_of(records_path), "children.csv");
    if (is_file(children_path)) TRY(truth.read_children(children_path));
    return truth;
}

Truth::Child& Truth::child_named(std::string_view id) {
    const auto [entry, is_new] = children_.try_emplace(std::string(id));
    if (is_new) entry->second.number = static_cast<std::uint32_t>(children_.size() - 1);
    return entry->second;
}

Result<void> Truth::read_records(const std::string& path) {
    const InputFile file = TRY(InputFile::open(path));
    const std::vector<intake::SheetReading> sheets = TRY(intake::read_tables(file.bytes(), file_name_of(path)));
    const table::Table& table = sheets.front().table;
    const Columns columns(table);
    const std::size_t source = columns.of("source");
    const std::size_t local_id = columns.of("local_id");
    const std::size_t child = columns.of("child");
    const std::size_t file_column = columns.of("file");
    const std::size_t line = columns.of("line");
    if (source == Columns::kNone || local_id == Columns::kNone || child == Columns::kNone) {
        return make_error(ErrorCode::InvalidInput, "truth.columns", "expected the columns source, local_id and child",
                          path);
    }
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const std::string id(columns.cell(row, child));
        child_named(id);
        const std::string_view of_source = columns.cell(row, source);
        if (!columns.cell(row, local_id).empty()) {
            child_by_local_id_[joined(of_source, columns.cell(row, local_id))] = id;
        }
        if (!columns.cell(row, file_column).empty()) {
            child_by_line_[joined(of_source, columns.cell(row, file_column), columns.cell(row, line))] = id;
        }
    }
    return {};
}

Result<void> Truth::read_children(const std::string& path) {
    const InputFile file = TRY(InputFile::open(path));
    const std::vector<intake::SheetReading> sheets = TRY(intake::read_tables(file.bytes(), file_name_of(path)));
    const table::Table& table = sheets.front().table;
    const Columns columns(table);
    const std::size_t id = columns.of("child");
    const std::size_t twin_group = columns.of("twin_group");
    const std::size_t household = columns.of("household");
    const std::size_t double_surname = columns.of("double_surname");
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        Child& child = child_named(columns.cell(row, id));
        child.twin_group = columns.cell(row, twin_group);
        child.household = columns.cell(row, household);
        child.has_double_surname = is_yes(columns.cell(row, double_surname));
    }
    return {};
}

const Truth::Child* Truth::child_of(const LinkedRecord& record) const {
    auto id = child_by_local_id_.find(joined(record.source, record.local_id));
    if (id == child_by_local_id_.end()) {
        id = child_by_line_.find(joined(record.source, record.file, std::to_string(record.line)));
        if (id == child_by_line_.end()) return nullptr;
    }
    return &children_.at(id->second);
}

LinkAccuracy Truth::judge(std::span<const LinkedRecord> records) const {
    LinkAccuracy judged;
    std::map<std::string, std::uint32_t> household_sizes;
    for (const auto& [id, child] : children_) {
        if (!child.household.empty()) ++household_sizes[child.household];
    }
    std::vector<std::uint32_t> cluster;
    std::vector<std::uint32_t> truth;
    std::map<std::string, std::vector<char>> groups;  // the first character orders the groups
    std::map<std::string, std::map<std::uint32_t, std::set<std::uint32_t>>> twins;  // group -> cluster -> children
    for (const LinkedRecord& record : records) {
        const Child* child = child_of(record);
        if (child == nullptr) {
            ++judged.records_without_truth;
            continue;
        }
        const std::size_t index = cluster.size();
        cluster.push_back(record.cluster);
        truth.push_back(child->number);
        const auto enter = [&](const std::string& name) {
            groups[name].resize(index + 1, 0);
            groups[name][index] = 1;
        };
        if (!child->twin_group.empty() && child->twin_group != "0") {
            enter("1twins");
            twins[child->twin_group][record.cluster].insert(child->number);
        }
        if (!child->household.empty() && household_sizes[child->household] > 1) enter("2siblings");
        if (child->has_double_surname) enter("3double surnames");
        enter("4" + record.source);
    }
    for (const auto& [group, clusters] : twins) {
        for (const auto& [number, children] : clusters) judged.twins_merged += children.size() > 1 ? 1 : 0;
    }
    const link::Accuracy all = link::evaluate(cluster, truth);
    judged.groups.push_back({"all", cluster.size(), all});
    for (auto& [name, is_in_group] : groups) {
        is_in_group.resize(cluster.size(), 0);
        const auto members = static_cast<std::uint64_t>(std::count(is_in_group.begin(), is_in_group.end(), 1));
        judged.groups.push_back({name.substr(1), members, accuracy_of_group(all, cluster, truth, is_in_group)});
    }
    return judged;
}

}  // namespace kith::service
