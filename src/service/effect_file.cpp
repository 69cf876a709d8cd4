#include "service/effect_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "intake/reader.h"
#include "service/files.h"

namespace kith::service {
namespace {

using insight::Covariate;
using insight::EffectData;
using insight::Scale;

/// More covariate columns than a third of the rows: a regression would say nothing.
constexpr std::size_t kRowsPerColumn = 3;

Error no_column(const std::string& name) {
    return make_error(ErrorCode::NotFound, "effect.no-column", "the file has no such column", name);
}

std::optional<double> number_of(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

enum class Keep : std::uint8_t { All, Treated, Controls };

/// The named columns of the files as text, row after row.
class NamedColumns {
  public:
    explicit NamedColumns(std::vector<std::string> names) : names_(std::move(names)), cells_(names_.size()) {}

    Result<void> add(const std::string& path, Keep keep) {
        const InputFile file = TRY(InputFile::open(path));
        const auto sheets = TRY(intake::read_tables(file.bytes(), file_name_of(path)));
        if (sheets.empty()) return {};
        const table::Table& table = sheets.front().table;
        std::vector<std::size_t> places;
        for (const std::string& name : names_) {
            const auto found = std::find(table.columns.begin(), table.columns.end(), name);
            if (found == table.columns.end()) return no_column(name);
            places.push_back(static_cast<std::size_t>(found - table.columns.begin()));
        }
        for (std::size_t row = 0; row < table.row_count(); ++row) TRY(add_row(table, row, places, keep));
        return {};
    }

    std::uint64_t rows() const { return rows_; }
    std::uint64_t incomplete() const { return incomplete_; }
    const std::vector<std::string>& names() const { return names_; }
    const std::vector<std::string>& column(std::size_t index) const { return cells_[index]; }

  private:
    /// The treatment is the first name.
    Result<void> add_row(const table::Table& table, std::size_t row, const std::vector<std::size_t>& places,
                         Keep keep) {
        const auto treatment = number_of(table.cell(row, places.front()));
        if (treatment && *treatment != 0 && *treatment != 1) {
            return make_error(ErrorCode::InvalidInput, "effect.treatment", "a treatment is neither 0 nor 1",
                              "line " + std::to_string(table.line_of(row)));
        }
        if (treatment && keep != Keep::All && (*treatment == 1) != (keep == Keep::Treated)) return {};
        ++rows_;
        const bool is_complete = treatment && std::none_of(places.begin(), places.end(), [&](std::size_t place) {
                                     return table.cell(row, place).empty();
                                 });
        if (!is_complete) {
            ++incomplete_;
            return {};
        }
        for (std::size_t i = 0; i < places.size(); ++i) cells_[i].emplace_back(table.cell(row, places[i]));
        return {};
    }

    std::vector<std::string> names_;
    std::vector<std::vector<std::string>> cells_;
    std::uint64_t rows_ = 0;
    std::uint64_t incomplete_ = 0;
};

Result<std::vector<double>> numbers_of(const std::vector<std::string>& cells, const std::string& name) {
    std::vector<double> numbers;
    for (const std::string& cell : cells) {
        const auto number = number_of(cell);
        if (!number) {
            return make_error(ErrorCode::InvalidInput, "effect.not-a-number", "a column that must be numbers is not",
                              name);
        }
        numbers.push_back(*number);
    }
    return numbers;
}

Scale scale_of(const std::vector<double>& values) {
    const bool is_binary = std::all_of(values.begin(), values.end(), [](double v) { return v == 0 || v == 1; });
    return is_binary ? Scale::Binary : Scale::Continuous;
}

enum class Reading : std::uint8_t { AsFound, AsNames };

void add_covariate(const std::vector<std::string>& cells, const std::string& name, Reading reading, EffectData& data) {
    auto numbers = numbers_of(cells, name);
    if (numbers.is_ok() && reading == Reading::AsFound) {
        const Scale scale = scale_of(*numbers);
        data.covariates.push_back({name, scale, std::move(numbers).value()});
        return;
    }
    const std::set<std::string> words(cells.begin(), cells.end());
    for (auto word = words.begin(); word != words.end(); ++word) {
        if (word == words.begin()) continue;
        Covariate indicator{name + "=" + *word, Scale::Binary, {}};
        for (const std::string& cell : cells) indicator.values.push_back(cell == *word ? 1 : 0);
        data.covariates.push_back(std::move(indicator));
    }
}

Result<EffectData> data_from(const NamedColumns& columns, const EffectFileRequest& request, const std::string& outcome,
                             const std::vector<std::string>& covariates) {
    std::map<std::string, std::size_t> place;
    for (std::size_t i = 0; i < columns.names().size(); ++i) place.emplace(columns.names()[i], i);
    EffectData data;
    for (const std::string& cell : columns.column(0)) data.treated.push_back(number_of(cell) == 1.0 ? 1 : 0);
    data.outcome = TRY(numbers_of(columns.column(place[outcome]), outcome));
    for (const std::string& name : covariates) {
        const bool is_factor = std::find(request.factors.begin(), request.factors.end(), name) != request.factors.end();
        add_covariate(columns.column(place[name]), name, is_factor ? Reading::AsNames : Reading::AsFound, data);
    }
    if (data.covariates.size() * kRowsPerColumn > data.size()) {
        return make_error(ErrorCode::InvalidInput, "effect.too-many-columns",
                          "the covariates make " + std::to_string(data.covariates.size()) + " columns for " +
                              std::to_string(data.size()) + " rows");
    }
    return data;
}

}  // namespace

Result<EffectFileReport> effect_of_files(const EffectFileRequest& request) {
    std::vector<std::string> names = {request.treatment, request.outcome};
    for (const std::string& name : request.covariates) names.push_back(name);
    if (request.placebo) names.push_back(*request.placebo);
    NamedColumns columns(std::move(names));
    TRY(columns.add(request.file, request.controls ? Keep::Treated : Keep::All));
    if (request.controls) TRY(columns.add(*request.controls, Keep::Controls));

    const EffectData data = TRY(data_from(columns, request, request.outcome, request.covariates));
    std::optional<EffectData> placebo;
    if (request.placebo) {
        std::vector<std::string> others = request.covariates;
        std::erase(others, *request.placebo);
        placebo = TRY(data_from(columns, request, *request.placebo, others));
    }
    EffectFileReport report;
    report.effect = TRY(insight::estimate_effect(data, placebo, request.options));
    report.rows = columns.rows();
    report.incomplete = columns.incomplete();
    for (const Covariate& covariate : data.covariates) report.columns.push_back(covariate.name);
    return report;
}

}  // namespace kith::service
