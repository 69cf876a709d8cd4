#include "link/scorer.h"

#include <algorithm>

#include "text/sound.h"

namespace kith::link {
namespace {

template <class LevelEnum>
bool is_at(std::uint8_t level, LevelEnum value) {
    return level == static_cast<std::uint8_t>(value);
}

/// Names that both occur on their own: a typing error is rare, the name of a twin is a name. Among children
/// it does not matter how they sound, as twins are called Zoe and Zoey; elsewhere Zoe is Zoey misheard.
struct Established {
    std::uint32_t count_min = 0;  // records that hold the rarer name
    std::uint32_t ratio_max = 0;  // of the commoner to the rarer
};
constexpr Established kAlike = {4, 40};
/// `Bill` is met far less often than `William`; twins may still be called William and Liam.
constexpr Established kNicknames = {20, 4};

bool are_two_established_names(const Frame& frame, std::size_t column, const Established& established, std::uint32_t a,
                               std::uint32_t b) {
    const std::uint32_t x = frame.code(column, a);
    const std::uint32_t y = frame.code(column, b);
    if (x >= kSeveralValues || y >= kSeveralValues || x == y) return false;
    const std::uint32_t less = std::min(frame.columns[column].count[x], frame.columns[column].count[y]);
    const std::uint32_t more = std::max(frame.columns[column].count[x], frame.columns[column].count[y]);
    if (less < established.count_min || std::uint64_t{less} * established.ratio_max < more) return false;
    if (frame.data->population == Population::Children) return true;
    return text::sound_key(frame.text(column, x)) != text::sound_key(frame.text(column, y));
}

/// Neither name is one that others have: `Evn` and `Ean` may both be Evan, whose other records they agree with.
bool are_two_rare_names(const Frame& frame, std::size_t column, std::uint32_t a, std::uint32_t b) {
    const auto is_rare = [&](std::uint32_t record) {
        const std::uint32_t code = frame.code(column, record);
        return code < kSeveralValues && frame.columns[column].count[code] < kAlike.count_min;
    };
    return is_rare(a) && is_rare(b);
}

/// Both records have the surname in place of the given name: what stands in the surname tells the children apart.
bool are_both_swapped(const Frame& frame, std::size_t given, std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = frame.code(given, a);
    const std::uint32_t y = frame.code(given, b);
    return x < kSeveralValues && y < kSeveralValues && frame.columns[given].is_surname[x] &&
           frame.columns[given].is_surname[y];
}

bool is_agreeing_surname(std::uint8_t level) {
    return level <= static_cast<std::uint8_t>(SurnameLevel::OneEdit);
}

bool shares_household(const Frame& frame, const Comparisons& comparisons, const Agreement& agreement) {
    for (std::size_t c = 0; c < comparisons.size(); ++c) {
        const FieldKind kind = frame.columns[comparisons.column[c]].kind;
        if (is_contact(kind) && agreement.level[c] <= 1) return true;
        if (kind == FieldKind::Surname && is_agreeing_surname(agreement.level[c])) return true;
    }
    return false;
}

bool has_same_identifier(const Frame& frame, const Comparisons& comparisons, const Agreement& agreement) {
    for (std::size_t c = 0; c < comparisons.size(); ++c) {
        if (frame.columns[comparisons.column[c]].kind == FieldKind::Identifier && agreement.level[c] == 0) return true;
    }
    return false;
}

bool has_two_given_names(const Frame& frame, const Comparisons& comparisons, const Agreement& agreement,
                         std::uint32_t a, std::uint32_t b) {
    const std::uint8_t given = agreement.level[*comparisons.given];
    if (is_at(given, GivenLevel::Different)) return true;
    const bool is_near = is_at(given, GivenLevel::OneEdit) || is_at(given, GivenLevel::Similar);
    const std::size_t column = comparisons.column[*comparisons.given];
    if (is_near && are_two_established_names(frame, column, kAlike, a, b)) return true;
    if (is_at(given, GivenLevel::Nickname) && are_two_established_names(frame, column, kNicknames, a, b)) return true;
    if (comparisons.surname && is_at(agreement.level[*comparisons.surname], SurnameLevel::Different) &&
        are_both_swapped(frame, comparisons.column[*comparisons.given], a, b)) {
        return true;
    }
    if (!comparisons.middle) return false;
    const std::uint8_t middle = agreement.level[*comparisons.middle];
    return middle != kMissing && middle == level_names(FieldKind::MiddleName).size() - 1 &&
           (is_near || is_at(given, GivenLevel::Exact) || is_at(given, GivenLevel::Nickname));
}

}  // namespace

Doubt doubt_of(const Frame& frame, const Comparisons& comparisons, const ScoringRules& rules,
               const Agreement& agreement, std::uint32_t a, std::uint32_t b) {
    if (rules.families == Families::No || !comparisons.birth || !comparisons.given) return Doubt::None;
    const std::uint8_t birth = agreement.level[*comparisons.birth];
    const bool may_be_one_birth = birth == kMissing || birth <= static_cast<std::uint8_t>(BirthLevel::Compatible);
    const std::uint8_t given = agreement.level[*comparisons.given];
    if (given == kMissing) {
        return has_same_identifier(frame, comparisons, agreement) ? Doubt::None : Doubt::Nameless;
    }
    if (!may_be_one_birth || !shares_household(frame, comparisons, agreement)) return Doubt::None;
    if (has_same_identifier(frame, comparisons, agreement)) return Doubt::None;
    if (!has_two_given_names(frame, comparisons, agreement, a, b)) return Doubt::None;
    const bool may_be_misspelt =
        is_at(given, GivenLevel::Different) && are_two_rare_names(frame, comparisons.column[*comparisons.given], a, b);
    return may_be_misspelt ? Doubt::Misspelt : Doubt::Twins;
}

PairScore plain_score(const Frame& frame, const Comparisons& comparisons, const Weights& weights,
                      const ScoringRules& rules, std::uint32_t a, std::uint32_t b) {
    Agreement agreement;
    PlainComparer(frame, comparisons).compare(a, b, agreement);
    return {weight_of(weights, agreement), doubt_of(frame, comparisons, rules, agreement, a, b)};
}

Scorer::Scorer(const Frame& frame, const Comparisons& comparisons, const Weights& weights, const ScoringRules& rules)
    : frame_(frame), comparisons_(comparisons), weights_(weights), rules_(rules), comparer_(frame, comparisons) {
    for (std::size_t c = 0; c < comparisons.size(); ++c) {
        const FrameColumn& column = frame.columns[comparisons.column[c]];
        float rarity = 0;
        for (const float value : column.rarity) rarity = std::max(rarity, value);
        float gain = 0;  // missing adds nothing
        for (std::size_t context = 0; context < kContexts; ++context) {
            for (std::size_t l = 0; l < weights.comparison[c].levels; ++l) {
                const float more = l <= 1 ? rarity : 0;
                gain = std::max(
                    gain, weights.comparison[c].match[context][l] - weights.comparison[c].unrelated[context][l] + more);
            }
        }
        gain_max_.push_back(gain);
        const bool is_name = c == comparisons.given || c == comparisons.middle || c == comparisons.surname;
        if (is_name)
            names_max_ += gain;
        else
            order_.push_back(c);
    }
    // Numbers and dates are told apart without looking at text, and say most.
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t x, std::size_t y) {
        const auto is_birth = [&](std::size_t c) { return c == comparisons_.birth; };
        if (is_birth(x) != is_birth(y)) return is_birth(x);
        return gain_max_[x] > gain_max_[y];
    });
    rest_max_.assign(order_.size() + 1, 0);
    for (std::size_t i = order_.size(); i-- > 0;) rest_max_[i] = rest_max_[i + 1] + gain_max_[order_[i]];
}

