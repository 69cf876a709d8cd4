#pragma once

// The cells of one child for one viewer: which there are, which may be known of, which are shown, and what those hold.
// Nothing is opened before it was permitted.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "consent/decide.h"
#include "consent/snapshot.h"
#include "ledger/ledger.h"
#include "service/community_policy.h"
#include "service/policy_source.h"
#include "service/show_child.h"

namespace kith::service {

struct Look {
    std::string viewer;
    std::string child;
    std::string purpose;
    Instant at;
};

struct CellDecision {
    std::string category;
    std::string source;
    consent::Verdict verdict = consent::Verdict::Deny;
    consent::Reason reason;
};

/// The entry of a look: what was decided, for the child's accounting.
std::string disclosure_of(const Look& look, const std::vector<CellDecision>& decided);

class ChildCells {
  public:
    ChildCells(ledger::Reader& reader, const AssembledPolicy& policy, Look look)
        : reader_(reader), snapshot_(policy.snapshot), community_(*policy.community), look_(std::move(look)) {}

    /// No cells and no helpers: the viewer may not know of the child.
    Result<void> collect();
    std::vector<Cell>& cells() { return cells_; }
    std::vector<Helper>& helpers() { return helpers_; }
    /// Every decision that was taken, also about cells that are not there.
    const std::vector<CellDecision>& decided() const { return decided_; }

  private:
    using Records = std::vector<RecordId>;

    consent::Request ask(const std::string& category, const std::string& source, consent::Action action) const;
    bool is_permitted(const std::string& category, const std::string& source, consent::Action action) const;
    bool may_know_child() const;
    Result<void> add_source(const std::string& source, const Records& records);
    Result<void> add_cell(const std::string& category, const std::string& source, Holding holding,
                          const Records& records);
    bool is_restricted(const std::string& source) const;
    bool is_of_purpose(const std::string& category) const;
    Result<void> fill(Cell& cell, const Records& records);
    void add_helper(const std::string& source, const std::vector<std::string>& categories);

    ledger::Reader& reader_;
    const consent::Snapshot& snapshot_;
    const CommunityPolicy& community_;
    Look look_;
    std::set<RecordId> suspected_gone_;
    std::vector<Cell> cells_;
    std::vector<Helper> helpers_;
    std::vector<CellDecision> decided_;
};

}  // namespace kith::service
