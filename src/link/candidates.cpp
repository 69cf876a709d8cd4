#include "link/candidates.h"

#include <algorithm>
#include <array>

#include "base/random.h"
#include "link/tokens.h"

namespace kith::link {
namespace {

constexpr std::uint32_t kCompareAllMax = 1500;  // records: a million pairs take a fraction of a second
constexpr std::uint32_t kBlockMax = 400;        // records in one block
constexpr std::uint32_t kRowMax = 72;           // slots of a record: 288 bytes
constexpr std::size_t kBatch = 8;               // rules whose postings are in memory at the same time
constexpr std::uint64_t kPairsPerPart = 200'000;

/// Tokens that must all be shared.
struct Key {
    std::vector<const Token*> tokens;
    double agreement = 1;  // as if they were independent: small is selective
    std::size_t width = 1;
};

bool can_join(const Token& x, const Token& y) {
    if (x.column == y.column) return false;
    if (x.group == TokenGroup::BothNames) return y.group != TokenGroup::Given && y.group != TokenGroup::Surname;
    if (y.group == TokenGroup::BothNames) return x.group != TokenGroup::Given && x.group != TokenGroup::Surname;
    return true;
}

Key joined(std::vector<const Token*> tokens) {
    Key key;
    for (const Token* token : tokens) {
        key.agreement *= std::max(token->agreement, 1e-9);
        key.width *= token->width;
    }
    key.tokens = std::move(tokens);
    return key;
}

/// A rule is useful where its mean block is neither the whole dataset nor (joined rules) far smaller than that of its
/// parts already was.
std::vector<Key> choose_keys(const std::vector<Token>& tokens, double records) {
    std::vector<Key> keys;
    const auto is_small = [&](double agreement) { return agreement * records < 3.0 * kBlockMax; };
    const auto is_tiny = [&](double agreement) { return agreement * records < 0.02; };
    for (const Token& token : tokens) {
        if (is_small(token.agreement)) keys.push_back(joined({&token}));
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        for (std::size_t j = i + 1; j < tokens.size(); ++j) {
            if (!can_join(tokens[i], tokens[j])) continue;
            Key pair = joined({&tokens[i], &tokens[j]});
            const bool adds = !is_tiny(tokens[i].agreement) && !is_tiny(tokens[j].agreement);
            if (adds && is_small(pair.agreement)) keys.push_back(pair);
            if (is_tiny(pair.agreement)) continue;
            for (std::size_t k = j + 1; k < tokens.size(); ++k) {
                if (!can_join(tokens[i], tokens[k]) || !can_join(tokens[j], tokens[k])) continue;
                Key triple = joined({&tokens[i], &tokens[j], &tokens[k]});
                if (adds && !is_tiny(tokens[k].agreement) && is_small(triple.agreement)) keys.push_back(triple);
            }
        }
    }
    // Widest net first; a rule that is less selective finds more, its giant blocks are what the budget cuts off.
    std::stable_sort(keys.begin(), keys.end(), [&](const Key& x, const Key& y) {
        if (x.tokens.size() != y.tokens.size()) return x.tokens.size() < y.tokens.size();
        return x.agreement > y.agreement;
    });
    std::vector<Key> chosen;
    std::size_t width = 0;
    for (const Key& key : keys) {
        if (width + key.width > kRowMax) continue;
        width += key.width;
        chosen.push_back(key);
    }
    return chosen;
}

/// Every combination of one hash per token.
template <class Emit>
void for_each_hash(const Key& key, std::uint32_t record, Emit emit) {
    std::array<std::size_t, 3> digit{};
    for (std::size_t n = 0; n < key.width; ++n) {
        std::size_t rest = n;
        std::uint64_t hash = 0;
        bool is_whole = true;
        for (std::size_t t = 0; t < key.tokens.size(); ++t) {
            const auto values = key.tokens[t]->of(record);
            digit[t] = rest % values.size();
            rest /= values.size();
            is_whole = is_whole && values[digit[t]] != 0;
            hash = mix64(hash ^ values[digit[t]]);
        }
        if (is_whole) emit(hash, static_cast<std::uint32_t>(n));
    }
}

}  // namespace

/// Takes blocks from small to large until the budget is spent; blocks of one size are all taken or all left.
void Candidates::add_blocks(const Rule& rule, const Postings& postings, std::uint64_t budget) {
    std::array<std::uint64_t, kBlockMax + 1> pairs_of_size{};
    const auto each_block = [&](auto take) {
        for (std::size_t begin = 0; begin < postings.size();) {
            std::size_t end = begin;
            while (end < postings.size() && postings[end].key == postings[begin].key) ++end;
            if (end - begin > 1 && end - begin <= kBlockMax) take(begin, end);
            begin = end;
        }
    };
    each_block([&](std::size_t begin, std::size_t end) {
        pairs_of_size[end - begin] += (end - begin) * (end - begin - 1) / 2;
    });
    std::uint64_t spent = 0;
    std::size_t size_max = 1;
    while (size_max < kBlockMax && spent + pairs_of_size[size_max + 1] <= budget) spent += pairs_of_size[++size_max];
    pairs_with_repeats_ += spent;
    each_block([&](std::size_t begin, std::size_t end) {
        if (end - begin > size_max) return;
        blocks_.push_back({members_.size(), static_cast<std::uint32_t>(end - begin)});
        for (std::size_t i = begin; i < end; ++i) {
            members_.push_back(postings[i].record);
            row_[std::size_t{postings[i].record} * row_width_ + rule.slot + postings[i].slot] =
                static_cast<std::uint32_t>(blocks_.size());
        }
    });
}

void Candidates::cut_parts() {
    part_begin_ = {0};
    std::uint64_t pairs = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        pairs += std::uint64_t{blocks_[i].size} * (blocks_[i].size - 1) / 2;
        if (pairs >= kPairsPerPart || i + 1 == blocks_.size()) {
            part_begin_.push_back(i + 1);
            pairs = 0;
        }
    }
}

