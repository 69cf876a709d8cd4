// Killed at random a hundred times while it delivers and links: every acknowledged commit is there, nothing is half
// done, the audit log holds, and the work goes on.

#include <chrono>
#include <csignal>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "ledger/test_ledgers.h"

namespace kith::ledger::testing {
namespace {

constexpr int kKills = 100;
constexpr int kRecordsEach = 7;
const SourceId kSchool{"school-sis"};

/// Delivers and links until it is killed; one byte down the pipe after each commit.
[[noreturn]] void write_until_killed(const Folder& folder, int acknowledge) {
    auto ledger = must(open_sqlite(folder / "kith.ledger", key_in(folder)));
    for (;;) {
        const int done = static_cast<int>(must(must(ledger->begin_read())->counts()).deliveries_committed);
        deliver(*ledger, kSchool, done * kRecordsEach, (done + 1) * kRecordsEach);
        if (::write(acknowledge, "d", 1) != 1) ::_exit(1);
        std::vector<Link> links;
        auto transaction = must(ledger->begin_write(writer_at(9)));
        for (const auto& held : must(transaction->held_records(kSchool))) {
            links.push_back({held.id, PersonId{"k-" + std::to_string(held.id.value() / 2)}, 1});
        }
        must(transaction->write_link_run({links, {}, {}, std::to_string(links.size())}));
        must(transaction->append_audit({"link", std::nullopt, "{}"}));
        must(transaction->put_item("job", "runs", std::to_string(must(transaction->counts()).link_runs), Instant{99}));
        must(transaction->commit());
        if (::write(acknowledge, "l", 1) != 1) ::_exit(1);
    }
}

struct Acknowledged {
    std::uint64_t deliveries = 0;
    std::uint64_t runs = 0;
};

Acknowledged run_and_kill(const Folder& folder, std::chrono::microseconds after) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        write_until_killed(folder, ends[1]);
    }
    ::close(ends[1]);
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";
    Acknowledged acknowledged;
    char kind = 0;
    while (::read(ends[0], &kind, 1) == 1) ++(kind == 'd' ? acknowledged.deliveries : acknowledged.runs);
    ::close(ends[0]);
    return acknowledged;
}

TEST(Crash, LosesNothingThatWasAcknowledgedAndLeavesNothingHalfDone) {
    const Folder folder;
    add_community(*must(create_sqlite(folder / "kith.ledger", key_in(folder), "riverbend")));
    Random random(20261123);
    Acknowledged total;
    for (int kill = 0; kill < kKills; ++kill) {
        const auto acknowledged = run_and_kill(folder, std::chrono::microseconds(random.between(500, 60000)));
        total.deliveries += acknowledged.deliveries;
        total.runs += acknowledged.runs;
        const auto ledger = must(open_sqlite(folder / "kith.ledger", key_in(folder)));
        const auto reader = must(ledger->begin_read());
        const Counts counts = must(reader->counts());
        // A commit may be done and its word not yet out: at most one a kill.
        ASSERT_GE(counts.deliveries_committed, total.deliveries) << "kill " << kill;
        ASSERT_LE(counts.deliveries_committed + counts.link_runs, total.deliveries + total.runs + 1) << "kill " << kill;
        ASSERT_GE(counts.link_runs, total.runs) << "kill " << kill;
        ASSERT_EQ(counts.deliveries_received, 0U) << "kill " << kill;
        ASSERT_EQ(counts.records_active, counts.deliveries_committed * kRecordsEach) << "kill " << kill;
        ASSERT_EQ(counts.audit_entries, 1 + counts.deliveries_committed + counts.link_runs) << "kill " << kill;
        const auto runs = must(reader->link_runs());
        const std::string linked = runs.empty() ? "0" : runs.front().json;
        const auto job = must(reader->item("job", "runs"));
        ASSERT_EQ(job ? job->value : "0", std::to_string(counts.link_runs)) << "kill " << kill;
        ASSERT_EQ(std::to_string(must(reader->links()).size()), linked) << "kill " << kill;
        const AuditReport log = must(reader->verify_audit());
        ASSERT_TRUE(log.holds()) << "kill " << kill << ": " << log.failures.front();
        total = {counts.deliveries_committed, counts.link_runs};
    }
    const auto ledger = must(open_sqlite(folder / "kith.ledger", key_in(folder)));
    const auto report = must(must(ledger->begin_read())->check_integrity(IntegrityCheck::Full));
    EXPECT_TRUE(report.holds()) << report.failures.front();
    EXPECT_EQ(report.records_opened, total.deliveries * kRecordsEach);
    EXPECT_GT(total.deliveries, 0U);
    RecordProperty("deliveries", static_cast<int>(total.deliveries));
}

TEST(Crash, LeavesNoHalfLedgerWhenCreatingIsKilled) {
    Random random(7);
    for (int kill = 0; kill < 20; ++kill) {
        const Folder folder;
        const pid_t child = ::fork();
        if (child == 0) {
            must(create_sqlite(folder / "kith.ledger", key_in(folder), "riverbend"));
            ::_exit(0);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(random.between(100, 30000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        if (!std::filesystem::exists(folder / "kith.ledger")) {
            must(create_sqlite(folder / "kith.ledger", key_in(folder), "riverbend"));
        }
        EXPECT_TRUE(open_sqlite(folder / "kith.ledger", key_in(folder)).is_ok());
    }
}

}  // namespace
}  // namespace kith::ledger::testing
