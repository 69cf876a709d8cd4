#pragma once

// For tests: the published data sets as columns, and a printed skip where they are not on this machine.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "insight/estimators.h"

namespace kith::insight {

inline std::string corpus_path(const std::string& name) {
    const char* set = std::getenv("KITH_CORPORA");
    const std::string root = set != nullptr ? set : std::string(KITH_SOURCE_DIR) + "/../shared/data";
    return root + "/insight/" + name;
}

#define KITH_NEED_CORPUS(name)                                        \
    if (!std::filesystem::exists(::kith::insight::corpus_path(name))) \
    GTEST_SKIP() << "needs the corpus " << (name) << " (set KITH_CORPORA to the folder of data)"

/// Plain commas: the corpora quote nothing.
using Rows = std::vector<std::map<std::string, std::string>>;

inline Rows read_rows(const std::string& name) {
    std::ifstream file(corpus_path(name));
    std::string line;
    const auto cells_of = [](const std::string& text) {
        std::vector<std::string> cells;
        std::string cell;
        for (std::istringstream in(text); std::getline(in, cell, ',');) cells.push_back(cell);
        if (text.ends_with(',')) cells.emplace_back();
        return cells;
    };
    std::getline(file, line);
    const std::vector<std::string> header = cells_of(line);
    Rows rows;
    while (std::getline(file, line)) {
        const std::vector<std::string> cells = cells_of(line);
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = i < cells.size() ? cells[i] : "";
        rows.push_back(std::move(row));
    }
    return rows;
}

inline double number_in(const std::map<std::string, std::string>& row, const std::string& column) {
    return std::stod(row.at(column));
}

inline Covariate covariate_of(const Rows& rows, const std::string& column) {
    Covariate covariate{column, Scale::Binary, {}};
    for (const auto& row : rows) {
        covariate.values.push_back(number_in(row, column));
        if (covariate.values.back() != 0 && covariate.values.back() != 1) covariate.scale = Scale::Continuous;
    }
    return covariate;
}

inline EffectData effect_data(const Rows& rows, const std::string& treatment, const std::string& outcome,
                              const std::vector<std::string>& covariates) {
    EffectData data;
    for (const auto& row : rows) {
        data.treated.push_back(row.at(treatment) == "1" ? 1 : 0);
        data.outcome.push_back(number_in(row, outcome));
    }
    for (const std::string& column : covariates) data.covariates.push_back(covariate_of(rows, column));
    return data;
}

}  // namespace kith::insight
