#include "http/request.h"

#include <array>

#include "base/result.h"

namespace kith::http {
namespace {

constexpr std::array<std::string_view, 4> kMethods = {"GET", "POST", "PUT", "DELETE"};

}  // namespace

std::string_view name_of(Method method) {
    return kMethods[static_cast<std::size_t>(method)];
}

std::optional<Method> method_of(std::string_view name) {
    for (std::size_t i = 0; i < kMethods.size(); ++i) {
        if (kMethods[i] == name) return static_cast<Method>(i);
    }
    return std::nullopt;
}

const Viewer& Request::viewer() const {
    KITH_CHECK(signed_in.has_value());
    return *signed_in;
}

const std::string& Request::param(std::string_view name) const {
    for (const auto& [held, value] : params) {
        if (held == name) return value;
    }
    fail_check("the route's path has this param", __FILE__, __LINE__);
}

std::string_view Request::header(std::string_view name) const {
    for (const auto& [held, value] : headers) {
        if (held == name) return value;
    }
    return {};
}

}  // namespace kith::http
