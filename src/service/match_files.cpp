#include "service/match_files.h"

#include <algorithm>
#include <chrono>
#include <regex>

#include "intake/csv.h"
#include "intake/reader.h"
#include "service/csv_line.h"
#include "service/files.h"

namespace kith::service {
namespace {

struct Inputs {
    std::vector<InputFile> files;
    std::vector<intake::SheetReading> sheets;
    std::vector<std::uint32_t> file_of_sheet;
};

Result<Inputs> read_all(const MatchRequest& request, Progress& progress) {
    Inputs inputs;
    for (std::uint32_t i = 0; i < request.files.size(); ++i) {
        progress.report("reading", i, request.files.size());
        inputs.files.push_back(TRY(InputFile::open(request.files[i])));
        const std::string name = file_name_of(request.files[i]);
        auto sheets = TRY(intake::read_tables(inputs.files.back().bytes(), name));
        for (intake::SheetReading& sheet : sheets) {
            inputs.sheets.push_back(std::move(sheet));
            inputs.file_of_sheet.push_back(i);
        }
    }
    return inputs;
}

/// The part of a truth value that names the entity. std::regex throws and recurses: this is its only use, on values of
/// bounded length.
class TruthReader {
  public:
    static Result<TruthReader> create(const std::optional<std::string>& pattern) {
        TruthReader reader;
        if (!pattern) return reader;
        try {
            reader.pattern_ = std::regex(*pattern, std::regex::ECMAScript | std::regex::optimize);
        } catch (const std::regex_error&) {
            return make_error(ErrorCode::InvalidInput, "match.bad-pattern",
                              "the truth pattern is no regular expression", *pattern);
        }
        return reader;
    }

    std::string entity_of(std::string_view value) const {
        constexpr std::size_t kValueBytesMax = 1000;
        if (!pattern_ || value.size() > kValueBytesMax) return std::string(value);
        std::match_results<std::string_view::const_iterator> found;
        if (!std::regex_search(value.begin(), value.end(), found, *pattern_)) return {};
        return found.size() > 1 ? found[1].str() : found[0].str();
    }

  private:
    std::optional<std::regex> pattern_;
};

Result<std::vector<std::uint32_t>> read_truth(const MatchRequest& request, const Inputs& inputs) {
    const TruthReader reader = TRY(TruthReader::create(request.truth_pattern));
    std::vector<std::string> labels;
    bool is_found = false;
    for (const intake::SheetReading& sheet : inputs.sheets) {
        const auto& columns = sheet.table.columns;
        const auto column = std::find(columns.begin(), columns.end(), *request.truth);
        is_found = is_found || column != columns.end();
        for (std::size_t row = 0; row < sheet.table.row_count(); ++row) {
            const auto index = static_cast<std::size_t>(column - columns.begin());
            labels.push_back(reader.entity_of(sheet.table.cell(row, index)));
        }
    }
    if (!is_found) {
        return make_error(ErrorCode::NotFound, "match.no-truth-column", "no file has this column", *request.truth);
    }
    return link::number_labels(std::vector<std::string_view>(labels.begin(), labels.end()));
}

Result<void> write_clusters(const std::string& path, const MatchRequest& request, const Inputs& inputs,
                            const std::vector<std::uint32_t>& cluster) {
    OutputFile out = TRY(OutputFile::create(path));
    TRY(out.append("file,row,entity\r\n"));
    std::size_t record = 0;
    std::uint64_t row_in_file = 0;
    for (std::size_t i = 0; i < inputs.sheets.size(); ++i) {
        const std::uint32_t file = inputs.file_of_sheet[i];
        if (i == 0 || inputs.file_of_sheet[i - 1] != file) row_in_file = 0;
        const std::string name = csv_cell(request.files[file]);
        for (std::size_t row = 0; row < inputs.sheets[i].table.row_count(); ++row, ++record) {
            TRY(out.append(name + "," + std::to_string(++row_in_file) + "," + std::to_string(cluster[record] + 1) +
                           "\r\n"));
        }
    }
    return out.commit();
}

Result<void> write_pairs(const std::string& path, const link::Outcome& outcome) {
    OutputFile out = TRY(OutputFile::create(path));
    TRY(out.append("record_a,record_b,weight,probability\r\n"));
    for (const link::Edge& edge : outcome.edges) {
        TRY(out.append(std::to_string(edge.a + 1) + "," + std::to_string(edge.b + 1) + "," +
                       std::to_string(edge.weight) + "," + std::to_string(edge.probability) + "\r\n"));
    }
    return out.commit();
}

link::TablesReading tables_of(const MatchRequest& request, const Inputs& inputs) {
    std::vector<link::TableInput> tables;
    for (std::size_t i = 0; i < inputs.sheets.size(); ++i) {
        tables.push_back({&inputs.sheets[i].table, inputs.file_of_sheet[i]});
    }
    std::vector<std::string> ignore = request.ignore;
    if (request.truth) ignore.push_back(*request.truth);
    return link::from_tables(tables, ignore);
}

}  // namespace

Result<Matched> match_files(const MatchRequest& request, ThreadPool& pool, Progress& progress) {
    const auto started = std::chrono::steady_clock::now();
    const Inputs inputs = TRY(read_all(request, progress));
    std::vector<std::uint32_t> truth;
    if (request.truth) truth = TRY(read_truth(request, inputs));
    const link::TablesReading reading = tables_of(request, inputs);
    if (reading.dataset.size() == 0) {
        return make_error(ErrorCode::InvalidInput, "match.no-records", "the files hold no rows to match");
    }
    progress.report("linking", 0, 0);
    link::Outcome outcome = link::link(reading.dataset, {}, {}, pool);

    if (request.out) TRY(write_clusters(*request.out, request, inputs, outcome.cluster));
    if (request.pairs_out) TRY(write_pairs(*request.pairs_out, outcome));
    Matched matched;
    matched.records = reading.dataset.size();
    matched.entities = outcome.statistics.clusters;
    matched.reviews = outcome.reviews.size();
    for (const auto& sheet : inputs.sheets) matched.quarantined_rows += sheet.account.quarantined();
    matched.statistics = outcome.statistics;
    matched.model = std::move(outcome.model);
    matched.columns = reading.columns;
    if (request.truth) matched.accuracy = link::evaluate(outcome.cluster, truth);
    matched.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    matched.peak_bytes = peak_memory_bytes();
    return matched;
}

}  // namespace kith::service