PairScore Scorer::score(std::uint32_t a, std::uint32_t b, float floor) {
    Agreement agreement;
    agreement.level.fill(kMissing);
    // An upper bound needs the best context of each comparison already made: its parent may not be compared yet.
    float best = weights_.log_match - weights_.log_unrelated;
    const auto most = [&](std::size_t c) {
        const std::uint8_t level = agreement.level[c];
        if (level == kMissing) return 0.0F;
        const ComparisonWeights& comparison = weights_.comparison[c];
        float gain = kHopeless;
        for (std::size_t context = 0; context < kContexts; ++context) {
            gain = std::max(gain, comparison.match[context][level] - comparison.unrelated[context][level]);
        }
        return gain + agreement.rarity[c];
    };
    float rest = rest_max_[0];
    const auto is_hopeless = [&] { return best + rest < floor - 0.01F; };
    const auto take_one = [&](std::size_t step) {
        comparer_.compare_one(order_[step], a, b, agreement);
        best += most(order_[step]);
        rest = rest_max_[step + 1];
    };
    // The birth date costs a few instructions and settles most pairs; names settle most of the others.
    const std::size_t first = comparisons_.birth ? 1 : 0;
    if (first == 1) take_one(0);
    if (best + rest + names_max_ < floor - 0.01F) return {kHopeless, Doubt::None};
    comparer_.compare_names(a, b, agreement);
    for (const auto& name : {comparisons_.given, comparisons_.middle, comparisons_.surname}) {
        if (name) best += most(*name);
    }
    for (std::size_t step = first; step < order_.size(); ++step) {
        if (is_hopeless()) return {kHopeless, Doubt::None};
        take_one(step);
    }
    return {weight_of(weights_, agreement), doubt_of(frame_, comparisons_, rules_, agreement, a, b)};
}

}  // namespace kith::link
