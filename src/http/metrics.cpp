#include "http/metrics.h"

#include <cstdio>

namespace kith::http {
namespace {

std::string decimal(double value) {
    std::array<char, 32> buffer{};
    const int size = std::snprintf(buffer.data(), buffer.size(), "%.6g", value);
    return {buffer.data(), static_cast<std::size_t>(size)};
}

void add_head(std::string& text, std::string_view name, std::string_view kind, std::string_view help) {
    text.append("# HELP ").append(name).append(" ").append(help).append("\n");
    text.append("# TYPE ").append(name).append(" ").append(kind).append("\n");
}

void add_gauge(std::string& text, std::string_view name, std::string_view help, double value) {
    add_head(text, name, "gauge", help);
    text.append(name).append(" ").append(decimal(value)).append("\n");
}

}  // namespace

void Metrics::end(std::string_view operation, int status, double seconds) {
    in_flight_.fetch_sub(1, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    ++requests_[{std::string(operation), status}];
    Timing& timing = timings_[std::string(operation)];
    std::size_t bucket = 0;
    while (bucket < kBoundsSeconds.size() && seconds > kBoundsSeconds[bucket]) ++bucket;
    ++timing.buckets[bucket];
    ++timing.count;
    timing.seconds += seconds;
}

std::string Metrics::requests_text() const {
    const std::lock_guard lock(mutex_);
    std::string text;
    add_head(text, "kith_requests_total", "counter", "requests answered");
    for (const auto& [key, count] : requests_) {
        text += "kith_requests_total{operation=\"" + key.first + "\",status=\"" + std::to_string(key.second) + "\"} " +
                std::to_string(count) + "\n";
    }
    add_head(text, "kith_request_seconds", "histogram", "time from the request's arrival at a worker to its answer");
    for (const auto& [operation, timing] : timings_) {
        const std::string label = "{operation=\"" + operation + "\"";
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < timing.buckets.size(); ++i) {
            sum += timing.buckets[i];
            const std::string bound = i < kBoundsSeconds.size() ? decimal(kBoundsSeconds[i]) : "+Inf";
            text.append("kith_request_seconds_bucket").append(label).append(",le=\"").append(bound).append("\"} ");
            text.append(std::to_string(sum)).append("\n");
        }
        text += "kith_request_seconds_sum" + label + "} " + decimal(timing.seconds) + "\n";
        text += "kith_request_seconds_count" + label + "} " + std::to_string(timing.count) + "\n";
    }
    return text;
}

std::string Metrics::text(const Gauges& gauges) const {
    std::string text = requests_text();
    add_gauge(text, "kith_requests_in_flight", "requests being answered", static_cast<double>(in_flight()));
    add_gauge(text, "kith_requests_waiting", "requests waiting for a worker", static_cast<double>(gauges.waiting));
    add_gauge(text, "kith_streams", "open event streams", static_cast<double>(gauges.streams));
    const ledger::Counts& counts = gauges.counts;
    const std::array<std::pair<std::string_view, std::uint64_t>, 8> held = {{
        {"members", counts.members},
        {"sources", counts.sources},
        {"deliveries_committed", counts.deliveries_committed},
        {"deliveries_unlinked", counts.deliveries_unlinked},
        {"records_active", counts.records_active},
        {"persons", counts.persons},
        {"reviews_open", counts.reviews_open},
        {"audit_entries", counts.audit_entries},
    }};
    for (const auto& [name, count] : held) {
        add_gauge(text, "kith_ledger_" + std::string(name), "held in the ledger", static_cast<double>(count));
    }
    return text;
}

}  // namespace kith::http
