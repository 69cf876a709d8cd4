#pragma once

// Person ids that survive re-linking. A cluster keeps the id with which it shares most records (ties: the id with the
// smaller record key); an id that loses all its claims leaves a tombstone to the person that took most of its records,
// so that an id somebody wrote down always resolves. New ids are made from the cluster's smallest record key: the same
// history gives the same ids.

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "base/ids.h"

namespace kith::link {

struct Membership {
    std::uint64_t key = 0;  // of the record
    PersonId person;
};

struct Tombstone {
    PersonId gone;
    PersonId into;
};

/// Records that changed person: a split, or the part of a merge that moved.
struct Move {
    PersonId from;
    PersonId to;
    std::vector<std::uint64_t> keys;  // sorted
};

struct Assignment {
    std::vector<PersonId> person_of_cluster;
    std::vector<Tombstone> tombstones;  // sorted by `gone`; only ids that held a record that is still here
    std::vector<Move> moves;            // sorted by (from, to)
};

/// `cluster` and `keys` are per record of this run, clusters numbered 0 .. max. `taken` holds every id ever given,
/// tombstones included, besides those in `previous`.
Assignment assign_ids(std::span<const Membership> previous, std::span<const std::uint32_t> cluster,
                      std::span<const std::uint64_t> keys, const std::set<PersonId>& taken);

/// `k-` and 12 letters of Crockford's base 32, from 60 bits of `hash`.
PersonId make_person_id(std::uint64_t hash);

}  // namespace kith::link
