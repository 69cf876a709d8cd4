#include "service/paths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "insight/distributions.h"
#include "service/json.h"
#include "service/measures.h"
#include "service/programmes.h"
#include "table/category.h"

namespace kith::service {
namespace {

namespace category = table::category;
using insight::DayCount;
using insight::Shape;

constexpr std::size_t kFittedMax = 3000;  // children that the groups are found on; all are assigned
constexpr std::size_t kGroupsMax = 5;
constexpr std::size_t kNamesMax = 50;
constexpr std::int32_t kRecentDays = 20;  // school days a reason looks back on

/// Children with enough months, and their share of days present in each.
struct Course {
    std::vector<Month> months;
    std::vector<std::uint32_t> child;  // index of the panel
    insight::Courses shares{0};
};

Course courses_of(const AttendancePanel& panel) {
    constexpr std::int64_t kMonthDaysMin = 5 * insight::kDay;
    Course course;
    for (const Month& month : months_between(panel.year_start(), panel.last_day)) {
        // A month counts when children of any school had days in it.
        const bool is_held = std::any_of(panel.children.begin(), panel.children.end(), [&](const PanelChild& child) {
            return panel.count(child, month.from, month.to).expected >= kMonthDaysMin;
        });
        if (is_held) course.months.push_back(month);
    }
    course.shares = insight::Courses(course.months.size());
    std::vector<double> shares(course.months.size());
    for (std::uint32_t i = 0; i < panel.children.size(); ++i) {
        std::size_t known = 0;
        for (std::size_t m = 0; m < shares.size(); ++m) {
            const DayCount days = panel.count(panel.children[i], course.months[m].from, course.months[m].to);
            const bool is_known = days.expected >= kMonthDaysMin;
            shares[m] = is_known ? static_cast<double>(days.present()) / static_cast<double>(days.expected)
                                 : std::numeric_limits<double>::quiet_NaN();
            if (is_known) ++known;
        }
        if (known * 2 < shares.size() || known < 3) continue;
        course.child.push_back(i);
        course.shares.add(shares);
    }
    return course;
}

insight::Grouping group(const Course& course) {
    insight::TrajectoryOptions options;
    options.starts = 4;
    options.deviation_floor = 0.01;
    if (course.shares.size() <= kFittedMax) return choose_trajectories(course.shares, kGroupsMax, options);
    insight::Courses some(course.months.size());
    const std::size_t step = course.shares.size() / kFittedMax + 1;
    for (std::size_t i = 0; i < course.shares.size(); i += step) some.add(course.shares.at(i));
    return assign(course.shares, choose_trajectories(some, kGroupsMax, options).model);
}

std::vector<PathPoint> series_of(const Course& course, const insight::Grouping& grouping, std::uint32_t group) {
    std::vector<PathPoint> series;
    for (std::size_t m = 0; m < course.months.size(); ++m) {
        double sum = 0;
        double squares = 0;
        double n = 0;
        for (std::size_t i = 0; i < course.shares.size(); ++i) {
            const double share = course.shares.at(i)[m];
            if (grouping.group[i] != group || std::isnan(share)) continue;
            sum += share;
            squares += share * share;
            ++n;
        }
        if (n < 2) continue;
        const double mean = sum / n;
        const double error = std::sqrt(std::max(0.0, squares / n - mean * mean) / (n - 1));
        series.push_back({course.months[m], mean, mean - insight::kNormal975 * error,
                          std::min(1.0, mean + insight::kNormal975 * error)});
    }
    return series;
}

/// The last school days of one child.
DayCount recent_days(const PanelChild& child) {
    DayCount days;
    for (std::size_t i = child.marks.size(); i-- > 0 && days.expected < kRecentDays * insight::kDay;) {
        days += insight::day_of(static_cast<table::Mark>(child.marks[i]));
    }
    return days;
}

bool is_back_on_track(const PanelChild& child) {
    const DayCount days = recent_days(child);
    return days.expected > 0 && 10 * days.absent < days.expected;
}

/// A path that somebody should look at.
bool is_of_concern(const PathGroup& group) {
    return group.shape.shape == Shape::Falling || group.shape.shape == Shape::SteadyLow;
}

class Paths {
  public:
    Paths(ledger::Reader& reader, const Population& population, const AttendancePanel& panel,
          const Participation& participation, PathsView& view)
        : reader_(reader), population_(population), panel_(panel), participation_(participation), view_(view) {}

    Result<void> run() {
        const Course course = courses_of(panel_);
        if (course.shares.size() < std::max<std::size_t>(view_.k, 2 * kGroupsMax)) {
            return make_error(ErrorCode::InvalidInput, "paths.too-few", "too few children have months of attendance");
        }
        const insight::Grouping grouping = group(course);
        read_identity_permits();
        for (std::uint32_t g = 0; g < grouping.model.groups.size(); ++g) {
            view_.groups.push_back(TRY(group_of(course, grouping, g)));
        }
        return {};
    }
    const std::vector<PersonId>& named() const { return named_; }

  private:
    Result<PathGroup> group_of(const Course& course, const insight::Grouping& grouping, std::uint32_t g) {
        PathGroup group;
        group.id = std::to_string(g + 1);
        if (grouping.sizes[g] >= view_.k) {
            group.n = grouping.sizes[g];
            group.series = series_of(course, grouping, g);
        }
        std::vector<double> curve;
        for (std::size_t m = 0; m < course.months.size(); ++m) {
            curve.push_back(grouping.model.groups[g].at(static_cast<double>(m + 1)));
        }
        group.shape = insight::shape_of(curve);
        if (group.shape.since) group.since = course.months[*group.shape.since].from;
        std::vector<std::uint32_t> helped;
        std::vector<std::uint32_t> others;
        for (std::size_t i = 0; i < course.child.size(); ++i) {
            const std::uint32_t person = panel_.children[course.child[i]].person;
            if (grouping.group[i] != g || !participation_.is_known[person]) continue;
            (participation_.took_part[person] ? helped : others).push_back(course.child[i]);
        }
        fill_helped(group, helped);
        if (others.size() >= view_.k) group.not_yet_helped = others.size();
        if (is_of_concern(group)) TRY(name_children(group, others));
        return group;
    }

