#include "service/roster.h"

#include <algorithm>
#include <set>

#include "service/child_cells.h"
#include "service/policy_source.h"
#include "service/standing.h"
#include "table/category.h"

namespace kith::service {
namespace {

namespace category = table::category;

constexpr std::size_t kChildrenMax = 500;
constexpr std::size_t kLineDays = 60;
constexpr int kWindowDays = 20;  // school days
// Attendance Works' bands: from a tenth of the days missed chronically absent, from a fifth severely.
constexpr int kWatchAbsent = 2;
constexpr int kNeedAbsent = 4;
constexpr int kWatchLate = 4;
constexpr int kStaleDays = 45;

char letter_of(char mark) {
    switch (static_cast<table::Mark>(mark)) {
        case table::Mark::Present:
            return 'P';
        case table::Mark::Absent:
            return 'A';
        case table::Mark::Excused:
            return 'E';
        case table::Mark::Tardy:
        case table::Mark::Partial:
            return 'L';
        case table::Mark::None:
        case table::Mark::NotHeld:
            return '.';
    }
    return '.';
}

/// The newest days of the strip that ends last; school's marks before a programme's.
std::optional<MarkLine> line_of(const std::vector<table::Strip>& strips, const std::string& source) {
    std::optional<MarkLine> line;
    CivilDate last_day = CivilDate::from_days(0);
    for (const table::Strip& strip : strips) {
        std::string marks;
        for (const char mark : strip.marks) marks += letter_of(mark);
        const std::size_t end = marks.find_last_not_of('.');
        if (end == std::string::npos) continue;
        const CivilDate day = CivilDate::from_days(strip.first_day.days() + static_cast<std::int32_t>(end));
        if (line && day < last_day) continue;
        const std::size_t begin = end + 1 > kLineDays ? end + 1 - kLineDays : 0;
        last_day = day;
        line = MarkLine{CivilDate::from_days(strip.first_day.days() + static_cast<std::int32_t>(begin)),
                        marks.substr(begin, end + 1 - begin), source};
    }
    return line;
}

/// One child of the roster, decided and read.
class RowReading {
  public:
    RowReading(ledger::Reader& reader, const AssembledPolicy& policy, Look look)
        : reader_(reader), policy_(policy), look_(std::move(look)) {}

    Result<RosterRow> run() {
        RosterRow row;
        row.person = PersonId(look_.child);
        const ledger::Person person = TRY(reader_.person(row.person));
        for (const ledger::Link& link : person.links) TRY(add_record(link.record, row));
        const bool is_known = is_named_ || row.line;
        if (!is_known) return row;
        const std::vector<NextStep> steps =
            TRY(next_steps_of(reader_, row.person, UserId(look_.viewer), *policy_.community));
        for (const NextStep& step : steps) add_step(step, row);
        if (is_gone_) row.reasons.push_back({"reason.not_delivered", {}});
        return row;
    }

    bool is_named() const { return is_named_; }
    const std::vector<CellDecision>& decided() const { return decided_; }

  private:
    bool may_see(std::string_view of_category, const std::string& source) {
        consent::Request request;
        request.viewer = look_.viewer;
        request.child = look_.child;
        request.category = of_category;
        request.source = source;
        request.purpose = look_.purpose;
        request.at = look_.at;
        const consent::Decision decision = consent::decide(policy_.snapshot, request);
        consent::Answer answer = consent::explain(policy_.snapshot, request, decision);
        decided_.push_back({request.category, source, decision.verdict, std::move(answer.reasons.front())});
        return decision.is_permit();
    }

    Result<void> add_record(RecordId record, RosterRow& row) {
        const ledger::RecordHead head = TRY(reader_.record(record));
        const std::string& source = head.source.value();
        if (may_see(category::kIdentity, source)) {
            if (head.state == ledger::RecordState::SuspectedGone) is_gone_ = true;
            if (!is_named_) {
                const ledger::StoredIdentity stored = TRY(reader_.identity(record));
                row.given = stored.identity.given;
                row.surname = stored.identity.surname;
                is_named_ = true;
            }
        }
        const std::vector<std::string> held = TRY(reader_.categories(record));
        for (const std::string_view each : {category::kSchoolAttendance, category::kProgrammeAttendance}) {
            if (std::find(held.begin(), held.end(), each) == held.end() || !may_see(each, source)) continue;
            const bool is_school = each == category::kSchoolAttendance;
            if (row.line && (has_school_line_ || !is_school)) continue;
            const std::vector<table::Strip> strips = TRY(reader_.strips(record, each));
            if (auto line = line_of(strips, source)) {
                row.line = std::move(line);
                has_school_line_ = is_school;
            }
        }
        return {};
    }

