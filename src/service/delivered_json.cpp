#include "service/delivered_json.h"

#include <map>

#include "service/json.h"

namespace kith::service {
namespace {

std::string_view word_of(DeliverEnd end) {
    switch (end) {
        case DeliverEnd::Committed:
            return "committed";
        case DeliverEnd::Previewed:
            return "previewed";
        case DeliverEnd::AlreadyHeld:
            return "already_held";
    }
    return "already_held";
}

std::string_view word_of(intake::Removals removals) {
    switch (removals) {
        case intake::Removals::None:
            return "none";
        case intake::Removals::Flow:
            return "flow";
        case intake::Removals::Wait:
            return "wait";
    }
    return "none";
}

Json accounts_of(const Delivered& delivered) {
    Json files = Json::array();
    for (const intake::FileAccount& file : delivered.accounts) {
        files.push_back({{"name", file.name},
                         {"sheet", file.sheet},
                         {"shape", std::string(intake::name_of(file.shape))},
                         {"format", file.format},
                         {"input_lines", file.account.input_lines()},
                         {"loaded_lines", file.account.loaded()},
                         {"quarantined_lines", file.account.quarantined()},
                         {"ignored_lines", file.account.ignored()}});
    }
    return files;
}

Json problems_of(const Delivered& delivered) {
    struct Group {
        std::string severity;
        std::uint64_t count = 0;
    };
    std::map<std::string, Group> groups;
    for (const intake::FileProblem& each : delivered.problems) {
        Group& group = groups[each.problem.id];
        group.severity = table::name_of(each.problem.severity);
        ++group.count;
    }
    Json list = Json::array();
    for (const auto& [id, group] : groups) {
        list.push_back({{"id", id}, {"severity", group.severity}, {"count", group.count}});
    }
    return list;
}

}  // namespace

std::string delivered_json(const Delivered& delivered) {
    Json drift = Json::array();
    for (const intake::Drift& each : delivered.drift) {
        drift.push_back(
            {{"kind", std::string(intake::name_of(each.kind))}, {"sheet", each.sheet}, {"column", each.column}});
    }
    Json json{{"source", delivered.source.value()},
              {"end", std::string(word_of(delivered.end))},
              {"records", delivered.records},
              {"counts",
               {{"added", delivered.added},
                {"changed", delivered.changed},
                {"same", delivered.same},
                {"gone", delivered.gone},
                {"held_back", delivered.held_back},
                {"input_lines", delivered.input_lines},
                {"loaded_lines", delivered.loaded_lines},
                {"quarantined_lines", delivered.quarantined_lines},
                {"ignored_lines", delivered.ignored_lines}}},
              {"removals", std::string(word_of(delivered.removals))},
              {"files", accounts_of(delivered)},
              {"problems", problems_of(delivered)},
              {"drift", std::move(drift)}};
    json["delivery"] = delivered.delivery ? Json(delivered.delivery->value()) : Json();
    return dump_json(json);
}

std::string linked_json(const Linked& linked) {
    return dump_json({{"records", linked.records},
                      {"persons", linked.persons},
                      {"new_persons", linked.new_persons},
                      {"merged_persons", linked.merged_persons},
                      {"reviews", linked.reviews},
                      {"expected_precision", linked.expected_precision},
                      {"expected_recall", linked.expected_recall}});
}

std::optional<DeliveryId> delivery_of(const std::string& json) {
    const auto parsed = parse_json(json, "job.malformed", "");
    if (parsed.is_error()) return std::nullopt;
    const std::int64_t id = number_at(parsed.value(), "delivery", 0);
    if (id <= 0) return std::nullopt;
    return DeliveryId(static_cast<std::uint64_t>(id));
}

bool has_problems(const std::string& json) {
    const auto parsed = parse_json(json, "job.malformed", "");
    return parsed.is_ok() && !list_at(parsed.value(), "problems").empty();
}

}  // namespace kith::service
