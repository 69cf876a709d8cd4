// Reads tests/decisions/*.json: a policy (added to a base community), requests and what is expected. A new file or line
// needs no C++.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "consent/test_worlds.h"

namespace kith::consent {
namespace {

using Json = nlohmann::json;

Json read_json(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return Json::parse(text.str(), nullptr, false);
}

std::vector<std::filesystem::path> scenario_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(KITH_SOURCE_DIR "/tests/decisions")) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// The base community with the scenario's entries behind its own.
Json merged_policy(const Json& scenario) {
    Json policy = read_json(std::string(KITH_SOURCE_DIR "/tests/decisions/base/") + std::string(scenario["base"]));
    for (const auto& [section, entries] : scenario["policy"].items()) {
        if (!policy.contains(section)) policy[section] = Json::array();
        for (const Json& entry : entries) policy[section].push_back(entry);
    }
    return policy;
}

class Scenario : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Scenario, AreAsExpected) {
    const Json scenario = read_json(GetParam());
    ASSERT_FALSE(scenario.is_discarded()) << "not JSON";
    auto reading = read_policy(merged_policy(scenario).dump());
    ASSERT_TRUE(reading.is_ok()) << reading.error().id << ' ' << reading.error().where;
    const Policy policy = std::move(reading).value().policy;
    const Snapshot snapshot = Snapshot::compile(policy);
    ASSERT_FALSE(scenario["requests"].empty());
    for (const Json& line : scenario["requests"]) {
        SCOPED_TRACE(line["why"].get<std::string>());
        const auto request = read_request(line["request"].dump(), policy.timezone_offset_minutes);
        ASSERT_TRUE(request.is_ok()) << request.error().id << ' ' << request.error().where;
        const Answer given = answer(snapshot, *request);
        EXPECT_EQ(summary_of(given), summary_of(naive_decide(policy, *request)));
        const Json written = Json::parse(write_answer(given));
        const Json& expected = line["expected"];
        EXPECT_EQ(written["decision"], expected["decision"]);
        EXPECT_EQ(written["rule"], expected["rule"]);
        if (expected.contains("id")) {
            EXPECT_EQ(written["reasons"][0].value("id", ""), expected["id"]);
        }
        const auto kinds = [](const Json& list) {
            Json words = Json::array();
            for (const Json& item : list) words.push_back(item["kind"]);
            return words;
        };
        if (expected.contains("obligations")) {
            EXPECT_EQ(kinds(written["obligations"]), expected["obligations"]);
        }
        if (expected.contains("unlock")) {
            EXPECT_EQ(kinds(written["unlock"]["steps"]), expected["unlock"]);
        }
        EXPECT_EQ(written["unlock"].is_null(), written["decision"] == "permit");
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Scenario, testing::ValuesIn(scenario_files()),
                         [](const auto& scenario) { return scenario.param.stem().string(); });

}  // namespace
}  // namespace kith::consent
