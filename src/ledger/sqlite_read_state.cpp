// Counts, and the check of the whole file.

#include "ledger/sqlite_reads.h"

namespace kith::ledger {

namespace {

constexpr std::size_t kFailuresMax = 100;

}  // namespace

Result<Counts> SqliteReads::counts() {
    Counts counts;
    const auto put = [](std::uint64_t& into) {
        return [&into](Query& row) -> Result<void> {
            into = row.id(0);
            return {};
        };
    };
    TRY(database().each("SELECT count(*) FROM members", put(counts.members)));
    TRY(database().each("SELECT count(*) FROM sources", put(counts.sources)));
    TRY(database().each("SELECT state, count(*) FROM deliveries GROUP BY state", [&](Query& row) -> Result<void> {
        const std::array<std::uint64_t*, 4> by_state = {nullptr, &counts.deliveries_received,
                                                        &counts.deliveries_committed, &counts.deliveries_undone};
        if (row.id(0) >= 1 && row.id(0) < by_state.size()) *by_state[row.id(0)] = row.id(1);
        return {};
    }));
    TRY(database().each("SELECT state, count(*) FROM records GROUP BY state", [&](Query& row) -> Result<void> {
        const std::array<std::uint64_t*, 5> by_state = {nullptr, &counts.records_active, &counts.records_suspected_gone,
                                                        &counts.records_undone, &counts.records_shredded};
        if (row.id(0) >= 1 && row.id(0) < by_state.size()) *by_state[row.id(0)] = row.id(1);
        return {};
    }));
    TRY(
        database().each("SELECT count(DISTINCT l.person) FROM links l JOIN records r ON r.id = l.record "
                        "WHERE l.until = 0 AND r.state <= 2",
                        put(counts.persons)));
    TRY(database().each("SELECT count(*) FROM persons WHERE merged_into IS NOT NULL", put(counts.tombstones)));
    TRY(database().each("SELECT count(*) FROM link_runs", put(counts.link_runs)));
    TRY(database().each("SELECT count(*) FROM reviews WHERE state = 1", put(counts.reviews_open)));
    TRY(database().each("SELECT count(*) FROM verdicts WHERE revoked_at IS NULL", put(counts.verdicts)));
    TRY(database().each("SELECT count(*) FROM problems", put(counts.problems)));
    TRY(database().each("SELECT count(*) FROM problems WHERE severity = ?1", put(counts.quarantined),
                        static_cast<std::int64_t>(table::Severity::Error)));
    TRY(database().each("SELECT count(*) FROM audit", put(counts.audit_entries)));
    TRY(
        database().each("SELECT count(*) FROM deliveries WHERE state >= 2 AND max(committed_at, "
                        "coalesce(undone_at, committed_at)) > coalesce((SELECT max(at) FROM link_runs), -1) OR "
                        "(state = 2 AND id > coalesce((SELECT max(last_delivery) FROM link_runs), 0))",
                        put(counts.deliveries_unlinked)));
    return counts;
}

Result<void> SqliteReads::check_every_record(IntegrityReport& report) {
    const auto fail = [&report](std::string what) {
        if (report.failures.size() < kFailuresMax) report.failures.push_back(std::move(what));
    };
    std::vector<RecordId> records;
    TRY(database().each("SELECT id FROM records WHERE state <> 4 ORDER BY id", [&](Query& row) -> Result<void> {
        records.emplace_back(row.id(0));
        return {};
    }));
    for (const RecordId id : records) {
        const auto whole = contents(id);
        if (whole.is_ok()) {
            ++report.records_opened;
        } else if (whole.error().id != "ledger.record.unknown") {  // undone: there is nothing to open
            fail("record " + std::to_string(id.value()) + ": " + whole.error().id);
        }
    }
    return {};
}

Result<IntegrityReport> SqliteReads::check_integrity(IntegrityCheck depth) {
    IntegrityReport report;
    const char* const pragma =
        depth == IntegrityCheck::Quick ? "PRAGMA quick_check(100)" : "PRAGMA integrity_check(100)";
    // A damaged page may end the check itself with an error: that, too, is a finding.
    const auto checked = database().each(pragma, [&](Query& row) -> Result<void> {
        if (row.text(0) != "ok") report.failures.push_back(row.text(0));
        return {};
    });
    if (checked.is_error()) report.failures.push_back(checked.error().id);
    if (depth == IntegrityCheck::Quick || !report.holds()) return report;
    TRY(database().each("PRAGMA foreign_key_check", [&](Query& row) -> Result<void> {
        report.failures.push_back("foreign key of " + row.text(0));
        return {};
    }));
    TRY(check_every_record(report));
    return report;
}

}  // namespace kith::ledger
