#include "service/feeds.h"

#include <map>

#include "service/json.h"

namespace kith::service {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::uint64_t quarantined_in(const ledger::Delivery& delivery) {
    const Result<Json> json = parse_json(delivery.json, "delivery.malformed", "");
    if (json.is_error()) return 0;
    std::uint64_t lines = 0;
    for (const Json& file : list_at(*json, "files")) {
        for (const auto& [reason, count] : at(file, "quarantined").items()) {
            if (count.is_number_unsigned()) lines += count.get<std::uint64_t>();
        }
    }
    return lines;
}

FeedHealth health_of(const Feed& feed, Instant now) {
    if (!feed.last_at) return FeedHealth::Never;
    if (!feed.expected_every_days) return FeedHealth::Fresh;
    const std::int64_t passed_ms = now.unix_ms - feed.last_at->unix_ms;
    return 2 * passed_ms > 3 * *feed.expected_every_days * kDayMs ? FeedHealth::Late : FeedHealth::Fresh;
}

}  // namespace

std::string_view name_of(FeedHealth health) {
    switch (health) {
        case FeedHealth::Fresh:
            return "fresh";
        case FeedHealth::Late:
            return "late";
        case FeedHealth::Never:
            return "never";
    }
    return "never";
}

Result<std::vector<Feed>> feeds_of(ledger::Reader& reader, Instant now) {
    std::map<SourceId, ledger::Delivery> newest;
    std::vector<ledger::Delivery> deliveries = TRY(reader.deliveries(std::nullopt));
    for (ledger::Delivery& delivery : deliveries) {
        if (delivery.state == ledger::DeliveryState::Committed) {
            newest.try_emplace(delivery.source, std::move(delivery));
        }
    }
    std::vector<Feed> feeds;
    const std::vector<ledger::Source> sources = TRY(reader.sources());
    for (const ledger::Source& source : sources) {
        Feed feed;
        feed.source = source.id;
        feed.member = source.member;
        const Json settings = TRY(parse_json(source.json, "source.malformed", source.id.value()));
        if (const std::int64_t days = number_at(settings, "expected_every_days", 0); days > 0) {
            feed.expected_every_days = days;
        }
        if (const auto found = newest.find(source.id); found != newest.end()) {
            feed.last_at = found->second.committed_at.value_or(found->second.received_at);
            feed.quarantined_lines = quarantined_in(found->second);
        }
        feed.health = health_of(feed, now);
        feeds.push_back(std::move(feed));
    }
    return feeds;
}

}  // namespace kith::service
