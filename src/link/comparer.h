#pragma once

// One pair of records to its agreement pattern: a level for every comparison (one comparison per column).
//
// Names are compared together: where given name and surname stand swapped, the given name has the level `swapped` and
// the surname none; a given name found among the other record's middle names is `other given name`.
//
// PlainComparer works every value pair out anew and is the judge; Comparer remembers value pairs in a direct-mapped
// table (16 bytes an entry, the younger pair wins): values repeat so much that most lookups hit.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "link/frame.h"
#include "link/likeness.h"

namespace kith::link {

inline constexpr std::size_t kComparisonsMax = 14;

struct Agreement {
    std::array<std::uint8_t, kComparisonsMax> level{};
    std::array<float, kComparisonsMax> rarity{};  // what the frequency of the shared value adds, log2
};

/// What the fast comparer remembers of two values.
struct ValueLevel {
    std::uint8_t level = kMissing;
    float rarity = 0;
};

/// Which comparisons exist for a frame, and where the names stand.
struct Comparisons {
    std::vector<std::size_t> column;  // per comparison: its column of the frame
    std::optional<std::size_t> given;
    std::optional<std::size_t> middle;
    std::optional<std::size_t> surname;
    std::optional<std::size_t> birth;

    std::size_t size() const { return column.size(); }
};

/// At most kComparisonsMax: columns of known meaning first, then those that tell records apart best.
Comparisons choose_comparisons(const Frame& frame);

ValueLevel compare_codes(const Frame& frame, std::size_t column, std::uint32_t a, std::uint32_t b);

class PlainComparer {
  public:
    PlainComparer(const Frame& frame, const Comparisons& comparisons) : frame_(frame), comparisons_(comparisons) {}
    void compare(std::uint32_t a, std::uint32_t b, Agreement& out);
    ValueLevel level_of(std::size_t column, std::uint32_t a, std::uint32_t b) const {
        return compare_codes(frame_, column, a, b);
    }

  private:
    const Frame& frame_;
    const Comparisons& comparisons_;
};

class Comparer {
  public:
    Comparer(const Frame& frame, const Comparisons& comparisons);
    void compare(std::uint32_t a, std::uint32_t b, Agreement& out);
    /// One comparison that is not a name.
    void compare_one(std::size_t comparison, std::uint32_t a, std::uint32_t b, Agreement& out);
    void compare_names(std::uint32_t a, std::uint32_t b, Agreement& out);
    ValueLevel level_of(std::size_t column, std::uint32_t a, std::uint32_t b);

  private:
    struct Entry {
        std::uint64_t pair = ~std::uint64_t{0};
        float rarity = 0;
        std::uint8_t level = 0;
    };
    static constexpr std::size_t kEntries = std::size_t{1} << 13;

    const Frame& frame_;
    const Comparisons& comparisons_;
    std::vector<std::vector<Entry>> memo_;  // per column of the frame
};

}  // namespace kith::link