    void fill_helped(PathGroup& group, const std::vector<std::uint32_t>& helped) const {
        if (helped.size() < view_.k) return;
        group.helped.n = helped.size();
        const auto back = static_cast<std::uint64_t>(std::count_if(
            helped.begin(), helped.end(), [&](std::uint32_t i) { return is_back_on_track(panel_.children[i]); }));
        if (back < view_.k || helped.size() - back < view_.k) return;
        const insight::Interval interval = insight::wilson_interval(back, helped.size());
        group.helped.back_on_track = static_cast<double>(back) / static_cast<double>(helped.size());
        group.helped.low = interval.low;
        group.helped.high = interval.high;
    }

    /// The sources whose identity the viewer may see in detail, by person.
    void read_identity_permits() {
        for (std::uint32_t source = 0; source < population_.sources().size(); ++source) {
            identity_.push_back(population_.permitted(category::kIdentity, source, consent::Action::Detail));
        }
        for (std::uint32_t source = 0; source < population_.sources().size(); ++source) {
            attendance_.push_back(population_.permitted(category::kSchoolAttendance, source, consent::Action::Detail));
        }
    }

    std::optional<RecordId> nameable(std::uint32_t person) const {
        std::optional<RecordId> name;
        bool is_attendance_shown = false;
        for (const PopulationRecord& record : population_.records_of(person)) {
            if (!name && identity_[record.source][person]) name = record.id;
            const bool has_attendance = population_.sources()[record.source].has(category::kSchoolAttendance);
            is_attendance_shown = is_attendance_shown || (has_attendance && attendance_[record.source][person]);
        }
        return is_attendance_shown ? name : std::nullopt;
    }

    Result<void> name_children(PathGroup& group, const std::vector<std::uint32_t>& others) {
        std::vector<PathChild> children;
        for (const std::uint32_t i : others) {
            const PanelChild& held = panel_.children[i];
            const auto record = nameable(held.person);
            const DayCount days = recent_days(held);
            // Somebody who came every day of late has no reason to be on a list.
            if (!record || 10 * days.absent < days.expected) continue;
            const ledger::StoredIdentity stored = TRY(reader_.identity(*record));
            PathChild child{population_.people()[held.person], stored.identity.given, stored.identity.surname, {}};
            child.reasons.push_back({"reason.missed_recent",
                                     {{"n", std::to_string((days.absent + insight::kDay - 1) / insight::kDay)},
                                      {"of", std::to_string(days.expected / insight::kDay)}}});
            PathReason path{"reason.path", {{"shape", std::string(name_of(group.shape.shape))}}};
            if (group.since) path.parameters.emplace_back("since", group.since->to_iso());
            child.reasons.push_back(std::move(path));
            children.push_back(std::move(child));
            if (children.size() == kNamesMax) break;
        }
        if (children.empty()) return {};
        std::sort(children.begin(), children.end(), [](const PathChild& a, const PathChild& b) {
            return std::tie(a.surname, a.given, a.person) < std::tie(b.surname, b.given, b.person);
        });
        for (const PathChild& child : children) named_.push_back(child.person);
        group.children = std::move(children);
        return {};
    }

    ledger::Reader& reader_;
    const Population& population_;
    const AttendancePanel& panel_;
    const Participation& participation_;
    PathsView& view_;
    std::vector<std::vector<bool>> identity_;
    std::vector<std::vector<bool>> attendance_;
    std::vector<PersonId> named_;
};

Result<void> enter(ledger::Transaction& transaction, const PathsView& view, const UserId& viewer,
                   const std::vector<PersonId>& named) {
    const Json entry{
        {"viewer", viewer.value()}, {"purpose", view.purpose}, {"paths", view.programme}, {"named", named.size()}};
    TRY(transaction.append_audit({"measure", std::nullopt, dump_json(entry)}));
    for (const PersonId& person : named) {
        const Json look{{"viewer", viewer.value()},
                        {"action", "detail"},
                        {"purpose", view.purpose},
                        {"decision", "permit"},
                        {"categories", {category::kIdentity, category::kSchoolAttendance}}};
        TRY(transaction.append_audit({"disclosure", person, dump_json(look)}));
    }
    return {};
}

}  // namespace

/// One transaction: what is decided, shown and entered is one state of the ledger.
Result<PathsView> show_paths(ledger::Ledger& ledger, const std::string& programme, const std::string& purpose,
                             const UserId& viewer, const Clock& clock) {
    PathsView view;
    view.as_of = clock.now();
    const auto transaction = TRY(ledger.begin_write({viewer, view.as_of}));
    view.k = TRY(disclosure_rule(*transaction)).k;
    view.purpose = TRY(purpose_for(*transaction, purpose, "attendance-support", "school_attendance"));
    const Population population = TRY(Population::read(*transaction, {viewer, view.purpose, view.as_of}));
    const Participation participation = TRY(read_participation(*transaction, population, programme));
    view.programme = population.sources()[participation.source].id.value();
    const AttendancePanel panel = TRY(read_attendance(*transaction, population));
    Paths paths(*transaction, population, panel, participation, view);
    TRY(paths.run());
    TRY(enter(*transaction, view, viewer, paths.named()));
    TRY(transaction->commit());
    return view;
}

}  // namespace kith::service
