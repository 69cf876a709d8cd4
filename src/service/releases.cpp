#include "service/releases.h"

#include <algorithm>
#include <map>

#include "insight/release_ledger.h"
#include "service/json.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using insight::Shown;
using ledger::DocumentKind;

/// Children as numbers, alike over all releases.
class Numbers {
  public:
    std::uint32_t of(const std::string& person) {
        return numbers_.emplace(person, static_cast<std::uint32_t>(numbers_.size())).first->second;
    }

  private:
    std::map<std::string, std::uint32_t> numbers_;
};

Json texts_json(const std::vector<PersonId>& people) {
    Json list = Json::array();
    for (const PersonId& person : people) list.push_back(person.value());
    return list;
}

Json number_json(const auto& value) {
    return value ? Json(*value) : Json();
}

Json row_json(const MeasureRow& row) {
    return Json{{"group", row.group},
                {"n", number_json(row.n)},
                {"d", number_json(row.d)},
                {"ratio", number_json(row.ratio)},
                {"low", number_json(row.low)},
                {"high", number_json(row.high)},
                {"suppressed", std::string(name_of(row.shown))}};
}

/// Three cells a row: in, out, all.
Json sealed_json(const MeasureTable& table) {
    Json cells = Json::array();
    MeasureSets all;
    for (std::size_t row = 0; row < table.view.rows.size(); ++row) {
        const bool is_total = row >= table.sets.size();
        const MeasureSets& sets = is_total ? all : table.sets[row];
        const bool is_shown = table.view.rows[row].shown == Shown::Yes;
        cells.push_back(Json{{"shown", is_shown}, {"in", texts_json(sets.in)}, {"out", texts_json(sets.out)}});
        if (is_total) continue;
        all.in.insert(all.in.end(), sets.in.begin(), sets.in.end());
        all.out.insert(all.out.end(), sets.out.begin(), sets.out.end());
    }
    return cells;
}

insight::ReleasedTable released_of(const std::string& id, const Json& cells, Numbers& numbers) {
    insight::ReleasedTable table{id, {}};
    for (const Json& cell : cells) {
        insight::ReleasedCell all{{}, is_true_at(cell, "shown")};
        for (const char* side : {"in", "out"}) {
            insight::ReleasedCell one{{}, all.is_shown};
            for (const std::string& person : texts_at(cell, side)) one.children.push_back(numbers.of(person));
            std::sort(one.children.begin(), one.children.end());
            all.children.insert(all.children.end(), one.children.begin(), one.children.end());
            table.cells.push_back(std::move(one));
        }
        std::sort(all.children.begin(), all.children.end());
        table.cells.push_back(std::move(all));
    }
    return table;
}

Result<void> require_publisher(ledger::Reader& reader, const UserId& viewer, Instant now) {
    const Standing standing = TRY(standing_of(reader, viewer, now));
    if (standing.role == kSteward || standing.role == "analyst") return {};
    return make_error(ErrorCode::Denied, "release.role", "only stewards and analysts publish");
}

Json document_of(const MeasureTable& table, const Json& cells) {
    const MeasureView& view = table.view;
    Json rows = Json::array();
    for (const MeasureRow& row : view.rows) rows.push_back(row_json(row));
    return Json{{"card", view.card.id},
                {"card_version", view.card.version},
                {"purpose", view.purpose},
                {"group", view.group},
                {"from", view.from.to_iso()},
                {"to", view.to.to_iso()},
                {"k", view.k},
                {"method", view.method},
                {"permitted", number_json(view.permitted)},
                {"of", number_json(view.of)},
                {"rows", rows},
                {"cells", cells}};
}

std::uint64_t hidden_rows(const MeasureView& view) {
    return static_cast<std::uint64_t>(std::count_if(view.rows.begin(), view.rows.end(),
                                                    [](const MeasureRow& row) { return row.shown != Shown::Yes; }));
}

template <class Number>
std::optional<Number> optional_at(const Json& object, std::string_view key) {
    const Json& value = at(object, key);
    return value.is_number() ? std::optional(value.get<Number>()) : std::nullopt;
}

Shown shown_named(const std::string& word) {
    if (word == name_of(Shown::Primary)) return Shown::Primary;
    return word == name_of(Shown::Yes) ? Shown::Yes : Shown::Complementary;
}

