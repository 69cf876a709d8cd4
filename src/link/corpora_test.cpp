// The reference sets, with nothing given and the cut found from the data: truth columns are left out and rows shuffled.
// Floors stand a little below what was measured when they were set; the figures are printed.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "link/engine.h"
#include "link/evaluate.h"

namespace kith::link {
namespace {

std::filesystem::path corpora() {
    if (const char* given = std::getenv("KITH_CORPORA"); given != nullptr) return given;
    return std::filesystem::path(KITH_SOURCE_DIR) / ".." / "shared" / "data";
}

std::string without_spaces_around(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \r") - first + 1);
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    bool is_quoted = false;
    for (const char c : line) {
        if (c == '"')
            is_quoted = !is_quoted;
        else if (c == ',' && !is_quoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    for (std::string& cell : cells) cell = without_spaces_around(cell);
    return cells;
}

struct Corpus {
    std::vector<table::Table> tables;
    std::vector<std::string> truth;
};

/// `label` makes the truth of a cell of the truth column.
template <class Label>
void add_file(Corpus& corpus, const std::string& path, const std::string& truth_column, Label label) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    corpus.tables.emplace_back();
    table::Table& table = corpus.tables.back();
    table.columns = cells_of(line);
    std::size_t truth = 0;
    while (truth + 1 < table.columns.size() && table.columns[truth] != truth_column) ++truth;
    std::vector<std::vector<std::string>> rows;
    while (std::getline(file, line)) rows.push_back(cells_of(line));
    Random random(99);
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        table.begin_row(i + 2);
        for (const std::string& cell : rows[i]) table.add_cell(table.store(cell));
        corpus.truth.push_back(label(rows[i][truth]));
    }
}

Accuracy link_corpus(const std::string& name, const Corpus& corpus, const std::vector<std::string>& ignore) {
    std::vector<TableInput> inputs;
    for (std::size_t t = 0; t < corpus.tables.size(); ++t) {
        inputs.push_back({&corpus.tables[t], static_cast<std::uint32_t>(t)});
    }
    ThreadPool pool(2);
    const TablesReading reading = from_tables(inputs, ignore);
    const Outcome outcome = link(reading.dataset, {}, {}, pool);
    const std::vector<std::string_view> labels(corpus.truth.begin(), corpus.truth.end());
    const Accuracy accuracy = evaluate(outcome.cluster, number_labels(labels));
    std::printf("%s: precision %.4f recall %.4f f1 %.4f b3 %.4f, %zu candidates, cut %.2f\n", name.c_str(),
                accuracy.precision, accuracy.recall, accuracy.f1, accuracy.b3_f1,
                static_cast<std::size_t>(outcome.statistics.candidates), outcome.model.cut);
    return accuracy;
}

std::string person_of_febrl(const std::string& rec_id) {
    return rec_id.substr(4, rec_id.find('-', 4) - 4);
}

struct FebrlCase {
    const char* name;
    std::vector<const char*> files;
    std::vector<std::string> ignore;
    double f1_min;
};

class Febrl : public testing::TestWithParam<FebrlCase> {};

TEST_P(Febrl, IsLinkedAboveItsFloor) {
    const auto folder = corpora() / "linkage";
    if (!std::filesystem::exists(folder / "febrl_dataset1.csv")) GTEST_SKIP() << "the linkage corpora are not here";
    Corpus corpus;
    corpus.tables.reserve(2);
    for (const char* file : GetParam().files) add_file(corpus, folder / file, "rec_id", person_of_febrl);
    EXPECT_GE(link_corpus(GetParam().name, corpus, GetParam().ignore).f1, GetParam().f1_min);
}

const std::vector<std::string> kNoId = {"rec_id", "soc_sec_id"};
const std::vector<std::string> kNamesAndBirthOnly = {"rec_id",    "soc_sec_id", "street_number", "address_1",
                                                     "address_2", "suburb",     "postcode",      "state"};

INSTANTIATE_TEST_SUITE_P(
    Sets, Febrl,
    testing::Values(FebrlCase{"One", {"febrl_dataset1.csv"}, kNoId, 0.995},
                    FebrlCase{"Two", {"febrl_dataset2.csv"}, kNoId, 0.995},
                    FebrlCase{"Three", {"febrl_dataset3.csv"}, kNoId, 0.995},
                    FebrlCase{"Four", {"febrl_dataset4a.csv", "febrl_dataset4b.csv"}, kNoId, 0.996},
                    FebrlCase{"ThreeByNamesAndBirth", {"febrl_dataset3.csv"}, kNamesAndBirthOnly, 0.94}),
    [](const auto& instance) { return std::string(instance.param.name); });

TEST(Corpora, Fake1000IsLinkedAboveItsFloor) {
    const auto path = corpora() / "linkage" / "fake_1000.csv";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the linkage corpora are not here";
    Corpus corpus;
    add_file(corpus, path, "cluster", [](const std::string& cell) { return cell; });
    EXPECT_GE(link_corpus("fake_1000", corpus, {"unique_id", "cluster"}).f1, 0.95);
}

TEST(Corpora, Historical50kIsLinkedAboveItsFloor) {
    const auto path = corpora() / "linkage" / "historical_figures_50k.csv.gz";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the linkage corpora are not here";
    const auto plain = std::filesystem::path(testing::TempDir()) / "link_historical_50k.csv";
    const std::string command = "gzip -dc '" + path.string() + "' > '" + plain.string() + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
    Corpus corpus;
    add_file(corpus, plain, "cluster", [](const std::string& cell) { return cell; });
    EXPECT_GE(link_corpus("historical_50k", corpus, {"unique_id", "cluster"}).f1, 0.91);
    std::filesystem::remove(plain);
}

}  // namespace
}  // namespace kith::link
