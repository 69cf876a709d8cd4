#include "link/frame.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/result.h"

namespace kith::link {
namespace {

/// A value that nobody shares is not rarer than the sample can show; a very common one is not worthless.
constexpr double kRarityMax = 6;

void count_values(FrameColumn& target) {
    const Column& column = *target.column;
    target.count.assign(column.values.size(), 0);
    for (const std::uint32_t code : column.codes) ++target.count[code];
    for (std::size_t r = 0; r + 1 < column.begin.size(); ++r)
        target.present += column.begin[r + 1] > column.begin[r] ? 1 : 0;
    double agreeing = 0;
    for (const std::uint32_t count : target.count) agreeing += static_cast<double>(count) * (count - 1.0);
    const auto present = static_cast<double>(target.present);
    target.exact_agreement = present < 2 ? 0 : std::min(1.0, agreeing / (present * (present - 1)));
}

void weigh_rarity(FrameColumn& target) {
    const auto present = static_cast<double>(std::max<std::uint64_t>(target.present, 1));
    const double floor = 0.5 / present;
    const double expected = std::max(target.exact_agreement, floor);
    for (const std::uint32_t count : target.count) {
        const double frequency = std::max(count / present, floor);
        target.rarity.push_back(
            static_cast<float>(std::clamp(std::log2(expected / frequency), -kRarityMax, kRarityMax)));
    }
}

bool is_name(FieldKind kind) {
    return kind == FieldKind::GivenName || kind == FieldKind::MiddleName || kind == FieldKind::Surname;
}

void number_names(Frame& frame) {
    std::map<std::string_view, std::uint32_t> ids;
    for (FrameColumn& column : frame.columns) {
        if (!is_name(column.kind)) continue;
        for (const std::string& value : column.column->values) {
            column.name_id.push_back(ids.emplace(value, static_cast<std::uint32_t>(ids.size())).first->second);
        }
    }
}

/// Values that stand in the wrong column: `Johnson` as a given name is the surname of a swapped record.
void find_misplaced_surnames(Frame& frame) {
    std::vector<std::uint64_t> as_surname;
    for (const FrameColumn& column : frame.columns) {
        if (column.kind != FieldKind::Surname) continue;
        for (std::size_t v = 0; v < column.name_id.size(); ++v) {
            as_surname.resize(std::max<std::size_t>(as_surname.size(), column.name_id[v] + std::size_t{1}), 0);
            as_surname[column.name_id[v]] += column.count[v];
        }
    }
    for (FrameColumn& column : frame.columns) {
        if (column.kind != FieldKind::GivenName) continue;
        for (std::size_t v = 0; v < column.name_id.size(); ++v) {
            const std::uint32_t id = column.name_id[v];
            column.is_surname.push_back(id < as_surname.size() && as_surname[id] > 3 * std::uint64_t{column.count[v]});
        }
    }
}

void order_records(Frame& frame, const Dataset& dataset) {
    frame.original.resize(dataset.size());
    std::iota(frame.original.begin(), frame.original.end(), 0U);
    std::sort(frame.original.begin(), frame.original.end(), [&](std::uint32_t x, std::uint32_t y) {
        if (dataset.key[x] != dataset.key[y]) return dataset.key[x] < dataset.key[y];
        if (dataset.source[x] != dataset.source[y]) return dataset.source[x] < dataset.source[y];
        return x < y;
    });
    frame.place.resize(dataset.size());
    frame.source.resize(dataset.size());
    for (std::uint32_t i = 0; i < dataset.size(); ++i) {
        frame.place[frame.original[i]] = i;
        frame.source[i] = dataset.source[frame.original[i]];
    }
}

void fill_codes(Frame& frame) {
    frame.codes.resize(frame.columns.size() * frame.original.size());
    std::size_t next = 0;
    for (const std::uint32_t original : frame.original) {
        for (const FrameColumn& column : frame.columns) {
            const auto codes = column.column->of(original);
            frame.codes[next++] = codes.empty() ? kNoValue : codes.size() > 1 ? kSeveralValues : codes[0];
        }
    }
}

}  // namespace

Frame make_frame(const Dataset& dataset) {
    KITH_CHECK(dataset.source.size() == dataset.key.size());
    Frame frame;
    frame.data = &dataset;
    order_records(frame, dataset);
    for (const Column& column : dataset.columns) {
        KITH_CHECK(column.begin.size() == dataset.size() + std::size_t{1});
        FrameColumn target;
        target.column = &column;
        target.kind = column.kind;
        for (const std::string& value : column.values) {
            if (is_number(column.kind)) target.mask.push_back(character_mask(value));
            if (column.kind == FieldKind::BirthDate) target.date.push_back(pack_date(value));
        }
        count_values(target);
        weigh_rarity(target);
        frame.columns.push_back(std::move(target));
    }
    fill_codes(frame);
    number_names(frame);
    find_misplaced_surnames(frame);
    return frame;
}

}  // namespace kith::link
