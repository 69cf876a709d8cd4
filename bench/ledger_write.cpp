// A county's year in the ledger: 600,000 records (KITH_BENCH_RECORDS for another number) from eight sources with
// identities, facts in three or four categories and a strip, 2 million facts in all; then every identity read back, all
// links written, and disclosures entered one a transaction. Bars: written in 40 s, read in 10 s, links in 10 s.
//
// The peer in the same run is SQLite itself: as many rows of as many bytes, unsealed, in one transaction.

#include <cstdlib>
#include <filesystem>

#include <benchmark/benchmark.h>

#include "ledger/database.h"
#include "ledger/sqlite_ledger.h"

namespace {

using namespace kith;          // a program of one file
using namespace kith::ledger;  // likewise

constexpr int kSources = 8;

int record_count() {
    const char* const text = std::getenv("KITH_BENCH_RECORDS");
    return text != nullptr ? std::atoi(text) : 600000;
}

template <class T>
T must(Result<T> result) {
    if (result.is_error()) std::fprintf(stderr, "%s: %s\n", result.error().id.c_str(), result.error().message.c_str());
    return std::move(result).value();
}
void must(const Result<void>& result) {
    if (result.is_error()) std::fprintf(stderr, "%s: %s\n", result.error().id.c_str(), result.error().message.c_str());
    result.value();
}

std::filesystem::path folder() {
    static const std::filesystem::path made = [] {
        auto path = std::filesystem::temp_directory_path() / "kith-bench-ledger";
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
        return path;
    }();
    return made;
}

Writer writer() {
    return {UserId{"bench"}, Instant{1000}};
}
SourceId source(int i) {
    return SourceId{"source-" + std::to_string(i)};
}

/// About what a district sends of one child.
table::Record child(int number) {
    table::Record record;
    const std::string tail = std::to_string(number);
    record.local_id = "10" + tail;
    record.identity.given = "Given" + std::to_string(number % 2000);
    record.identity.middle = "M";
    record.identity.surname = "Surname" + std::to_string(number % 20000);
    record.identity.birth_date = {static_cast<std::int16_t>(2006 + number % 12),
                                  static_cast<std::int8_t>(1 + number % 12), static_cast<std::int8_t>(1 + number % 28)};
    record.identity.contacts = {{table::ContactKind::Phone, "+1202555" + std::to_string(1000 + number % 9000), "home"}};
    record.identity.addresses = {{tail + " Main Street", "Riverbend", "MO", "63101"}};
    record.identity.guardians = {{"Parent Surname" + std::to_string(number % 20000), "mother", "+12025551000", ""}};
    const auto day = CivilDate::from_days(20000);
    record.facts = {{"school_enrolment", "enrolment", "2025", day, {}, {{"grade_level", "4"}, {"school", "Lincoln"}}},
                    {"assessment", "score", "reading", day, day, {{"score", "201"}, {"scale", "A"}}},
                    {"grades", "grade", "maths", day, {}, {{"mark", "B"}}}};
    if (number % 3 == 0) record.facts.push_back({"behaviour", "incident", "1", day, {}, {{"kind", "late"}}});
    record.strips = {{"school_attendance", "Lincoln", day, std::string(180, 'P')}};
    return record;
}

std::unique_ptr<Ledger>& shared_ledger() {
    static std::unique_ptr<Ledger> ledger;
    return ledger;
}

void create() {
    auto& ledger = shared_ledger();
    ledger.reset();
    std::filesystem::remove_all(folder());
    std::filesystem::create_directories(folder());
    ledger = must(create_sqlite(folder() / "kith.ledger", KeyFile{folder() / "key"}, "bench"));
    auto transaction = must(ledger->begin_write(writer()));
    for (int i = 0; i < kSources; ++i) {
        const MemberId member{"member-" + std::to_string(i)};
        must(transaction->put_member({member, "{}"}));
        must(transaction->put_source({source(i), member, "{}"}));
    }
    must(transaction->commit());
}

void write_deliveries(benchmark::State& state) {
    std::size_t facts = 0;
    for (auto _ : state) {
        create();
        for (int i = 0; i < kSources; ++i) {
            auto transaction = must(shared_ledger()->begin_write(writer()));
            const DeliveryId delivery = must(transaction->add_delivery(source(i), {}));
            for (int number = i; number < record_count(); number += kSources) {
                const table::Record record = child(number);
                const std::vector<std::string> terms = {record.identity.given, record.identity.surname,
                                                        record.identity.birth_date.to_text()};
                must(transaction->put_record(delivery, {&record, std::string(32, 'd'), terms, Unmentioned::Ended}));
                facts += record.facts.size();
            }
            must(transaction->commit_delivery(delivery, "{}"));
            must(transaction->append_audit({"delivery", std::nullopt, "{}"}));
            must(transaction->commit());
        }
    }
    state.counters["facts"] = static_cast<double>(facts);
    state.counters["file_bytes"] = static_cast<double>(std::filesystem::file_size(folder() / "kith.ledger"));
    state.SetItemsProcessed(state.iterations() * record_count());
}

void read_identities(benchmark::State& state) {
    for (auto _ : state) {
        std::size_t bytes = 0;
        must(must(shared_ledger()->begin_read())
                 ->for_each_identity([&bytes](const RecordHead&, const StoredIdentity& stored) -> Result<void> {
                     bytes += stored.identity.surname.size();
                     return {};
                 }));
        benchmark::DoNotOptimize(bytes);
    }
    state.SetItemsProcessed(state.iterations() * record_count());
}

void write_links(benchmark::State& state) {
    std::vector<Link> links;
    for (int i = 0; i < record_count(); ++i) {
        links.push_back(
            {RecordId{static_cast<std::uint64_t>(i) + 1}, PersonId{"k-person" + std::to_string(i / 3)}, 7.5});
    }
    for (auto _ : state) {
        auto transaction = must(shared_ledger()->begin_write(writer()));
        must(transaction->write_link_run({links, {}, {}, "{}"}));
        must(transaction->append_audit({"link", std::nullopt, "{}"}));
        must(transaction->commit());
    }
    state.SetItemsProcessed(state.iterations() * record_count());
}

void enter_disclosure(benchmark::State& state) {
    int number = 0;
    for (auto _ : state) {
        auto transaction = must(shared_ledger()->begin_write(writer()));
        const PersonId person{"k-person" + std::to_string(number++ % 1000)};
        must(transaction->append_audit({"disclosure", person, std::string(300, 'j')}));
        must(transaction->commit());
    }
    state.SetItemsProcessed(state.iterations());
}

void verify_audit(benchmark::State& state) {
    for (auto _ : state) {
        const auto report = must(must(shared_ledger()->begin_read())->verify_audit());
        state.counters["entries"] = static_cast<double>(report.size);
        if (!report.holds()) state.SkipWithError("the log does not hold");
    }
}

void peer_plain_sqlite(benchmark::State& state) {
    const auto path = folder() / "plain.sqlite";
    const Bytes head(260);
    const Bytes part(110);
    for (auto _ : state) {
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + suffix);
        auto database = must(Database::open(path, {OpenMode::Create, 1000, 0}));
        must(
            database->execute("PRAGMA journal_mode=WAL; CREATE TABLE heads (id INTEGER PRIMARY KEY, body BLOB);"
                              "CREATE TABLE parts (id INTEGER, slot INTEGER, body BLOB, PRIMARY KEY (id, slot)) "
                              "WITHOUT ROWID; BEGIN"));
        for (int i = 1; i <= record_count(); ++i) {
            must(database->run("INSERT INTO heads VALUES (?1, ?2)", i, head));
            for (int slot = 0; slot < 4; ++slot) {
                must(database->run("INSERT INTO parts VALUES (?1, ?2, ?3)", i, slot, part));
            }
        }
        must(database->execute("COMMIT"));
    }
    state.SetItemsProcessed(state.iterations() * record_count());
}

BENCHMARK(write_deliveries)->Unit(benchmark::kSecond)->Iterations(1);
BENCHMARK(read_identities)->Unit(benchmark::kSecond)->Iterations(1);
BENCHMARK(write_links)->Unit(benchmark::kSecond)->Iterations(1);
BENCHMARK(enter_disclosure)->Unit(benchmark::kMicrosecond)->Iterations(2000);
BENCHMARK(verify_audit)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(peer_plain_sqlite)->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
