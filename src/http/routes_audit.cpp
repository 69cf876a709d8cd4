// The audit log: entries, the signed checkpoint, receipts.

#include <nlohmann/json.hpp>

#include "http/fields.h"
#include "http/list.h"
#include "http/routes.h"
#include "service/audit_view.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Result<Response> list_audit(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    const service::AuditLines lines =
        TRY(service::list_audit(context.ledger, asked.from, asked.limit, request.user(), context.clock));
    Json items = Json::array();
    for (const service::AuditLine& line : lines.lines) {
        items.push_back({{"sequence", line.sequence},
                         {"at", line.at.to_iso()},
                         {"by_name", line.by_name},
                         {"kind", line.kind},
                         {"child", line.child ? Json(line.child->value()) : Json()},
                         {"summary", line.summary}});
    }
    return ok(list_page(std::move(items), asked, lines.total));
}

Result<Response> get_checkpoint(Context& context, const Request& request) {
    const service::CheckpointView view = TRY(service::show_checkpoint(context.ledger, request.user(), context.clock));
    return ok({{"origin", view.origin},
               {"size", view.size},
               {"root", view.root},
               {"text", view.text},
               {"public_key", view.public_key},
               {"verified", {{"ok", view.holds}, {"checked", view.checked}}}});
}

Result<Response> get_receipt(Context& context, const Request& request) {
    const std::uint64_t sequence = TRY(number_param(request, "sequence"));
    const std::string text = TRY(service::show_receipt(context.ledger, sequence, request.user(), context.clock));
    Json receipt = Json::parse(text, nullptr, false);
    receipt["sequence"] = sequence;
    return ok(receipt);
}

}  // namespace

void add_audit_routes(Router& router) {
    router.get("/audit", "listAudit", list_audit);
    router.get("/audit/checkpoint", "getCheckpoint", get_checkpoint);
    router.get("/audit/{sequence}/receipt", "getReceipt", get_receipt);
}

}  // namespace kith::http
