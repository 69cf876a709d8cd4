#include "link/stable_ids.h"

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::link {
namespace {

const PersonId kAna("k-ana");
const PersonId kBen("k-ben");

TEST(StableIds, KeepTheIdOfAnUnchangedPerson) {
    const std::vector<Membership> held = {{1, kAna}, {2, kAna}, {3, kBen}};
    const Assignment result =
        assign_ids(held, std::vector<std::uint32_t>{0, 0, 1}, std::vector<std::uint64_t>{1, 2, 3}, {});
    EXPECT_EQ(result.person_of_cluster, (std::vector<PersonId>{kAna, kBen}));
    EXPECT_TRUE(result.tombstones.empty());
    EXPECT_TRUE(result.moves.empty());
}

TEST(StableIds, LeaveATombstoneWhenTwoPersonsMerge) {
    const std::vector<Membership> held = {{1, kAna}, {2, kBen}, {3, kBen}};
    const Assignment result =
        assign_ids(held, std::vector<std::uint32_t>{0, 0, 0}, std::vector<std::uint64_t>{1, 2, 3}, {});
    EXPECT_EQ(result.person_of_cluster, (std::vector<PersonId>{kBen}));
    ASSERT_EQ(result.tombstones.size(), 1U);
    EXPECT_EQ(result.tombstones[0].gone, kAna);
    EXPECT_EQ(result.tombstones[0].into, kBen);
    ASSERT_EQ(result.moves.size(), 1U);
    EXPECT_EQ(result.moves[0].keys, (std::vector<std::uint64_t>{1}));
}

TEST(StableIds, GiveTheLargerPartOfASplitTheOldId) {
    const std::vector<Membership> held = {{1, kAna}, {2, kAna}, {3, kAna}};
    const Assignment result =
        assign_ids(held, std::vector<std::uint32_t>{0, 1, 1}, std::vector<std::uint64_t>{1, 2, 3}, {});
    EXPECT_EQ(result.person_of_cluster[1], kAna);
    EXPECT_NE(result.person_of_cluster[0], kAna);
    EXPECT_TRUE(result.tombstones.empty());
    ASSERT_EQ(result.moves.size(), 1U);
    EXPECT_EQ(result.moves[0].from, kAna);
    EXPECT_EQ(result.moves[0].to, result.person_of_cluster[0]);
}

TEST(StableIds, NeverReuseATakenId) {
    const PersonId first =
        assign_ids({}, std::vector<std::uint32_t>{0}, std::vector<std::uint64_t>{42}, {}).person_of_cluster[0];
    const PersonId second =
        assign_ids({}, std::vector<std::uint32_t>{0}, std::vector<std::uint64_t>{42}, {first}).person_of_cluster[0];
    EXPECT_NE(first, second);
    EXPECT_EQ(first.value().size(), 14U);
    EXPECT_TRUE(first.value().starts_with("k-"));
}

RC_GTEST_PROP(StableIds, GiveEveryClusterItsOwnIdAndEveryOldIdAPlace, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 30);
    const auto labels = *rc::gen::container<std::vector<std::uint32_t>>(size, rc::gen::inRange<std::uint32_t>(0, 8));
    const auto before = *rc::gen::container<std::vector<std::uint32_t>>(size, rc::gen::inRange<std::uint32_t>(0, 8));
    std::map<std::uint32_t, std::uint32_t> dense;
    std::vector<std::uint32_t> cluster;
    std::vector<std::uint64_t> keys;
    std::vector<Membership> held;
    for (std::size_t i = 0; i < size; ++i) {
        cluster.push_back(dense.emplace(labels[i], static_cast<std::uint32_t>(dense.size())).first->second);
        keys.push_back(100 + i);
        if (before[i] < 6) held.push_back({100 + i, PersonId("k-" + std::to_string(before[i]))});
    }
    const Assignment result = assign_ids(held, cluster, keys, {});
    auto ids = result.person_of_cluster;
    std::sort(ids.begin(), ids.end());
    RC_ASSERT(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    for (const Membership& one : held) {
        const bool lives = std::binary_search(ids.begin(), ids.end(), one.person);
        const bool is_buried = std::any_of(result.tombstones.begin(), result.tombstones.end(),
                                           [&](const Tombstone& t) { return t.gone == one.person; });
        RC_ASSERT(lives != is_buried);
    }
    // Linking the same again changes nothing.
    std::vector<Membership> now;
    for (std::size_t i = 0; i < size; ++i) now.push_back({keys[i], result.person_of_cluster[cluster[i]]});
    const Assignment again = assign_ids(now, cluster, keys, {});
    RC_ASSERT(again.person_of_cluster == result.person_of_cluster);
    RC_ASSERT(again.moves.empty() && again.tombstones.empty());
}

}  // namespace
}  // namespace kith::link
