// The document and the program say the same: no route without its description, no description without its route.

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "http/pages.h"
#include "http/routes.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

// Answered by the gate itself.
constexpr std::array kOfTheGate = {"GET /api/v1/openapi.json getDocument", "GET /health getHealth",
                                   "GET /metrics getMetrics"};

std::set<std::string> described() {
    const Json document = Json::parse(openapi_document().bytes);
    std::set<std::string> operations;
    for (const auto& [path, methods] : document.at("paths").items()) {
        for (const auto& [method, operation] : methods.items()) {
            std::string name = method;
            std::transform(name.begin(), name.end(), name.begin(),
                           [](char c) { return static_cast<char>(c - 'a' + 'A'); });
            operations.insert(name + " " + path + " " + operation.at("operationId").get<std::string>());
        }
    }
    return operations;
}

std::set<std::string> routed() {
    std::set<std::string> operations(kOfTheGate.begin(), kOfTheGate.end());
    const Router router = all_routes();
    for (const Route& route : router.routes()) {
        operations.insert(std::string(name_of(route.method)) + " /api/v1" + std::string(route.path) + " " +
                          std::string(route.operation));
    }
    return operations;
}

std::set<std::string> without(std::set<std::string> some, const std::set<std::string>& others) {
    std::erase_if(some, [&](const std::string& one) { return others.contains(one); });
    return some;
}

TEST(OpenApi, DescribesEveryRoute) {
    EXPECT_EQ(without(routed(), described()), std::set<std::string>());
}

TEST(OpenApi, DescribesNothingThatIsNotThere) {
    EXPECT_EQ(without(described(), routed()), std::set<std::string>());
}

}  // namespace
}  // namespace kith::http
