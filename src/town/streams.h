#pragma once

// The independent streams of draws: one per entity and matter, so that what is drawn for one row never depends on which
// rows were written before it, or on which thread.

#include "base/random.h"

namespace kith::town {

enum class Stream : std::uint64_t {
    Household = 1,
    Child,
    Reading,
    Attendance,
    Grades,
    Coverage,
    Story,
    Visits,
    Order,
    Guardians,
    Staff,
    Row = 100,  // plus the feed
};

inline Random stream_of(std::uint64_t seed, Stream stream, std::uint64_t entity) {
    return Random(mix64(seed + static_cast<std::uint64_t>(stream) * 0x9e3779b97f4a7c15ULL), entity);
}

}  // namespace kith::town
