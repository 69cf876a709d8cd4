#include "service/audit_view.h"

#include <algorithm>
#include <map>

#include "service/json.h"
#include "service/standing.h"
#include "service/upkeep.h"
#include "service/users.h"

namespace kith::service {
namespace {

Result<void> require_auditor(ledger::Reader& reader, const UserId& viewer, Instant now) {
    const Standing standing = TRY(standing_of(reader, viewer, now));
    return require_steward(standing);
}

/// Purpose and counts of a look; of other entries nothing but their kind.
std::string summary_of(const ledger::AuditEntry& entry) {
    if (entry.is_erased) return "erased";
    const auto json = parse_json(entry.json, "audit.malformed", "");
    if (json.is_error() || entry.kind != "disclosure") return "";
    const Json& request = at(*json, "request");
    std::string purpose = text_at(*json, "purpose");
    if (purpose.empty()) purpose = text_at(request, "purpose");
    if (purpose.empty()) purpose = text_at(*json, "action");
    const Json& decisions = list_at(*json, "decisions");
    const auto shown = std::count_if(decisions.begin(), decisions.end(),
                                     [](const Json& each) { return text_at(each, "decision") == "permit"; });
    if (!decisions.empty()) {
        return purpose + ": " + std::to_string(shown) + " shown, " +
               std::to_string(static_cast<std::ptrdiff_t>(decisions.size()) - shown) + " not shown";
    }
    const std::string decision = text_at(*json, "decision");
    return decision.empty() ? purpose : purpose + ": " + decision;
}

}  // namespace

Result<AuditLines> list_audit(ledger::Ledger& ledger, std::uint64_t skipped, std::size_t limit, const UserId& viewer,
                              const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Instant now = clock.now();
    TRY(require_auditor(*reader, viewer, now));
    AuditLines answer;
    answer.total = TRY(reader->counts()).audit_entries;
    const std::uint64_t until = answer.total - std::min(skipped, answer.total);
    const std::uint64_t from = until - std::min<std::uint64_t>(limit, until);
    if (from == until) return answer;
    const std::vector<ledger::AuditEntry> entries =
        TRY(reader->audit_entries(from, static_cast<std::size_t>(until - from)));
    std::map<UserId, std::string> names;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (!names.contains(entry->by)) {
            const auto user = TRY(find_user(*reader, entry->by, now));
            names[entry->by] = user ? user->name : entry->by.value();
        }
        answer.lines.push_back(
            {entry->sequence, entry->at, names[entry->by], entry->kind, entry->child, summary_of(*entry)});
    }
    return answer;
}

Result<CheckpointView> show_checkpoint(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    {
        const auto reader = TRY(ledger.begin_read());
        TRY(require_auditor(*reader, viewer, clock.now()));
    }
    const AuditVerified verified = TRY(verify_audit(ledger));
    CheckpointView view;
    view.origin = verified.origin;
    view.size = verified.report.size;
    view.root = to_base64(verified.report.root);
    view.text = verified.report.last_checkpoint;
    view.public_key = verified.public_key;
    view.holds = verified.report.holds();
    view.checked = verified.report.size;
    return view;
}

Result<std::string> show_receipt(ledger::Ledger& ledger, std::uint64_t sequence, const UserId& viewer,
                                 const Clock& clock) {
    {
        const auto reader = TRY(ledger.begin_read());
        TRY(require_auditor(*reader, viewer, clock.now()));
    }
    return audit_receipt(ledger, sequence);
}

}  // namespace kith::service
