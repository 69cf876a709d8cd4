#include "service/measures.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "insight/distributions.h"
#include "service/configuration.h"
#include "service/json.h"

namespace kith::service {
namespace {

using insight::DayCount;
using insight::Judgement;
using insight::Shown;

constexpr std::string_view kAll = "all";
constexpr std::string_view kUnknownGroup = "not known";

Result<const insight::MeasureCard*> card_of(const std::string& id) {
    const insight::MeasureCard* card = insight::card_named(id);
    // Different children are counted by the overlap of members.
    if (card == nullptr || card->unit == insight::MeasureUnit::Count) {
        return make_error(ErrorCode::NotFound, "measure.unknown", "no such measure", id);
    }
    return card;
}

std::string group_of(const PanelChild& child, const std::string& group) {
    if (group == "none") return std::string(kAll);
    const std::string& name = group == "school" ? child.school : child.grade;
    return name.empty() ? std::string(kUnknownGroup) : name;
}

DayCount days_of(const AttendancePanel& panel, const PanelChild& child, CivilDate from, CivilDate to) {
    const DayCount days = panel.count(child, from, to);
    return days.expected == 0 && child.totals ? *child.totals : days;
}

Shown of_row(const insight::MarginTable& table, const insight::Suppression& safe, std::size_t row) {
    Shown shown = Shown::Yes;
    for (std::size_t column = 0; column < table.columns(); ++column) {
        const Shown cell = safe.cells[table.index(row, column)];
        if (cell == Shown::Primary) return cell;
        if (cell == Shown::Complementary) shown = cell;
    }
    return shown;
}

void fill_row(MeasureRow& row, std::uint64_t n, std::uint64_t d) {
    if (row.shown != Shown::Yes || d == 0) return;
    row.n = n;
    row.d = d;
    row.ratio = static_cast<double>(n) / static_cast<double>(d);
    const insight::Interval interval = insight::wilson_interval(n, d);
    row.low = interval.low;
    row.high = interval.high;
}

/// Rows from sets, after disclosure control. The last row is all.
void hide_and_fill(MeasureTable& table, const insight::DisclosureRule& rule) {
    std::vector<std::uint64_t> inner;
    for (const MeasureSets& sets : table.sets) {
        inner.push_back(sets.in.size());
        inner.push_back(sets.out.size());
    }
    const auto margins = insight::MarginTable::from_inner(table.sets.size(), 2, inner);
    const insight::Suppression safe = insight::suppress(margins, rule);
    const bool is_grouped = table.view.group != "none";
    for (std::size_t row = 0; row < table.view.rows.size(); ++row) {
        const std::size_t of_table = is_grouped || row + 1 < table.view.rows.size() ? row : margins.rows() - 1;
        table.view.rows[row].shown = of_row(margins, safe, of_table);
        fill_row(table.view.rows[row], margins.at(of_table, 0), margins.at(of_table, 2));
    }
}

void fill_population(MeasureView& view, std::uint64_t permitted, std::uint64_t of) {
    const std::uint64_t left = of - permitted;
    if (permitted < view.k || (left > 0 && left < view.k)) return;
    view.permitted = permitted;
    view.of = of;
    view.coverage = static_cast<double>(permitted) / static_cast<double>(of);
}

std::string method_of(const MeasureView& view) {
    return "version " + std::to_string(view.card.version) + " of " + view.card.id + ", " + view.from.to_iso() + " to " +
           view.to.to_iso() + ", counts below " + std::to_string(view.k) + " hidden, Wilson intervals of 95 percent";
}

Result<std::optional<UserId>> analyst_of(ledger::Reader& reader) {
    const std::vector<ledger::Document> users = TRY(reader.documents(ledger::DocumentKind::User));
    for (const ledger::Document& user : users) {
        const Json json = TRY(parse_json(user.json, "user.malformed", user.id));
        if (text_at(json, "role") == "analyst" && !is_true_at(json, "disabled")) return std::optional(UserId(user.id));
    }
    return std::optional<UserId>();
}

/// Share of days attended, with the error of its ratio over children.
HomePoint attended(const std::vector<DayCount>& days, HomePoint point) {
    double present = 0;
    double expected = 0;
    for (const DayCount& count : days) {
        present += static_cast<double>(count.present());
        expected += static_cast<double>(count.expected);
    }
    point.value = expected > 0 ? present / expected : 0;
    double squares = 0;
    for (const DayCount& count : days) {
        squares +=
            std::pow(static_cast<double>(count.present()) - point.value * static_cast<double>(count.expected), 2);
    }
    const double error = expected > 0 ? std::sqrt(squares) / expected : 0;
    point.low = std::max(0.0, point.value - insight::kNormal975 * error);
    point.high = std::min(1.0, point.value + insight::kNormal975 * error);
    return point;
}

HomePoint point_of(const AttendancePanel& panel, const Month& month, const std::string& card,
                   const insight::DisclosureRule& rule) {
    HomePoint point;
    point.from = month.from;
    point.to = month.to;
    point.coverage = panel.of > 0 ? static_cast<double>(panel.children.size()) / static_cast<double>(panel.of) : 0;
    std::vector<DayCount> counted;
    std::uint64_t in = 0;
    for (const PanelChild& child : panel.children) {
        const DayCount days = panel.count(child, month.from, month.to);
        const Judgement judgement = judge_absence(insight::AbsenceDefinition::Federal, days);
        if (card == "attendance" ? days.expected == 0 : judgement == Judgement::NotCounted) continue;
        counted.push_back(days);
        if (judgement == Judgement::Yes) ++in;
    }
    point.n = counted.size();
    point.is_suppressed = counted.size() < rule.k;
    if (card == "attendance") {
        point = attended(counted, point);
    } else if (!counted.empty()) {
        point.is_suppressed = point.is_suppressed || in < rule.k || counted.size() - in < rule.k;
        const insight::Interval interval = insight::wilson_interval(in, counted.size());
        point.value = static_cast<double>(in) / static_cast<double>(counted.size());
        point.low = interval.low;
        point.high = interval.high;
    }
    if (point.is_suppressed) point.n = 0;
    if (point.is_suppressed) point.value = point.low = point.high = 0;
    return point;
}

/// The last answers of monthly_points: the first page is opened all day, and what it shows changes with the epoch, a
/// delivery, or the day only.
class PointsKept {
  public:
    std::optional<std::vector<HomePoint>> find(const std::string& key) {
        const std::lock_guard lock(mutex_);
        const auto found = kept_.find(key);
        return found == kept_.end() ? std::nullopt : std::optional(found->second);
    }
    void keep(const std::string& key, std::vector<HomePoint> points) {
        constexpr std::size_t kKeptMax = 16;
        const std::lock_guard lock(mutex_);
        if (kept_.size() >= kKeptMax) kept_.clear();
        kept_[key] = std::move(points);
    }

