#include "link/stable_ids.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "base/random.h"
#include "base/result.h"

namespace kith::link {
namespace {

/// How many records of one held person are in one cluster now.
struct Claim {
    std::uint64_t shared = 0;
    std::uint64_t key_min = 0;  // smallest record key of the held person, wherever it is now
    PersonId person;
    std::uint32_t cluster = 0;
};

struct Overlap {
    std::map<std::pair<PersonId, std::uint32_t>, std::vector<std::uint64_t>> keys;  // sorted by person, then cluster
    std::map<PersonId, std::uint64_t> key_min;
};

Overlap overlap_of(std::span<const Membership> previous, std::span<const std::uint32_t> cluster,
                   std::span<const std::uint64_t> keys) {
    std::unordered_map<std::uint64_t, std::uint32_t> cluster_of_key;
    cluster_of_key.reserve(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) cluster_of_key.emplace(keys[i], cluster[i]);
    Overlap result;
    for (const Membership& held : previous) {
        const auto [place, is_new] = result.key_min.emplace(held.person, held.key);
        if (!is_new) place->second = std::min(place->second, held.key);
        const auto found = cluster_of_key.find(held.key);
        if (found != cluster_of_key.end()) result.keys[{held.person, found->second}].push_back(held.key);
    }
    for (auto& [place, moved] : result.keys) std::sort(moved.begin(), moved.end());
    return result;
}

/// Largest overlap first: each claim takes a cluster and an id that are both still free.
std::map<PersonId, std::uint32_t> settle_claims(const Overlap& overlap, std::vector<PersonId>& person_of_cluster) {
    std::vector<Claim> claims;
    claims.reserve(overlap.keys.size());
    for (const auto& [place, keys] : overlap.keys) {
        claims.push_back({keys.size(), overlap.key_min.at(place.first), place.first, place.second});
    }
    std::sort(claims.begin(), claims.end(), [](const Claim& x, const Claim& y) {
        if (x.shared != y.shared) return x.shared > y.shared;
        if (x.key_min != y.key_min) return x.key_min < y.key_min;
        if (x.person != y.person) return x.person < y.person;
        return x.cluster < y.cluster;
    });
    std::map<PersonId, std::uint32_t> cluster_of_person;
    for (const Claim& claim : claims) {
        if (!person_of_cluster[claim.cluster].value().empty()) continue;
        if (!cluster_of_person.emplace(claim.person, claim.cluster).second) continue;
        person_of_cluster[claim.cluster] = claim.person;
    }
    return cluster_of_person;
}

void mint_missing(std::vector<PersonId>& person_of_cluster, std::span<const std::uint32_t> cluster,
                  std::span<const std::uint64_t> keys, std::set<PersonId> taken) {
    std::vector<std::uint64_t> key_min(person_of_cluster.size(), ~std::uint64_t{0});
    for (std::size_t i = 0; i < keys.size(); ++i) key_min[cluster[i]] = std::min(key_min[cluster[i]], keys[i]);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> missing;
    for (std::uint32_t c = 0; c < person_of_cluster.size(); ++c) {
        if (person_of_cluster[c].value().empty()) missing.emplace_back(key_min[c], c);
    }
    std::sort(missing.begin(), missing.end());
    for (const auto& [key, c] : missing) {
        std::uint64_t hash = mix64(key);
        PersonId id = make_person_id(hash);
        while (!taken.insert(id).second) id = make_person_id(hash = mix64(hash));
        person_of_cluster[c] = id;
    }
}

}  // namespace

PersonId make_person_id(std::uint64_t hash) {
    constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
    std::string text = "k-";
    for (int i = 0; i < 12; ++i) text += kDigits[(hash >> (5 * i)) & 31];
    return PersonId(text);
}

Assignment assign_ids(std::span<const Membership> previous, std::span<const std::uint32_t> cluster,
                      std::span<const std::uint64_t> keys, const std::set<PersonId>& taken) {
    KITH_CHECK(cluster.size() == keys.size());
    Assignment result;
    const std::uint32_t clusters = cluster.empty() ? 0 : *std::max_element(cluster.begin(), cluster.end()) + 1;
    result.person_of_cluster.resize(clusters);

    const Overlap overlap = overlap_of(previous, cluster, keys);
    const auto cluster_of_person = settle_claims(overlap, result.person_of_cluster);
    std::set<PersonId> used = taken;
    for (const auto& [person, key] : overlap.key_min) used.insert(person);
    mint_missing(result.person_of_cluster, cluster, keys, std::move(used));

    std::map<PersonId, std::pair<std::size_t, PersonId>> heir;  // of an id that lost all its claims
    for (const auto& [place, moved] : overlap.keys) {
        const PersonId& now = result.person_of_cluster[place.second];
        if (now != place.first) result.moves.push_back({place.first, now, moved});
        if (cluster_of_person.contains(place.first)) continue;
        auto& best = heir[place.first];
        if (moved.size() > best.first) best = {moved.size(), now};
    }
    for (const auto& [gone, into] : heir) result.tombstones.push_back({gone, into.second});
    std::sort(result.moves.begin(), result.moves.end(),
              [](const Move& x, const Move& y) { return std::tie(x.from, x.to) < std::tie(y.from, y.to); });
    return result;
}

}  // namespace kith::link
