#include "town/names.h"

#include <algorithm>
#include <cmath>

#include "town/name_lists.h"

namespace kith::town {
namespace {

constexpr std::uint32_t kRareSurname = 1U << 20;  // surnames from here on are a stem and an ending
constexpr double kRareShare = 0.35;

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end != 0) {
            std::string word(text.substr(0, end));
            std::replace(word.begin(), word.end(), '_', ' ');
            words.push_back(std::move(word));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::vector<std::string_view> split_at(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

/// Families often choose from the names around them: the chance to take one of the general (Anglo) list.
double general_given_share(Culture culture) {
    switch (culture) {
        case Culture::Anglo:
            return 1.0;
        case Culture::Hispanic:
            return 0.25;
        case Culture::African:
        case Culture::EastAsian:
            return 0.5;
        case Culture::SouthAsian:
            return 0.1;
    }
    return 1.0;
}

}  // namespace

NameBook::Lists NameBook::read(const std::array<std::string_view, kCultureCount>& texts) {
    Lists lists;
    for (std::size_t c = 0; c < kCultureCount; ++c) {
        lists.begin[c] = static_cast<std::uint32_t>(lists.words.size());
        double total = 0;
        for (std::string& word : split_words(texts[c])) {
            lists.words.push_back(std::move(word));
            total += 1.0 / std::pow(static_cast<double>(lists.cumulative[c].size()) + 8.0, 0.9);
            lists.cumulative[c].push_back(total);
        }
    }
    lists.begin[kCultureCount] = static_cast<std::uint32_t>(lists.words.size());
    return lists;
}

std::uint32_t NameBook::Lists::draw(Random& random, Culture culture) const {
    const auto& sums = cumulative[static_cast<std::size_t>(culture)];
    const double at = random.unit() * sums.back();
    const auto found = std::upper_bound(sums.begin(), sums.end() - 1, at);
    return begin[static_cast<std::size_t>(culture)] + static_cast<std::uint32_t>(found - sums.begin());
}

NameBook::NameBook()
    : girls_(read(kGirlNames)),
      boys_(read(kBoyNames)),
      women_(read(kAdultWomen)),
      men_(read(kAdultMen)),
      surnames_(read(kSurnames)),
      stems_(split_words(kSurnameStems)),
      endings_(split_words(kSurnameEndings)),
      streets_(split_words(kStreetNames)),
      street_kinds_(split_words(kStreetKinds)) {
    for (const std::string_view entry : split_at(kNicknames, ' ')) {
        const std::size_t colon = entry.find(':');
        nicknames_[entry.substr(0, colon)] = split_at(entry.substr(colon + 1), ',');
    }
}

std::uint16_t NameBook::draw_given(Random& random, Culture culture, table::Sex sex) const {
    const Culture from = random.chance(general_given_share(culture)) ? Culture::Anglo : culture;
    return static_cast<std::uint16_t>(given_lists(sex).draw(random, from));
}

std::uint16_t NameBook::draw_alike(Random& random, Culture culture, table::Sex sex, std::string_view other) const {
    for (int attempt = 0; attempt < 24; ++attempt) {
        const std::uint16_t index = draw_given(random, culture, sex);
        const std::string_view name = given(sex, index);
        if (name != other && !name.empty() && !other.empty() && name[0] == other[0]) return index;
    }
    return draw_given(random, culture, sex);
}

std::uint32_t NameBook::draw_surname(Random& random, Culture culture) const {
    const bool is_general = culture == Culture::Anglo || (culture == Culture::African && random.chance(0.75));
    if (!is_general) return surnames_.draw(random, culture);
    if (random.chance(kRareShare))
        return kRareSurname + static_cast<std::uint32_t>(random.below(stems_.size() * endings_.size()));
    return surnames_.draw(random, Culture::Anglo);
}

std::string_view NameBook::given(table::Sex sex, std::uint16_t index) const {
    return given_lists(sex).words[index];
}

std::size_t NameBook::given_count(table::Sex sex) const {
    return given_lists(sex).words.size();
}

std::string NameBook::surname(std::uint32_t index) const {
    if (index < kRareSurname) return surnames_.words[index];
    const std::uint32_t rare = index - kRareSurname;
    return stems_[rare / endings_.size()] + endings_[rare % endings_.size()];
}

std::string_view NameBook::nickname(Random& random, std::string_view given) const {
    const auto found = nicknames_.find(given);
    if (found == nicknames_.end()) return {};
    return found->second[random.below(found->second.size())];
}

std::string_view NameBook::draw_adult(Random& random, Culture culture, table::Sex sex) const {
    const Lists& lists = sex == table::Sex::Female ? women_ : men_;
    return lists.words[lists.draw(random, culture)];
}

std::string NameBook::street(std::size_t index) const {
    return streets_[index / street_kinds_.size() % streets_.size()] + ' ' + street_kinds_[index % street_kinds_.size()];
}

}  // namespace kith::town
