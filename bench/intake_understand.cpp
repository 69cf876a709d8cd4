// Understanding the deliveries of a district: a roster, an attendance extract of 20 rows a child and a log of arrivals
// and departures. Rows are counted; the tables are read once, outside the measured loop.

#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/random.h"
#include "intake/difference.h"

namespace {

using namespace kith;

constexpr int kDaysPerChild = 20;

std::string iso_day(std::int32_t offset) {
    return CivilDate::from_days(20'330 + offset).to_iso();
}

std::string roster(int children) {
    std::string text = "Student ID,Last Name,First Name,DOB,Gender,Grade,Phone,Parent,Address,City,State,Zip\n";
    for (int i = 0; i < children; ++i) {
        Random random(1, static_cast<std::uint64_t>(i));
        const std::string number = std::to_string(i);
        text += std::to_string(1'000'000 + i) + ",Surname" + number + ",Given" + number + "," +
                std::to_string(random.between(1, 12)) + "/" + std::to_string(random.between(1, 28)) + "/" +
                std::to_string(random.between(2008, 2020)) + ",F,04,612-555-" +
                std::to_string(random.between(1000, 9999)) + ",Parent " + number + "," + number +
                " Main St,Riverton,MN,55401\n";
    }
    return text;
}

std::string attendance(int children) {
    std::string text = "Student ID,School,Date,Attendance Code,Reason\n";
    for (int i = 0; i < children; ++i) {
        Random random(2, static_cast<std::uint64_t>(i));
        for (int k = 0; k < kDaysPerChild; ++k) {
            text += std::to_string(1'000'000 + i) + ",00" + std::to_string(i % 9) + "," +
                    iso_day(k * 7 + random.between(0, 4)) + "," + "PPPATE"[random.below(6)] + ",\n";
        }
    }
    return text;
}

std::string check_ins(int children) {
    std::string text = "id,check_in,check_out,first_name,last_name\n";
    for (int i = 0; i < children; ++i) {
        Random random(3, static_cast<std::uint64_t>(i));
        for (int k = 0; k < kDaysPerChild; ++k) {
            const std::string day = iso_day(k);
            text += std::to_string(1'000'000 + i) + "," + day + " 7:" + std::to_string(random.between(10, 59)) + "am," +
                    day + " 4:" + std::to_string(random.between(10, 59)) + "pm,Given" + std::to_string(i) + ",Surname" +
                    std::to_string(i) + "\n";
        }
    }
    return text;
}

void understand_delivery(benchmark::State& state, const std::vector<std::string>& texts, const std::string& category) {
    std::vector<intake::FileInput> files;
    std::int64_t rows = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto sheets = intake::read_tables(as_bytes(texts[i]), "file" + std::to_string(i) + ".csv");
        if (sheets.is_error()) return state.SkipWithError("the delivery cannot be read");
        for (const auto& sheet : sheets.value()) rows += static_cast<std::int64_t>(sheet.table.row_count());
        files.push_back({"file" + std::to_string(i) + ".csv", std::move(sheets).value()});
    }
    intake::SourceSettings settings;
    settings.id = SourceId("bench");
    settings.default_category = category;
    settings.delivered_on = CivilDate::from_days(20'514);
    ThreadPool pool;
    for (auto _ : state) {
        const auto understood = intake::understand(files, settings, pool);
        if (understood.is_error()) return state.SkipWithError("the delivery was refused");
        benchmark::DoNotOptimize(understood->records.size());
    }
    state.SetItemsProcessed(state.iterations() * rows);
}

void roster_and_attendance(benchmark::State& state) {
    const int children = static_cast<int>(state.range(0));
    understand_delivery(state, {roster(children), attendance(children)}, "school_enrolment");
}
BENCHMARK(roster_and_attendance)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void arrivals_and_departures(benchmark::State& state) {
    understand_delivery(state, {check_ins(static_cast<int>(state.range(0)))}, "child_care");
}
BENCHMARK(arrivals_and_departures)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void digest_records(benchmark::State& state) {
    const std::string text = roster(10'000);
    auto sheets = intake::read_tables(as_bytes(text), "roster.csv");
    if (sheets.is_error()) return state.SkipWithError("the roster cannot be read");
    std::vector<intake::FileInput> files;
    files.push_back({"roster.csv", std::move(sheets).value()});
    intake::SourceSettings settings;
    settings.id = SourceId("bench");
    ThreadPool pool;
    const auto understood = intake::understand(files, settings, pool);
    if (understood.is_error()) return state.SkipWithError("the roster was refused");
    for (auto _ : state) {
        for (const table::Record& record : understood->records) benchmark::DoNotOptimize(intake::digest_of(record));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(understood->records.size()));
}
BENCHMARK(digest_records)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
