#include "service/show_child.h"

#include <algorithm>

#include "service/child_cells.h"
#include "service/json.h"
#include "service/policy_source.h"
#include "table/category.h"

namespace kith::service {
namespace {

constexpr std::size_t kTimelineMax = 12;

Error unknown_child() {
    return make_error(ErrorCode::NotFound, "child.unknown", "no such child");
}

Result<std::uint64_t> enter_look(ledger::Transaction& transaction, const ShowRequest& request,
                                 const std::optional<PersonId>& child, const std::vector<CellDecision>& decided) {
    Json decisions = Json::array();
    for (const CellDecision& each : decided) {
        const bool is_permit = each.verdict == consent::Verdict::Permit;
        decisions.push_back({{"category", each.category},
                             {"source", each.source},
                             {"decision", is_permit ? "permit" : "deny"},
                             {"rule", std::string(consent::name_of(each.reason.rule))},
                             {"because", each.reason.id}});
    }
    const Json entry{{"viewer", request.viewer.value()},
                     {"action", "detail"},
                     {"purpose", request.purpose},
                     {"decisions", std::move(decisions)}};
    return transaction.append_audit({"disclosure", child, dump_json(entry)});
}

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

Result<ChildView> show_child(ledger::Ledger& ledger, const ShowRequest& request, const Clock& clock) {
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({request.viewer, now}));
    const auto found = find_person(*transaction, request.child);
    if (found.is_error() && found.error().code != ErrorCode::NotFound) return found.error();
    ChildView view;
    view.viewer = request.viewer.value();
    view.purpose = request.purpose;
    view.at = now;
    std::optional<PersonId> child;
    if (found.is_ok()) child = found.value();
    std::vector<CellDecision> decided;
    if (child) {
        view.person = *child;
        const AssembledPolicy policy = TRY(assemble_policy(*transaction, {{*child}, {request.viewer}}));
        ChildCells cells(*transaction, policy.snapshot, {request.viewer.value(), child->value(), request.purpose, now});
        TRY(cells.collect());
        view.cells = std::move(cells.cells());
        view.helpers = std::move(cells.helpers());
        decided = cells.decided();
    }
    view.audit_entries.push_back(TRY(enter_look(*transaction, request, child, decided)));
    view.timeline = timeline_of(view.cells);
    TRY(transaction->commit());
    if (view.cells.empty() && view.helpers.empty()) return unknown_child();
    return view;
}

}  // namespace kith::service
