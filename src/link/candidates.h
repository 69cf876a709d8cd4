#pragma once

// Pairs worth comparing, by many selective keys over an inverted index.
//
// Every record has tokens (given name by sound, birth date, month and day, address, ...). A rule is a token or a set of
// tokens; records with the same key form a block. Rare blocks come first: each rule gets a share of the pair budget and
// takes its blocks from small to large, so that no giant block (nulls have none) eats the budget. The union of many
// such rules reaches 0.94 of the true pairs of historical_50k after closure where ten hand-made rules reach 0.85
// (measured). A small dataset is compared in full.
//
// No pair is stored: a pair belongs to the first rule that yields it, which its two rows of block numbers tell.

#include <cstdint>
#include <vector>

#include "base/random.h"
#include "base/thread_pool.h"
#include "link/frame.h"

namespace kith::link {

class Candidates {
  public:
    static Candidates find(const Frame& frame, std::uint32_t pairs_per_record, ThreadPool& pool);

    /// How many parts the pairs come in; the parts can be visited on different threads.
    std::size_t parts() const { return part_begin_.size() - 1; }
    /// Each distinct pair exactly once over all parts, a < b.
    template <class Visit>
    void visit(std::size_t part, Visit visit_pair) const {
        visit_sample(part, 1, 0, visit_pair);
    }
    /// About one pair of `step`, chosen by the hash of the pair before anything else is looked at.
    template <class Visit>
    void visit_sample(std::size_t part, std::uint64_t step, std::uint64_t seed, Visit visit_pair) const {
        for (std::size_t i = part_begin_[part]; i < part_begin_[part + 1]; ++i) {
            const Block& block = blocks_[i];
            const std::uint32_t* member = members_.data() + block.begin;
            for (std::uint32_t x = 0; x < block.size; ++x) {
                for (std::uint32_t y = x + 1; y < block.size; ++y) {
                    const std::uint64_t pair = static_cast<std::uint64_t>(member[x]) << 32 | member[y];
                    if (step > 1 && mix64(pair ^ seed) % step != 0) continue;
                    if (first_block(member[x], member[y]) == i + 1) visit_pair(member[x], member[y]);
                }
            }
        }
    }
    std::uint64_t pairs_with_repeats() const { return pairs_with_repeats_; }
    std::size_t rules() const { return rules_.size(); }

  private:
    struct Block {
        std::uint64_t begin = 0;  // in members_
        std::uint32_t size = 0;
    };
    /// The slots of a rule in a record's row: more than one where the record has several values.
    struct Rule {
        std::uint32_t slot = 0;
        std::uint32_t width = 1;
    };
    struct Posting {
        std::uint64_t key = 0;
        std::uint32_t record = 0;
        std::uint32_t slot = 0;
    };
    using Postings = std::vector<Posting>;

    /// The first block that both records are in, counted from 1; 0 where there is none.
    std::uint32_t first_block(std::uint32_t a, std::uint32_t b) const {
        const std::uint32_t* x = row_.data() + std::size_t{a} * row_width_;
        const std::uint32_t* y = row_.data() + std::size_t{b} * row_width_;
        for (const Rule& rule : rules_) {
            if (rule.width == 1) {
                if (x[rule.slot] == y[rule.slot] && x[rule.slot] != 0) return x[rule.slot];
                continue;
            }
            std::uint32_t first = 0;
            for (std::uint32_t i = rule.slot; i < rule.slot + rule.width; ++i) {
                for (std::uint32_t j = rule.slot; j < rule.slot + rule.width; ++j) {
                    if (x[i] == y[j] && x[i] != 0 && (first == 0 || x[i] < first)) first = x[i];
                }
            }
            if (first != 0) return first;
        }
        return 0;
    }
    void add_blocks(const Rule& rule, const Postings& postings, std::uint64_t budget);
    void cut_parts();

    std::vector<std::uint32_t> row_;      // per record: the number of its block for each slot, 0 = none
    std::vector<std::uint32_t> members_;  // of all blocks, ascending within each
    std::vector<Block> blocks_;
    std::vector<Rule> rules_;
    std::vector<std::size_t> part_begin_;
    std::size_t row_width_ = 0;
    std::uint64_t pairs_with_repeats_ = 0;
};

}  // namespace kith::link
