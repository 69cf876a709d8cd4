#pragma once

// What every writer of files needs of the town: names, local ids, the school calendar, schools and classes. Immutable
// once built.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "town/scribe.h"

namespace kith::town {

inline constexpr std::uint32_t kNotListed = 0xFFFFFFFF;

class Desk {
  public:
    Desk(const Town& of, ThreadPool& pool);

    const Town& town;
    const NameBook names;
    const Scribe scribe;
    std::vector<CivilDate> days;  // school_days()

    const Roster& roster(Feed feed) const { return town.rosters[static_cast<std::size_t>(feed)]; }

    /// The child's number in the feed, kNotListed if the feed does not hold the child or gives no ids. The district's
    /// assessment and incident extracts carry the district's number.
    std::uint32_t local_of(Feed feed, std::uint32_t child) const;

    std::uint32_t school_count() const { return town.areas + town.middle_schools + town.high_schools; }
    std::uint32_t school_of(const Child& child) const;
    std::string school_name(std::uint32_t school) const;
    /// Homerooms of a school's grade (-1..12).
    std::uint32_t sections(std::uint32_t school, int grade) const {
        return sections_[school * 14 + grade_index(grade)];
    }
    std::uint32_t section_of(std::uint32_t child) const;

  private:
    static std::uint32_t grade_index(int grade) { return static_cast<std::uint32_t>(grade + 1); }

    std::array<std::vector<std::uint32_t>, kFeedCount> ranks_;
    std::vector<std::uint32_t> sections_;
};

/// `1000004`, `NS-0012`, ...; nothing for feeds without ids.
void append_local_id(std::string& out, Feed feed, std::uint32_t local);
bool has_own_ids(Feed feed);

/// Whether somebody left a test row behind the row at this place.
bool is_test_row(const Town& town, Feed feed, std::size_t place);

/// `c0000001`: the id of a child in the truth files.
void append_child_id(std::string& out, std::uint32_t child);

/// Ten digits that every public school knows; no two children share them.
std::uint64_t state_id(const Town& town, std::uint32_t child);

/// `KG`, `01`..`12`, `PK`.
std::string_view grade_code(int grade);

}  // namespace kith::town
