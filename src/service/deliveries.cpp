#include "service/deliveries.h"

#include "service/json.h"
#include "service/ledger_access.h"

namespace kith::service {

Result<std::vector<ledger::Delivery>> list_deliveries(ledger::Ledger& ledger, const std::optional<SourceId>& source) {
    const auto reader = TRY(ledger.begin_read());
    return reader->deliveries(source);
}

Result<void> undo_delivery(ledger::Ledger& ledger, DeliveryId id, const Clock& clock) {
    const auto transaction = TRY(begin_as_operator(ledger, clock));
    TRY(transaction->undo_delivery(id));
    TRY(transaction->bump_epoch());
    TRY(transaction->append_audit({"delivery.undo", std::nullopt, dump_json(Json{{"delivery", id.value()}})}));
    return transaction->commit();
}

}  // namespace kith::service