  private:
    std::mutex mutex_;
    std::map<std::string, std::vector<HomePoint>> kept_;
};

Result<std::string> version_of(ledger::Reader& reader) {
    const std::vector<ledger::Delivery> deliveries = TRY(reader.deliveries(std::nullopt));
    std::string version = std::to_string(TRY(reader.epoch()));
    for (const ledger::Delivery& delivery : deliveries) {
        version += "," + std::to_string(delivery.id.value()) + "." + std::to_string(static_cast<int>(delivery.state)) +
                   "." + std::to_string(delivery.received_at.unix_ms);
    }
    return version;
}

}  // namespace

Result<insight::DisclosureRule> disclosure_rule(ledger::Reader& reader) {
    const govern::Configuration held = TRY(configuration(reader));
    insight::DisclosureRule rule;
    rule.k = static_cast<std::uint64_t>(std::max<std::int64_t>(5, held.minimum_cell));
    rule.zeros = held.publishes_zeros ? insight::Zeros::Published : insight::Zeros::Hidden;
    return rule;
}

Result<std::string> purpose_for(ledger::Reader& reader, const std::string& asked, const std::string& preferred,
                                const std::string& category) {
    if (!asked.empty()) return asked;
    const std::vector<govern::Purpose> purposes = TRY(purposes_of(reader));
    std::string fitting = preferred;
    for (const govern::Purpose& purpose : purposes) {
        if (purpose.id == preferred) return preferred;
        const auto& named = purpose.categories;
        if (fitting == preferred && std::find(named.begin(), named.end(), category) != named.end())
            fitting = purpose.id;
    }
    return fitting;
}

Result<MeasureTable> measure_table(ledger::Reader& reader, const MeasureAsked& asked, const UserId& viewer, Instant now,
                                   consent::Action action) {
    const insight::MeasureCard* card = TRY(card_of(asked.card));
    if (asked.group != "none" && asked.group != "school" && asked.group != "grade") {
        return make_error(ErrorCode::InvalidInput, "measure.group", "expected none, school or grade", "group");
    }
    const insight::DisclosureRule rule = TRY(disclosure_rule(reader));
    MeasureTable table;
    table.view.card = *card;
    table.view.group = asked.group;
    table.view.as_of = now;
    table.view.k = rule.k;
    table.view.purpose = TRY(purpose_for(reader, asked.purpose, "attendance-support", card->category));
    const Population population = TRY(Population::read(reader, {viewer, table.view.purpose, now, action}));
    const AttendancePanel panel = TRY(read_attendance(reader, population));
    table.view.from = panel.year_start();
    table.view.to = panel.last_day;
    fill_population(table.view, panel.children.size(), panel.of);

    std::map<std::string, MeasureSets> groups;
    if (asked.group == "none") groups[std::string(kAll)] = {};
    for (const PanelChild& child : panel.children) {
        const Judgement judgement = judge(*card, days_of(panel, child, table.view.from, table.view.to));
        if (judgement == Judgement::NotCounted) continue;
        MeasureSets& sets = groups[group_of(child, asked.group)];
        (judgement == Judgement::Yes ? sets.in : sets.out).push_back(population.people()[child.person]);
    }
    for (auto& [name, sets] : groups) {
        table.view.rows.push_back({name, {}, {}, {}, {}, {}, Shown::Yes});
        table.sets.push_back(std::move(sets));
    }
    if (asked.group != "none") table.view.rows.push_back({std::string(kAll), {}, {}, {}, {}, {}, Shown::Yes});
    if (!table.sets.empty()) hide_and_fill(table, rule);
    table.view.method = method_of(table.view);
    return table;
}

Result<MeasureView> show_measure(ledger::Ledger& ledger, const MeasureAsked& asked, const UserId& viewer,
                                 const Clock& clock) {
    const Instant now = clock.now();
    MeasureTable table;
    {
        const auto reader = TRY(ledger.begin_read());
        table = TRY(measure_table(*reader, asked, viewer, now, consent::Action::Summary));
    }
    std::uint64_t counted = 0;
    for (const MeasureSets& sets : table.sets) counted += sets.in.size() + sets.out.size();
    const auto transaction = TRY(ledger.begin_write({viewer, now}));
    const Json entry{{"viewer", viewer.value()},
                     {"purpose", table.view.purpose},
                     {"measure", asked.card},
                     {"group", asked.group},
                     {"children", counted}};
    TRY(transaction->append_audit({"measure", std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    return std::move(table.view);
}

Result<std::vector<HomePoint>> monthly_points(ledger::Reader& reader, const std::string& card,
                                              const std::string& purpose, CivilDate from, CivilDate to) {
    static PointsKept kept;
    const auto analyst = TRY(analyst_of(reader));
    if (!analyst || (card != "attendance" && card != "chronic-absence")) return std::vector<HomePoint>();
    const std::string key = TRY(version_of(reader)) + "|" + card + "|" + purpose + "|" + from.to_iso() + to.to_iso();
    if (auto points = kept.find(key)) return std::move(*points);
    const insight::DisclosureRule rule = TRY(disclosure_rule(reader));
    const Population population = TRY(Population::read(reader, {*analyst, purpose, Instant::at_midnight_utc(to)}));
    const AttendancePanel panel = TRY(read_attendance(reader, population));
    std::vector<HomePoint> points;
    if (panel.children.size() >= rule.k) {
        for (const Month& month : months_between(std::max(from, panel.first_day), std::min(to, panel.last_day))) {
            HomePoint point = point_of(panel, month, card, rule);
            // A month of holidays has no point.
            if (point.n > 0 || point.is_suppressed) points.push_back(point);
        }
    }
    kept.keep(key, points);
    return points;
}

}  // namespace kith::service
