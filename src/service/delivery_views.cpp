#include "service/delivery_views.h"

#include <algorithm>

#include "service/json.h"
#include "service/standing.h"

namespace kith::service {
namespace {

Error not_a_handler() {
    return make_error(ErrorCode::Denied, "role.not-of-source",
                      "only a steward, or the lead of the source's member, may do this");
}

std::uint64_t sum_of(const Json& counts) {
    std::uint64_t sum = 0;
    if (counts.is_number_unsigned()) return counts.get<std::uint64_t>();
    if (!counts.is_object()) return 0;
    for (const auto& [reason, count] : counts.items()) {
        if (count.is_number_unsigned()) sum += count.get<std::uint64_t>();
    }
    return sum;
}

/// What the delivery's writer put down (delivery_writer.cpp, summary()).
DeliveryCounts counts_of(const ledger::Delivery& delivery) {
    DeliveryCounts counts;
    const auto parsed = parse_json(delivery.json, "delivery.malformed", "");
    if (parsed.is_error()) return counts;
    const Json& json = parsed.value();
    counts.added = sum_of(at(json, "new"));
    counts.changed = sum_of(at(json, "changed"));
    counts.same = sum_of(at(json, "same"));
    counts.gone = sum_of(at(json, "gone"));
    counts.held_back = sum_of(at(json, "held_back"));
    for (const Json& file : list_at(json, "files")) {
        counts.input_lines += sum_of(at(file, "input_lines"));
        counts.loaded_lines += sum_of(at(file, "loaded"));
        counts.quarantined_lines += sum_of(at(file, "quarantined"));
        counts.ignored_lines += sum_of(at(file, "ignored"));
    }
    return counts;
}

Result<DeliveryView> view_of(ledger::Delivery delivery, const ledger::Source& source) {
    const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
    const std::string name = text_at(json, "name");
    DeliveryView view;
    view.counts = counts_of(delivery);
    view.delivery = std::move(delivery);
    view.source_name = name.empty() ? source.id.value() : name;
    view.member = source.member;
    return view;
}

}  // namespace

Result<DeliveryViews> list_delivery_views(ledger::Ledger& ledger, const std::optional<SourceId>& source,
                                          const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    if (!is_steward(standing) && standing.role != kMemberLead) return not_a_handler();
    if (source) TRY(require_source(*reader, standing, *source));
    const std::vector<ledger::Source> sources = TRY(reader->sources());
    const auto find = [&sources](const SourceId& id) {
        return std::find_if(sources.begin(), sources.end(), [&](const ledger::Source& each) { return each.id == id; });
    };
    DeliveryViews views;
    std::vector<ledger::Delivery> deliveries = TRY(reader->deliveries(source));
    for (ledger::Delivery& delivery : deliveries) {
        const auto of = find(delivery.source);
        if (of == sources.end() || !handles(standing, *of)) continue;
        views.deliveries.push_back(TRY(view_of(std::move(delivery), *of)));
    }
    const std::vector<Feed> feeds = TRY(feeds_of(*reader, clock.now()));
    for (const Feed& feed : feeds) {
        const auto of = find(feed.source);
        if (of == sources.end() || !handles(standing, *of)) continue;
        const Json json = TRY(parse_json(of->json, "source.malformed", of->id.value()));
        const std::string name = text_at(json, "name");
        views.feeds.push_back({feed, name.empty() ? of->id.value() : name});
    }
    return views;
}

Result<DeliveryView> show_delivery(ledger::Ledger& ledger, DeliveryId id, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    auto delivery = reader->delivery(id);
    if (delivery.is_error()) return is_steward(standing) ? delivery.error() : not_a_handler();
    const ledger::Source source = TRY(require_source(*reader, standing, delivery->source));
    return view_of(std::move(delivery).value(), source);
}

Result<DeliveryView> undo_as(ledger::Ledger& ledger, DeliveryId id, const UserId& viewer, const Clock& clock) {
    TRY(show_delivery(ledger, id, viewer, clock));
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    TRY(transaction->undo_delivery(id));
    TRY(transaction->append_audit({"delivery.undo", std::nullopt, dump_json(Json{{"delivery", id.value()}})}));
    TRY(transaction->commit());
    return show_delivery(ledger, id, viewer, clock);
}

}  // namespace kith::service
