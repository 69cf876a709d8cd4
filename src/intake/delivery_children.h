#pragma once

// The children of one delivery while its files are read: found by local id, or by name where a file has no id, and
// filled bit by bit. finish() settles who the nameless ids and the idless names are and gives the records.
//
// Idea: everything a row says lands in flat per-child drafts; marks go into strips at once, so three million attendance
// rows cost a byte each. Nothing depends on the order of rows except which of two contradicting rows wins.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/thread_pool.h"
#include "intake/values.h"
#include "intake/values_index.h"
#include "table/record.h"

namespace kith::intake {

using ChildIndex = std::uint32_t;
using StripKey = std::uint32_t;  // a category and a programme

/// A roster states who a child is; a log only mentions it.
enum class Saying : std::uint8_t { Listed, Mentioned };

/// What became of an identity that was said again.
enum class Heard : std::uint8_t { New, Same, Contradicted };

class Children {
  public:
    /// `id` must outlive the delivery: a cell.
    ChildIndex with_id(std::string_view id);
    std::optional<ChildIndex> find(std::string_view id) const;
    /// A child known by name alone. `context` (guardian, phone, address) tells two children of one name and birth date
    /// apart where a list holds both.
    ChildIndex with_name(const table::Identity& identity, std::string_view context);

    /// `sheet` counts the delivery's sheets: within one, a later listing wins; between two, the first fills.
    Heard say(ChildIndex child, table::Identity identity, Saying saying, std::uint32_t sheet);
    void add_fact(ChildIndex child, table::Fact fact) { drafts_[child].record.facts.push_back(std::move(fact)); }
    void add_origin(ChildIndex child, table::Origin origin);

    StripKey strip_key(std::string_view category, std::string_view programme);
    void mark(ChildIndex child, StripKey key, std::int32_t days, table::Mark mark);
    /// A stay between two moments, in minutes since 1970; `out_minute` -1 where nobody signed out.
    void visit(ChildIndex child, StripKey key, std::int64_t in_minute, std::int64_t out_minute);

    table::Identity& identity(ChildIndex child) { return drafts_[child].record.identity; }
    std::size_t size() const { return drafts_.size(); }

    /// Days on which some child of the key has a mark are days it was held: on them silence becomes `mark`, for every
    /// child of the programme (for every child of the delivery where it has one programme).
    void fill_silent_days(StripKey key, table::Mark mark);

    /// Records by local id. Parallel over children; the same for any number of threads.
    std::vector<table::Record> finish(ThreadPool& pool);

  private:
    struct StripDraft {
        StripKey key = 0;
        std::int32_t first_day = 0;
        std::string marks;
    };
    struct Visit {
        StripKey key = 0;
        std::int64_t in_minute = 0;
        std::int64_t out_minute = 0;
        auto operator<=>(const Visit&) const = default;
    };
    struct Draft {
        table::Record record;
        std::string name_key;  // only of children without an id
        std::string context;
        std::vector<StripDraft> strips;
        std::vector<Visit> visits;
        std::uint32_t listed_by = 0xffffffff;
        bool is_absorbed = false;
    };

    StripDraft& strip_of(Draft& draft, StripKey key, std::int32_t first_day);
    void absorb(ChildIndex from, ChildIndex into);
    void settle_names();
    void settle_group(const std::vector<ChildIndex>& group, const std::vector<ChildIndex>& known);
    void settle_contexts(std::vector<ChildIndex> group);
    void complete(Draft& draft) const;
    void add_hours(Draft& draft) const;

    TextIndex ids_;
    std::vector<ChildIndex> child_of_id_;
    std::unordered_map<std::string, ChildIndex> named_;
    std::vector<Draft> drafts_;
    std::vector<std::pair<std::string, std::string>> strip_names_;  // category, programme
};

/// 1 July on or before the day: the first day of its programme year.
CivilDate first_day_of_year(CivilDate day);

/// Folded given name and surname, the key by which a child without an id is known.
std::string name_key(const table::Identity& identity);

/// Fills what `into` does not say from `from`, and joins the lists.
void fill_identity(table::Identity& into, table::Identity&& from);

}  // namespace kith::intake
