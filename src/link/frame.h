#pragma once

// The dataset made ready for comparing: records in an order that does not depend on how they came (by key), one flat
// code array a column, and per distinct value what the comparison of a pair would otherwise work out again and again.
//
// Not the result's order: Frame::original maps back.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "link/dataset.h"
#include "link/likeness.h"

namespace kith::link {

inline constexpr std::uint32_t kNoValue = 0xffffffff;
inline constexpr std::uint32_t kSeveralValues = 0xfffffffe;

struct FrameColumn {
    const Column* column = nullptr;
    FieldKind kind = FieldKind::Text;
    std::vector<std::uint32_t> code;     // per record: the value, kNoValue or kSeveralValues
    std::vector<std::uint32_t> count;    // per value: records that hold it
    std::vector<float> rarity;           // per value: log2(expected exact agreement / frequency), the TF adjustment
    std::vector<std::uint32_t> mask;     // per value of a number column: character_mask()
    std::vector<PackedDate> date;        // per value of a birth date column
    std::vector<std::uint32_t> name_id;  // per value of a name column: the same text has the same id in all of them
    std::vector<bool> is_surname;        // per value of a given name column: met far more often as a surname
    double exact_agreement = 0;          // chance that two records that both have a value have the same one
    std::uint64_t present = 0;           // records that have a value
};

struct Frame {
    const Dataset* data = nullptr;
    std::vector<FrameColumn> columns;
    std::vector<std::uint32_t> original;  // frame index -> dataset index
    std::vector<std::uint32_t> place;     // dataset index -> frame index
    std::vector<std::uint32_t> source;    // by frame index

    std::vector<std::uint32_t> codes;  // row by row, so that a pair touches two places in memory

    /// The record's value in the column, kNoValue or kSeveralValues.
    std::uint32_t code(std::size_t column, std::uint32_t record) const {
        return codes[record * columns.size() + column];
    }
    std::uint32_t size() const { return static_cast<std::uint32_t>(original.size()); }
    std::span<const std::uint32_t> values_of(std::size_t column, std::uint32_t record) const {
        return columns[column].column->of(original[record]);
    }
    std::string_view text(std::size_t column, std::uint32_t code) const { return columns[column].column->values[code]; }
};

Frame make_frame(const Dataset& dataset);

}  // namespace kith::link