Result<Release> release_of(const ledger::Document& document) {
    const Json json = TRY(parse_json(document.json, "release.malformed", document.id));
    Release release;
    release.id = document.id;
    release.at = document.at;
    release.by = document.by;
    MeasureView& view = release.view;
    if (const auto* card = insight::card_named(text_at(json, "card"))) view.card = *card;
    view.card.version = static_cast<std::uint32_t>(number_at(json, "card_version", 1));
    view.purpose = text_at(json, "purpose");
    view.group = text_at(json, "group");
    view.from = CivilDate::parse_iso(text_at(json, "from")).value_or(CivilDate());
    view.to = CivilDate::parse_iso(text_at(json, "to")).value_or(CivilDate());
    view.as_of = document.at;
    view.method = text_at(json, "method");
    view.permitted = optional_at<std::uint64_t>(json, "permitted");
    view.of = optional_at<std::uint64_t>(json, "of");
    if (view.permitted && view.of && *view.of > 0) {
        view.coverage = static_cast<double>(*view.permitted) / static_cast<double>(*view.of);
    }
    for (const Json& row : list_at(json, "rows")) {
        view.rows.push_back({text_at(row, "group"), optional_at<std::uint64_t>(row, "n"),
                             optional_at<std::uint64_t>(row, "d"), optional_at<double>(row, "ratio"),
                             optional_at<double>(row, "low"), optional_at<double>(row, "high"),
                             shown_named(text_at(row, "suppressed"))});
    }
    release.hidden = hidden_rows(view);
    return release;
}

/// What speaks against it, by id; empty when it may leave.
Result<std::string> fault_of(ledger::Reader& reader, const MeasureTable& table, const Json& cells) {
    std::uint64_t counted = 0;
    for (const MeasureSets& sets : table.sets) counted += sets.in.size() + sets.out.size();
    if (counted < table.view.k || hidden_rows(table.view) == table.view.rows.size())
        return std::string("release.too-few");
    Numbers numbers;
    std::vector<insight::ReleasedTable> held;
    const std::vector<ledger::Document> documents = TRY(reader.documents(DocumentKind::Release));
    for (const ledger::Document& document : documents) {
        const Json json = TRY(parse_json(document.json, "release.malformed", document.id));
        held.push_back(released_of(document.id, list_at(json, "cells"), numbers));
    }
    const auto difference = insight::find_difference(held, released_of("", cells, numbers), table.view.k);
    return difference ? std::string("release.differencing") : std::string();
}

}  // namespace

Result<Release> publish_measure(ledger::Ledger& ledger, const MeasureAsked& asked, const UserId& viewer,
                                const Clock& clock) {
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({viewer, now}));
    TRY(require_publisher(*transaction, viewer, now));
    const MeasureTable table = TRY(measure_table(*transaction, asked, viewer, now, consent::Action::Export));
    const Json cells = sealed_json(table);
    const std::string fault = TRY(fault_of(*transaction, table, cells));
    Json entry{
        {"viewer", viewer.value()}, {"measure", asked.card}, {"group", asked.group}, {"purpose", table.view.purpose}};
    if (!fault.empty()) {
        entry["because"] = fault;
        TRY(transaction->append_audit({"release.refuse", std::nullopt, dump_json(entry)}));
        TRY(transaction->commit());
        const bool is_few = fault == "release.too-few";
        return make_error(is_few ? ErrorCode::InvalidInput : ErrorCode::Conflict, fault,
                          is_few ? "too few children may be counted to publish this table"
                                 : "with a table that was published before, this one would single out a few children");
    }
    const std::vector<ledger::Document> held = TRY(transaction->documents(DocumentKind::Release));
    ledger::Document document;
    document.kind = DocumentKind::Release;
    document.id = "release-" + std::to_string(held.size() + 1);
    document.json = dump_json(document_of(table, cells));
    TRY(transaction->put_document(document));
    entry["release"] = document.id;
    TRY(transaction->append_audit({"release", std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    return Release{document.id, now, viewer, table.view, hidden_rows(table.view)};
}

Result<std::vector<Release>> list_releases(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    TRY(standing_of(*reader, viewer, clock.now()));
    const std::vector<ledger::Document> documents = TRY(reader->documents(DocumentKind::Release));
    std::vector<Release> releases;
    releases.reserve(documents.size());
    for (const ledger::Document& document : documents) releases.push_back(TRY(release_of(document)));
    std::stable_sort(releases.begin(), releases.end(), [](const Release& a, const Release& b) { return a.at > b.at; });
    return releases;
}

}  // namespace kith::service
