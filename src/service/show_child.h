#pragma once

// One child as one viewer may see them: a cell for every category and source, shown with the chain that shows it or
// hidden with what would unlock it, and who else is helping. Every decision is entered as a disclosure in the
// transaction that took it: nothing is shown that is not in the log.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "consent/decide.h"
#include "ledger/ledger.h"
#include "service/next_steps.h"
#include "table/record.h"

namespace kith::service {

class PolicyCache;

struct ShowRequest {
    std::string child;  // `k-...` or `source:local-id`
    UserId viewer;
    std::string purpose;
};

/// What a shown cell holds. Identity and contact cells have an identity, all others facts and strips.
struct CellContent {
    std::optional<table::Identity> identity;
    std::vector<table::Fact> facts;
    std::vector<table::Strip> strips;
};

/// NotSaid: the viewer may not know whether the source holds anything.
enum class Holding : std::uint8_t { Held, NotSaid };

struct Cell {
    std::string category;
    std::string source;
    std::string source_name;
    std::string member;
    Holding holding = Holding::Held;
    consent::Answer answer;
    CellContent content;             // empty unless permitted
    bool is_suspected_gone = false;  // the newest whole delivery of the source does not say this child
    bool is_shown() const { return answer.verdict == consent::Verdict::Permit; }
};

/// A member whose help the viewer may know of.
struct Helper {
    std::string member;
    std::string name;
    std::string kind;
    std::vector<std::string> sources;
    std::string contact;  // where the viewer may contact them about the child, else empty
    std::string phone;
};

struct TimelineEntry {
    CivilDate day;
    std::string category;
    std::string source;
    std::string text;
};

struct ChildView {
    PersonId person;
    std::string viewer;
    std::string purpose;
    Instant at;
    std::vector<Cell> cells;  // by category, then source
    std::vector<Helper> helpers;
    std::vector<TimelineEntry> timeline;  // newest first, the latest of what is shown
    std::vector<NextStep> next_steps;     // that the viewer may see, oldest first
    std::vector<std::uint64_t> audit_entries;
};

/// Errors: child.unknown, also where the viewer may not know of the child: the two cannot be told apart. The refused
/// look is entered all the same.
Result<ChildView> show_child(ledger::Ledger& ledger, const ShowRequest& request, const Clock& clock);

/// One look inside a transaction of the caller, who commits before anything of the view leaves. A view without cells
/// and helpers is of a child the viewer may not know of.
Result<ChildView> look_at_child(ledger::Transaction& transaction, const ShowRequest& request, Instant now,
                                PolicyCache* cache);
/// The error of such a view.
Error unknown_child();

}  // namespace kith::service
