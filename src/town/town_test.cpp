#include "town/town.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.h"
#include "town/paths.h"

namespace kith::town {
namespace {

using Files = std::map<std::string, std::string>;

class MemorySink final : public FileSink {
  public:
    Result<void> append(std::string_view path, std::string_view bytes) override {
        if (path != last_) {
            EXPECT_EQ(files.count(std::string(path)), 0U) << "a file was begun twice: " << path;
            last_ = path;
        }
        files[std::string(path)].append(bytes);
        return {};
    }
    Files files;

  private:
    std::string last_;
};

class FullSink final : public FileSink {
  public:
    Result<void> append(std::string_view, std::string_view) override {
        return make_error(ErrorCode::Unavailable, "test.disk-full", "no space");
    }
};

Town generated(const Options& options) {
    ThreadPool pool(2);
    return generate(options, pool).value();
}

Files written(const Options& options, unsigned threads = 2) {
    ThreadPool pool(threads);
    MemorySink sink;
    const Town town = generate(options, pool).value();
    EXPECT_TRUE(write_town(town, pool, sink).is_ok());
    return std::move(sink.files);
}

const Files& small_town() {
    static const Files kFiles = written({.children = 2000, .seed = 1});
    return kFiles;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Cells of a line without quotes: the truth files have none.
std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    while (true) {
        const std::size_t comma = line.find(',');
        cells.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) return cells;
        line.remove_prefix(comma + 1);
    }
}

std::uint64_t number_after(std::string_view text, std::string_view key) {
    const std::size_t at = text.find(key);
    EXPECT_NE(at, std::string_view::npos) << key;
    if (at == std::string_view::npos) return 0;
    std::uint64_t value = 0;
    for (const char c : text.substr(at + key.size())) {
        if (c < '0' || c > '9') break;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

/// The part of counts.json that is about one source.
std::string_view counts_of(std::string_view counts, std::string_view source) {
    for (const std::string_view line : lines_of(counts)) {
        if (line.find("\"" + std::string(source) + "\"") != std::string_view::npos) return line;
    }
    return {};
}

double rate(std::string_view counts, std::string_view source, std::string_view kind) {
    const std::string_view line = counts_of(counts, source);
    return static_cast<double>(number_after(line, "\"" + std::string(kind) + "\":")) /
           static_cast<double>(number_after(line, "\"records\":"));
}

TEST(Town, IsTheSameBytesOnAnyNumberOfThreads) {
    const Options options{.children = 3000, .seed = 7};
    const Files one = written(options, 1);
    EXPECT_EQ(one, written(options, 2));
    EXPECT_EQ(one, written(options, 4));
}

RC_GTEST_PROP(Town, IsTheSameBytesAgain, ()) {
    const Options options{.children = *rc::gen::inRange<std::uint32_t>(1, 60),
                          .seed = *rc::gen::arbitrary<std::uint64_t>()};
    RC_ASSERT(written(options, 1) == written(options, 2));
}

TEST(Town, DiffersWithTheSeed) {
    const Files a = written({.children = 300, .seed = 1});
    const Files b = written({.children = 300, .seed = 2});
    for (const std::string path : {"lincoln/users.csv", "truth/children.csv", "consents.json"})
        EXPECT_NE(a.at(path), b.at(path)) << path;
}

TEST(Town, KeepsItsEarlierChildrenWhenItGrows) {
    const Town small = generated({.children = 500, .seed = 3});
    const Town large = generated({.children = 900, .seed = 3});
    for (std::size_t i = 0; i < 490; ++i) {
        EXPECT_EQ(small.children[i].born, large.children[i].born);
        EXPECT_EQ(small.children[i].given, large.children[i].given);
    }
}

TEST(Town, RefusesImpossibleSizesAndDays) {
    ThreadPool pool(1);
    EXPECT_EQ(generate({.children = 0}, pool).error().id, "town.children.out-of-range");
    EXPECT_EQ(generate({.children = kChildrenMax + 1}, pool).error().id, "town.children.out-of-range");
    EXPECT_EQ(generate({.now = CivilDate::from_ymd(1999, 1, 1).value()}, pool).error().id, "town.now.out-of-range");
}

/// The lines of attendance.csv up to a day.
std::string attendance_until(std::string_view file, std::string_view last_day) {
    std::string kept;
    for (const std::string_view line : lines_of(file)) {
        const std::size_t day = line.find(",20");
        if (day != std::string_view::npos && line.substr(day + 1, 10) > last_day) continue;
        kept.append(line) += '\n';
    }
    return kept;
}

TEST(Town, TellsTheSameStoryMonthByMonth) {
    const CivilDate now = CivilDate::from_ymd(2026, 11, 23).value();
    Options options{.children = 300, .seed = 7, .now = now, .school_year = 2025};
    const Files whole = written(options);
    options.as_of = CivilDate::from_ymd(2026, 3, 2).value();
    const Files then = written(options);
    EXPECT_EQ(then.at("lincoln/users.csv"), whole.at("lincoln/users.csv"));
    EXPECT_EQ(then.at("community.json"), whole.at("community.json"));
    EXPECT_EQ(then.at("lincoln/attendance.csv"), attendance_until(whole.at("lincoln/attendance.csv"), "2026-02-27"));
    EXPECT_LT(then.at("lincoln/attendance.csv").size(), whole.at("lincoln/attendance.csv").size());
}

TEST(Town, GoesOnAfterTheSummerWhenAsked) {
    const CivilDate now = CivilDate::from_ymd(2026, 11, 23).value();
    const Town town = generated({.children = 50, .seed = 7, .now = now, .school_year = 2025});
    const std::vector<CivilDate> days = school_days(town);
    const auto day = [](std::string_view text) { return *CivilDate::parse_iso(text); };
    EXPECT_EQ(days.front(), day("2025-08-18"));
    EXPECT_EQ(days.back(), day("2026-11-20"));
    EXPECT_TRUE(std::binary_search(days.begin(), days.end(), day("2026-06-05")));
    EXPECT_FALSE(std::binary_search(days.begin(), days.end(), day("2026-07-01")));
    EXPECT_TRUE(std::binary_search(days.begin(), days.end(), day("2026-08-18")));
    ThreadPool pool(1);
    EXPECT_EQ(generate({.now = now, .school_year = 2024}, pool).error().id, "town.school-year.out-of-range");
    EXPECT_EQ(generate({.now = now, .school_year = 2027}, pool).error().id, "town.school-year.out-of-range");
}

TEST(Town, StopsAtTheFirstErrorOfTheSink) {
    ThreadPool pool(1);
    FullSink sink;
    const Town town = generated({.children = 100, .seed = 1});
    EXPECT_EQ(write_town(town, pool, sink).error().id, "test.disk-full");
}

TEST(Town, IsWrittenOnAnyDayOfTheYear) {
    for (int month = 1; month <= 12; ++month) {
        const CivilDate now = CivilDate::from_ymd(2027, month, 1).value();
        EXPECT_FALSE(written({.children = 60, .seed = 5, .now = now}).empty()) << now.to_iso();
    }
}

TEST(Town, HasTwinsTripletsAndSiblingsAYearApart) {
    const Town town = generated({.children = 20'000, .seed = 1});
    std::map<std::uint32_t, int> groups;
    for (const Child& child : town.children) {
        if (child.twin_group != 0) ++groups[child.twin_group];
    }
    std::map<int, int> sizes;
    for (const auto& [group, size] : groups) {
        ++sizes[size];
        const Child& first = town.children[group - 1];
        for (int i = 0; i < size; ++i) EXPECT_EQ(town.children[group - 1 + i].born, first.born);
    }
    EXPECT_EQ(sizes[1], 0);
    EXPECT_GT(sizes[3], 0);
    const double share = static_cast<double>(2 * sizes[2] + 3 * sizes[3]) / 20'000;
    EXPECT_GT(share, 0.025);
    EXPECT_LT(share, 0.045);
    int year_apart = 0;
    for (std::size_t i = 1; i < town.children.size(); ++i) {
        const int gap = town.children[i].born - town.children[i - 1].born;
        if (town.children[i].household == town.children[i - 1].household && gap > 250 && gap < 500) ++year_apart;
    }
    EXPECT_GT(year_apart, 500);
}

TEST(Town, NamesSiblingsApart) {
    const Files& files = small_town();
    std::set<std::string> seen;
    for (const std::string_view line : lines_of(files.at("truth/children.csv"))) {
        const auto cells = cells_of(line);
        EXPECT_TRUE(seen.insert(std::string(cells[1]) + "|" + std::string(cells[4])).second);
    }
}

TEST(Town, HasChildrenWhoShareNameAndBirthDateWhenLarge) {
    const Town town = generated({.children = 200'000, .seed = 1});
    std::set<std::vector<std::uint64_t>> seen;
    std::size_t collisions = 0;
    for (const Child& child : town.children) {
        const Household& home = town.households[child.household];
        const bool is_new = seen.insert({static_cast<std::uint64_t>(child.born), child.given,
                                         static_cast<std::uint64_t>(child.sex), home.surname})
                                .second;
        collisions += is_new ? 0 : 1;
    }
    EXPECT_GT(collisions, 5U);
    EXPECT_LT(collisions, 2000U);
}

TEST(Town, PutsEachChildInOneToSixOrganisations) {
    const Town town = generated({.children = 5000, .seed = 2});
    for (const Child& child : town.children) {
        std::set<std::string_view> organisations;
        for (std::size_t feed = 0; feed < kFeedCount; ++feed) {
            if (!child.is_in(static_cast<Feed>(feed))) continue;
            const std::string_view id = source_id_of(static_cast<Feed>(feed));
            organisations.insert(id.substr(0, id.find('-')));
        }
        EXPECT_GE(organisations.size(), 1U);
        EXPECT_LE(organisations.size(), 6U);
    }
}

TEST(TownFiles, AreAllDeliveredOrTruth) {
    const Files& files = small_town();
    const std::string& deliveries = files.at("deliveries.json");
    for (const auto& [path, bytes] : files) {
        EXPECT_FALSE(bytes.empty()) << path;
        if (path.starts_with("truth/") || path.find('/') == std::string::npos) continue;
        EXPECT_NE(deliveries.find("\"" + path + "\""), std::string::npos) << path;
    }
    std::size_t sources = 0;
    for (std::size_t at = deliveries.find("\"source\""); at != std::string::npos;
         at = deliveries.find("\"source\"", at + 1))
        ++sources;
    EXPECT_EQ(sources, kFeedCount);
}

TEST(TownFiles, HoldEveryLineThatTheTruthNames) {
    const Files& files = small_town();
    std::map<std::string, std::vector<std::string_view>> lines;
    const auto records = lines_of(files.at("truth/records.csv"));
    ASSERT_EQ(records[0], "source,file,line,local_id,child");
    std::set<std::string> ids;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto cells = cells_of(records[i]);
        ASSERT_EQ(cells.size(), 5U);
        const std::string path(cells[1]);
        ASSERT_TRUE(files.contains(path)) << path;
        if (!cells[3].empty()) {
            EXPECT_TRUE(ids.insert(std::string(cells[0]) + "|" + std::string(cells[3])).second) << records[i];
        }
        if (path.ends_with(".xlsx")) continue;
        if (!lines.contains(path)) lines[path] = lines_of(files.at(path));
        const std::size_t line = std::stoul(std::string(cells[2]));
        ASSERT_LE(line, lines[path].size()) << records[i];
        ASSERT_GT(line, path.ends_with(".jsonl") ? 0U : 1U) << records[i];
        EXPECT_NE(lines[path][line - 1].find(cells[3]), std::string_view::npos) << path << " line " << line;
    }
}

TEST(TownFiles, AddUp) {
    const Files& files = small_town();
    const std::string& counts = files.at("truth/counts.json");
    const auto records = lines_of(files.at("truth/records.csv"));
    std::map<std::string, std::uint64_t> of_source;
    for (std::size_t i = 1; i < records.size(); ++i) ++of_source[std::string(cells_of(records[i])[0])];
    EXPECT_EQ(of_source.size(), kFeedCount);
    for (const auto& [source, count] : of_source)
        EXPECT_EQ(number_after(counts_of(counts, source), "\"records\":"), count) << source;
    EXPECT_EQ(number_after(counts, "\"children\":"), 2000U);
    EXPECT_EQ(lines_of(files.at("truth/children.csv")).size(), 2001U);
    EXPECT_EQ(lines_of(files.at("truth/classes.csv")).size(), 2001U);
}

TEST(TownFiles, HoldErrorsAtTheRatesStated) {
    const Files files = written({.children = 40'000, .seed = 9});
    const std::string& counts = files.at("truth/counts.json");
    EXPECT_NEAR(rate(counts, "valley-immunisations", "typing"), 0.012, 0.003);
    EXPECT_NEAR(rate(counts, "valley-immunisations", "placeholder_date"), 0.004, 0.0015);
    EXPECT_NEAR(rate(counts, "plenty-pantry", "typing"), 0.04, 0.01);
    EXPECT_NEAR(rate(counts, "plenty-pantry", "missing_date"), 0.04, 0.01);
    EXPECT_NEAR(rate(counts, "plenty-pantry", "duplicate"), 0.03, 0.01);
    EXPECT_NEAR(rate(counts, "mercy-screenings", "scanning"), 0.015, 0.006);
    EXPECT_NEAR(rate(counts, "harbor-signin", "typing"), 0.06, 0.01);
    EXPECT_NEAR(rate(counts, "lincoln-sis", "test_row"), 0.001, 0.0007);
    EXPECT_EQ(rate(counts, "lincoln-sis", "scanning"), 0);
}

TEST(TownFiles, AreWorkbooksWhereTheyEndInXlsx) {
    int workbooks = 0;
    for (const auto& [path, bytes] : small_town()) {
        if (!path.ends_with(".xlsx")) continue;
        ++workbooks;
        EXPECT_EQ(bytes.substr(0, 4), std::string("PK\x03\x04", 4)) << path;
        EXPECT_NE(bytes.find("xl/worksheets/sheet2.xml"), std::string::npos) << path;
        const std::size_t end = bytes.rfind(std::string("PK\x05\x06", 4));
        EXPECT_EQ(end, bytes.size() - 22) << "the end of the zip's directory";
    }
    EXPECT_GE(workbooks, 2);
}

TEST(TownFiles, AreLatin1WithSemicolonsAtThePantry) {
    const std::string& text = small_town().at("plenty-pantry/households.csv");
    EXPECT_NE(text.find('\xED'), std::string::npos) << "an i with an acute accent in one byte";
    EXPECT_EQ(text.find("\xC3\xAD"), std::string::npos) << "the same in UTF-8";
    for (const std::string_view line : lines_of(text)) {
        EXPECT_EQ(std::count(line.begin(), line.end(), ';'), 9) << line.size();
        EXPECT_TRUE(line.ends_with('\r'));
    }
}

TEST(TownTruth, KnowsManyKindsOfDecisions) {
    const std::string& decisions = small_town().at("truth/decisions.jsonl");
    std::map<std::string, int> kinds;
    int permits = 0;
    int denials = 0;
    for (const std::string_view line : lines_of(decisions)) {
        ++kinds[std::string(line.substr(0, line.find(",\"request\"")))];
        ++(line.find("\"decision\":\"permit\"") == std::string_view::npos ? denials : permits);
    }
    EXPECT_GE(kinds.size(), 50U);
    EXPECT_GT(permits, 150);
    EXPECT_GT(denials, 300);
    for (const auto& [kind, count] : kinds) EXPECT_GE(count, 3) << kind;
}

TEST(TownTruth, ShowsAnEffectThatSelectionHides) {
    const Files files = written({.children = 30'000, .seed = 4});
    const std::string& effects = files.at("truth/effects.json");
    const auto lines = lines_of(effects);
    const auto value = [&](std::size_t line, std::string_view key) {
        return static_cast<double>(number_after(lines[line], key));
    };
    ASSERT_GE(lines.size(), 5U);
    // Mentored children read worse than others although mentoring helped each of them by four points.
    EXPECT_NEAR(value(2, "\"mean_treated\":") - value(2, "\"mean_treated_without\":"), 4, 1);
    EXPECT_LT(value(2, "\"mean_treated\":"), value(2, "\"mean_untreated\":"));
    // The summer camp changed nothing although its children read better.
    EXPECT_EQ(value(4, "\"mean_treated\":"), value(4, "\"mean_treated_without\":"));
    EXPECT_GE(value(4, "\"mean_treated\":"), value(4, "\"mean_untreated\":"));
}

}  // namespace
}  // namespace kith::town
