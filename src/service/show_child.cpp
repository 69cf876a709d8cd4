#include "service/show_child.h"

#include <algorithm>

#include "service/child_cells.h"
#include "service/json.h"
#include "service/policy_source.h"
#include "table/category.h"

namespace kith::service {
namespace {

constexpr std::size_t kTimelineMax = 12;

std::string words_of(const table::Fact& fact) {
    std::string text = fact.kind;
    std::size_t shown = 0;
    for (const table::Attribute& attribute : fact.attributes) {
        if (attribute.value.empty() || shown == 3) continue;
        text += (shown == 0 ? ": " : ", ") + attribute.name + " " + attribute.value;
        ++shown;
    }
    return text;
}

std::vector<TimelineEntry> timeline_of(const std::vector<Cell>& cells) {
    std::vector<TimelineEntry> entries;
    for (const Cell& cell : cells) {
        for (const table::Fact& fact : cell.content.facts) {
            if (fact.from) entries.push_back({*fact.from, cell.category, cell.source, words_of(fact)});
        }
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const TimelineEntry& a, const TimelineEntry& b) { return a.day > b.day; });
    if (entries.size() > kTimelineMax) entries.resize(kTimelineMax);
    return entries;
}

}  // namespace

Error unknown_child() {
    return make_error(ErrorCode::NotFound, "child.unknown", "no such child");
}

Result<ChildView> look_at_child(ledger::Transaction& transaction, const ShowRequest& request, Instant now,
                                PolicyCache* cache) {
    const auto found = find_person(transaction, request.child);
    if (found.is_error() && found.error().code != ErrorCode::NotFound) return found.error();
    ChildView view;
    view.viewer = request.viewer.value();
    view.purpose = request.purpose;
    view.at = now;
    std::optional<PersonId> child;
    if (found.is_ok()) child = found.value();
    const Look look{request.viewer.value(), child ? child->value() : std::string(), request.purpose, now};
    std::vector<CellDecision> decided;
    if (child) {
        view.person = *child;
        const AssembledPolicy policy = TRY(assemble_policy(transaction, {{*child}, {request.viewer}}, cache));
        ChildCells cells(transaction, policy, look);
        TRY(cells.collect());
        view.cells = std::move(cells.cells());
        view.helpers = std::move(cells.helpers());
        decided = cells.decided();
        if (!view.cells.empty()) {
            view.next_steps = TRY(next_steps_of(transaction, *child, request.viewer, *policy.community));
        }
    }
    const ledger::AuditWrite entry{"disclosure", child, disclosure_of(look, decided), request.viewer};
    view.audit_entries.push_back(TRY(transaction.append_audit(entry)));
    view.timeline = timeline_of(view.cells);
    return view;
}

Result<ChildView> show_child(ledger::Ledger& ledger, const ShowRequest& request, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({request.viewer, clock.now()}));
    // The time of the decision is after the wait for other writers: what they committed was said before it.
    ChildView view = TRY(look_at_child(*transaction, request, clock.now(), nullptr));
    TRY(transaction->commit());
    if (view.cells.empty() && view.helpers.empty()) return unknown_child();
    return view;
}

}  // namespace kith::service
