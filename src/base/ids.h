#pragma once

// Ids that the compiler keeps apart: a RecordId is never taken for a PersonId.

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace kith {

template <class Tag, class Rep>
class Id {
  public:
    Id() = default;
    explicit Id(Rep value) : value_(std::move(value)) {}

    const Rep& value() const { return value_; }
    auto operator<=>(const Id&) const = default;

  private:
    Rep value_{};
};

using MemberId = Id<struct MemberTag, std::string>;    // a slug: `lincoln-schools`
using SourceId = Id<struct SourceTag, std::string>;    // a slug: `lincoln-sis`
using UserId = Id<struct UserTag, std::string>;        // a slug: `ms-rivera`
using PersonId = Id<struct PersonTag, std::string>;    // `k-` and 12 letters of Crockford's base 32
using RecordId = Id<struct RecordTag, std::uint64_t>;  // a row of the ledger
using DeliveryId = Id<struct DeliveryTag, std::uint64_t>;

}  // namespace kith

template <class Tag, class Rep>
struct std::hash<kith::Id<Tag, Rep>> {
    std::size_t operator()(const kith::Id<Tag, Rep>& id) const { return std::hash<Rep>{}(id.value()); }
};