Candidates Candidates::find(const Frame& frame, std::uint32_t pairs_per_record, ThreadPool& pool) {
    Candidates result;
    const std::uint32_t records = frame.size();
    if (records <= kCompareAllMax) {
        result.row_width_ = 1;
        result.rules_.push_back({0, 1});
        result.row_.assign(records, 1);
        for (std::uint32_t r = 0; r < records; ++r) result.members_.push_back(r);
        if (records > 1) result.blocks_.push_back({0, records});
        result.pairs_with_repeats_ = std::uint64_t{records} * (records - (records > 0 ? 1 : 0)) / 2;
        result.cut_parts();
        return result;
    }
    const std::vector<Token> tokens = make_tokens(frame);
    const std::vector<Key> keys = choose_keys(tokens, records);
    for (const Key& key : keys) {
        result.rules_.push_back({static_cast<std::uint32_t>(result.row_width_), static_cast<std::uint32_t>(key.width)});
        result.row_width_ += key.width;
    }
    result.row_.assign(std::size_t{records} * result.row_width_, 0);
    const std::uint64_t budget = std::uint64_t{records} * pairs_per_record * 4 / std::max<std::size_t>(keys.size(), 1);
    for (std::size_t first = 0; first < keys.size(); first += kBatch) {
        const std::size_t count = std::min(kBatch, keys.size() - first);
        std::vector<Postings> postings(count);
        pool.run(count, [&](std::size_t i) {
            for (std::uint32_t r = 0; r < records; ++r) {
                for_each_hash(keys[first + i], r, [&](std::uint64_t hash, std::uint32_t slot) {
                    postings[i].push_back({hash, r, slot});
                });
            }
            std::sort(postings[i].begin(), postings[i].end(), [](const Posting& x, const Posting& y) {
                return x.key != y.key ? x.key < y.key : x.record < y.record;
            });
        });
        for (std::size_t i = 0; i < count; ++i) result.add_blocks(result.rules_[first + i], postings[i], budget);
    }
    result.cut_parts();
    return result;
}

}  // namespace kith::link
