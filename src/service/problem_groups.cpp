#include "service/problem_groups.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "intake/layout.h"
#include "service/json.h"
#include "service/source_profile.h"
#include "service/standing.h"

namespace kith::service {
namespace {

constexpr std::size_t kExamplesMax = 5;
constexpr std::size_t kCodesMax = 50;

FixKind fix_of(const std::string& id) {
    if (id == "intake.date.ambiguous") return FixKind::DateOrder;
    if (id == "intake.mark.unknown") return FixKind::Mark;
    if (id == "intake.row.no-id" || id == "intake.row.no-child" || id == "intake.row.no-date") return FixKind::Column;
    return FixKind::None;
}

Error malformed(std::string_view what) {
    return make_error(ErrorCode::InvalidInput, "fix.malformed", std::string(what));
}

/// The source of the delivery, if the viewer handles it.
Result<ledger::Source> source_of(ledger::Reader& reader, DeliveryId id, const UserId& viewer, Instant now) {
    const Standing standing = TRY(standing_of(reader, viewer, now));
    const auto delivery = reader.delivery(id);
    if (delivery.is_error()) {
        if (is_steward(standing) || delivery.error().code != ErrorCode::NotFound) return delivery.error();
        return make_error(ErrorCode::Denied, "role.not-of-source",
                          "only a steward, or the lead of the source's member, may do this");
    }
    return require_source(reader, standing, delivery.value().source);
}

Result<void> put_setting(ledger::Transaction& transaction, ledger::Source source, const FixAnswer& answer) {
    Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
    if (answer.kind == FixKind::DateOrder) {
        constexpr std::array<std::string_view, 3> kOrders = {"mdy", "dmy", "ymd"};
        if (std::find(kOrders.begin(), kOrders.end(), answer.order) == kOrders.end()) {
            return malformed("expected the order `mdy`, `dmy` or `ymd`");
        }
        json["date_order"] = answer.order;
    } else {
        constexpr std::string_view kMarks = "PAETH-";
        const bool is_mark = answer.mark.size() == 1 && kMarks.find(answer.mark[0]) != std::string_view::npos;
        if (answer.code.empty() || !is_mark) return malformed("expected a `code` and one of P, A, E, T, H and -");
        Json& marks = json["marks"];
        if (!marks.is_object()) marks = Json::object();
        marks[answer.code] = answer.mark;
    }
    source.json = dump_json(json);
    return transaction.put_source(source);
}

Result<void> put_role(ledger::Transaction& transaction, const SourceId& source, const FixAnswer& answer) {
    const intake::Role role = intake::role_named(answer.role);
    if (answer.column.empty() || intake::name_of(role) != answer.role)
        return malformed("expected a `column` and a `role`");
    auto layout = TRY(remembered_layout(transaction, source));
    if (!layout) return make_error(ErrorCode::Conflict, "fix.no-layout", "nothing is remembered of the source's files");
    bool is_found = false;
    for (intake::SheetLayout& sheet : layout->sheets) {
        for (intake::ColumnLayout& column : sheet.columns) {
            if (column.header != answer.column) continue;
            column.role = role;
            column.confidence = 1;
            is_found = true;
        }
    }
    if (!is_found) return malformed("the source's files have no such column");
    ++layout->version;
    ledger::Document document;
    document.kind = ledger::DocumentKind::Layout;
    document.id = source.value();
    document.json = intake::to_json(*layout);
    TRY(transaction.put_document(document));
    return {};
}

}  // namespace

std::string_view name_of(FixKind kind) {
    switch (kind) {
        case FixKind::DateOrder:
            return "date_order";
        case FixKind::Mark:
            return "mark";
        case FixKind::Column:
            return "column";
        case FixKind::None:
            return "none";
    }
    return "none";
}

Result<std::vector<ProblemGroup>> list_problem_groups(ledger::Ledger& ledger, DeliveryId id, const UserId& viewer,
                                                      const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const ledger::Source source = TRY(source_of(*reader, id, viewer, clock.now()));
    const bool is_own = TRY(standing_of(*reader, viewer, clock.now())).member == source.member;
    const ledger::Delivery delivery = TRY(reader->delivery(id));
    const std::vector<ledger::HeldProblem> problems = TRY(reader->problems(id));
    std::map<std::pair<std::string, std::string>, ProblemGroup> groups;
    for (const ledger::HeldProblem& held : problems) {
        const table::Problem& problem = held.problem;
        ProblemGroup& group = groups[{problem.id, problem.place.column_name}];
        group.id = problem.id;
        group.severity = std::max(group.severity, problem.severity);
        group.column = problem.place.column_name;
        group.fix = fix_of(problem.id);
        ++group.count;
        if (group.examples.size() < kExamplesMax) {
            const bool has_file = held.file < delivery.files.size();
            group.examples.push_back({has_file ? delivery.files[held.file].name : std::string(), problem.place.line,
                                      problem.place.column_name, is_own ? problem.raw : std::string()});
        }
        const bool is_new_code = group.fix == FixKind::Mark && !problem.raw.empty() && group.codes.size() < kCodesMax &&
                                 std::find(group.codes.begin(), group.codes.end(), problem.raw) == group.codes.end();
        if (is_own && is_new_code) group.codes.push_back(problem.raw);
    }
    std::vector<ProblemGroup> list;
    list.reserve(groups.size());
    for (auto& [key, group] : groups) list.push_back(std::move(group));
    std::stable_sort(list.begin(), list.end(),
                     [](const ProblemGroup& a, const ProblemGroup& b) { return a.count > b.count; });
    return list;
}

Result<void> remember_fix(ledger::Ledger& ledger, DeliveryId id, const FixAnswer& answer, const UserId& viewer,
                          const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const ledger::Source source = TRY(source_of(*transaction, id, viewer, clock.now()));
    switch (answer.kind) {
        case FixKind::DateOrder:
        case FixKind::Mark:
            TRY(put_setting(*transaction, source, answer));
            break;
        case FixKind::Column:
            TRY(put_role(*transaction, source.id, answer));
            break;
        case FixKind::None:
            return malformed("expected the fix `date_order`, `mark` or `column`");
    }
    const Json entry{{"source", source.id.value()}, {"fix", std::string(name_of(answer.kind))}};
    TRY(transaction->append_audit({"source.fix", std::nullopt, dump_json(entry)}));
    return transaction->commit();
}

}  // namespace kith::service