    static void add_step(const NextStep& step, RosterRow& row) {
        if (step.state == StepState::Done) {
            const CivilDate day = step.changed_at.date_utc();
            if (!row.last_contact || *row.last_contact < day) row.last_contact = day;
        }
        if (step.state != StepState::Open) return;
        const bool is_sooner = !row.next_step || (step.due && (!row.next_step->due || *step.due < *row.next_step->due));
        if (is_sooner) row.next_step = step;
    }

    ledger::Reader& reader_;
    const AssembledPolicy& policy_;
    Look look_;
    std::vector<CellDecision> decided_;
    bool is_named_ = false;
    bool is_gone_ = false;
    bool has_school_line_ = false;
};

Result<std::set<PersonId>> children_of(ledger::Reader& reader, const CommunityPolicy& community, const UserId& viewer,
                                       PolicyCache& cache) {
    std::set<PersonId> children;
    const auto caseload = TRY(cache.caseload(reader, community, viewer));
    for (const CaseloadEntry& entry : *caseload) {
        if (entry.person) children.insert(*entry.person);
    }
    const std::vector<OwnedStep> steps = TRY(open_steps_of(reader, viewer));
    for (const OwnedStep& owned : steps) children.insert(owned.child);
    return children;
}

}  // namespace

std::string_view name_of(ChildStatus status) {
    switch (status) {
        case ChildStatus::NeedsYou:
            return "needs_you";
        case ChildStatus::Watch:
            return "watch";
        case ChildStatus::Steady:
            return "steady";
        case ChildStatus::Unknown:
            return "unknown";
    }
    return "unknown";
}

void judge(RosterRow& row, CivilDate today) {
    const auto worsen = [&row](ChildStatus status) { row.status = std::min(row.status, status); };
    if (row.line) {
        worsen(ChildStatus::Steady);
        std::int64_t absent = 0;
        std::int64_t late = 0;
        std::int64_t days = 0;
        const std::string& marks = row.line->marks;
        for (auto mark = marks.rbegin(); mark != marks.rend() && days < kWindowDays; ++mark) {
            absent += *mark == 'A' || *mark == 'E' ? 1 : 0;
            late += *mark == 'L' ? 1 : 0;
            days += *mark == '.' ? 0 : 1;
        }
        if (absent >= kWatchAbsent) {
            row.reasons.push_back({"reason.absent", {{"n", absent}, {"of", days}}});
            worsen(absent >= kNeedAbsent ? ChildStatus::NeedsYou : ChildStatus::Watch);
        }
        if (late >= kWatchLate) {
            row.reasons.push_back({"reason.late", {{"n", late}, {"of", days}}});
            worsen(ChildStatus::Watch);
        }
        const std::int64_t age =
            std::int64_t{today.days()} - row.line->from.days() - static_cast<std::int64_t>(marks.size()) + 1;
        if (age > kStaleDays) row.reasons.push_back({"reason.stale", {{"days", age}}});
    }
    if (row.next_step && row.next_step->due && *row.next_step->due < today) {
        const std::int64_t days = std::int64_t{today.days()} - row.next_step->due->days();
        row.reasons.push_back({"reason.step_overdue", {{"days", days}}});
        worsen(ChildStatus::NeedsYou);
    }
}

Result<Roster> show_roster(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock, PolicyCache& cache) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    TRY(standing_of(*transaction, viewer, now));
    const auto community = TRY(cache.community(*transaction));
    const std::set<PersonId> children = TRY(children_of(*transaction, *community, viewer, cache));
    PolicyScope scope{{}, {viewer}};
    for (const PersonId& child : children) {
        if (scope.children.size() < kChildrenMax) scope.children.push_back(child);
    }
    const AssembledPolicy policy = TRY(assemble_policy(*transaction, scope, &cache));
    const std::string purpose = default_purpose(*community, now);
    Roster roster;
    roster.as_of = now;
    for (const PersonId& child : scope.children) {
        const Look look{viewer.value(), child.value(), purpose, now};
        RowReading reading(*transaction, policy, look);
        RosterRow row = TRY(reading.run());
        TRY(transaction->append_audit({"disclosure", child, disclosure_of(look, reading.decided()), viewer}));
        if (!reading.is_named() && !row.line) continue;  // the viewer may not know of the child any more
        judge(row, now.date_utc());
        roster.needing += row.status == ChildStatus::NeedsYou ? 1U : 0U;
        roster.rows.push_back(std::move(row));
    }
    TRY(transaction->commit());
    std::stable_sort(roster.rows.begin(), roster.rows.end(), [](const RosterRow& a, const RosterRow& b) {
        return std::tie(a.status, a.surname, a.given) < std::tie(b.status, b.surname, b.given);
    });
    return roster;
}

}  // namespace kith::service
