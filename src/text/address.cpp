#include "text/address.h"

#include <algorithm>

#include "text/address_words.h"
#include "text/fold.h"

namespace kith::text {

namespace {

using Kind = AddressWordKind;

constexpr std::size_t kPostcodeDigits = 5;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool are_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

void append_word(std::string& text, std::string_view word) {
    if (!text.empty()) text += ' ';
    text += word;
}

/// `55401` or `55401-1234`.
bool is_postcode(std::string_view word) {
    if (word.size() == 10 && word[kPostcodeDigits] == '-')
        return are_digits(word.substr(0, 5)) && are_digits(word.substr(6));
    return word.size() == kPostcodeDigits && are_digits(word);
}

/// Takes an address apart from both ends: postcode and region from behind, then front to back what is left.
class AddressReader {
  public:
    explicit AddressReader(std::vector<AddressWord> words) : words_(std::move(words)), end_(words_.size()) {}

    StreetAddress read() {
        take_country();
        take_postcode();
        take_region();
        take_units();
        take_house_number();
        take_street();
        take_city();
        return std::move(address_);
    }

  private:
    bool is_segment_start(std::size_t i) const { return i > 0 && words_[i - 1].ends_segment; }

    void take_country() {
        if (end_ > 1 && (words_[end_ - 1].text == "usa" || words_[end_ - 1].text == "us")) --end_;
    }

    void take_postcode() {
        if (end_ < 2 || !is_postcode(words_[end_ - 1].text)) return;
        const bool follows_region = !region_before(end_ - 1).empty();
        if (!follows_region && !is_segment_start(end_ - 1)) return;
        --end_;
        address_.postcode = words_[end_].text.substr(0, kPostcodeDigits);
    }

    /// The region that ends before word `end`, with how many words it takes in region_words_.
    std::string_view region_before(std::size_t end) {
        for (const std::size_t count : {3, 2, 1}) {
            if (end <= count) continue;
            std::string name;
            for (std::size_t i = end - count; i < end; ++i) append_word(name, words_[i].text);
            region_words_ = count;
            if (const auto state = state_of(name); !state.empty()) return state;
            if (count == 1 && words_[end - 1].is_abbreviated) {
                // Read as court, north-east, mount, alley, way, floor or county; the two letters are a region's as
                // well.
                if (const auto state = state_of_abbreviation(words_[end - 1].text); !state.empty()) return state;
            }
        }
        return {};
    }

    static std::string_view state_of_abbreviation(std::string_view meant) {
        if (meant == "court") return "ct";
        if (meant == "northeast") return "ne";
        if (meant == "mount") return "mt";
        if (meant == "alley") return "al";
        if (meant == "way") return "wy";
        if (meant == "floor") return "fl";
        if (meant == "county") return "co";
        return {};
    }

    void take_region() {
        if (end_ < 2) return;
        const std::string_view state = region_before(end_);
        if (state.empty() || end_ <= region_words_) return;
        const std::size_t begin = end_ - region_words_;
        // Without a postcode behind or a comma before, `Maine` and `ct` are a street's.
        if (address_.postcode.empty() && !is_segment_start(begin)) return;
        address_.region = state;
        end_ = begin;
    }

    /// Designators with what follows them; `2nd floor` with what stands before.
    void take_units() {
        for (std::size_t i = 0; i < end_; ++i) {
            if (words_[i].kind != Kind::Designator) continue;
            std::size_t begin = i;
            std::size_t after = i + 1;
            while (after < end_ && words_[after].kind == Kind::Designator) ++after;
            const bool has_unit_behind = after < end_ && !words_[after - 1].ends_segment;
            if (has_unit_behind) {
                append_word(address_.unit, words_[after].text);
                ++after;
                const bool is_split = after < end_ && !words_[after - 1].ends_segment &&
                                      words_[after].text.size() == 1 && words_[after].kind == Kind::Plain;
                if (is_split) address_.unit += words_[after++].text;  // apt 4 b
            } else if (begin > 1) {
                append_word(address_.unit, words_[--begin].text);
            }
            remove(begin, after);
            i = begin == 0 ? 0 : begin - 1;
        }
    }

    void remove(std::size_t begin, std::size_t end) {
        if (begin > 0 && words_[end - 1].ends_segment) words_[begin - 1].ends_segment = true;
        words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                     words_.begin() + static_cast<std::ptrdiff_t>(end));
        end_ -= end - begin;
    }

    void take_house_number() {
        if (end_ == 0) return;
        const bool is_box =
            (end_ > 2 && words_[0].text == "po" && words_[1].text == "box") || (end_ > 1 && words_[0].text == "pobox");
        if (is_box) {
            at_ = words_[0].text == "po" ? 2 : 1;
            address_.street = "po box";
            address_.house_number = words_[at_++].text;
            return;
        }
        const bool is_number = is_digit(words_[0].text[0]);
        const bool is_street_itself = end_ > 1 && !are_digits(words_[0].text) && words_[1].kind == Kind::StreetType;
        if (!is_number || is_street_itself) return;  // `5th Avenue`
        address_.house_number = words_[at_++].text;
        if (at_ < end_ && words_[at_].text == "1/2") append_word(address_.house_number, words_[at_++].text);
    }

    /// To the comma, or to the street's type with what belongs to it.
    void take_street() {
        if (!address_.street.empty()) return;
        std::size_t segment_end = at_;
        while (segment_end < end_ && !words_[segment_end].ends_segment) ++segment_end;
        if (segment_end < end_) ++segment_end;
        const std::size_t street_end = type_end(segment_end);
        for (; at_ < street_end; ++at_) append_word(address_.street, words_[at_].text);
        take_bare_unit();
    }

    /// One behind the last word of the street.
    std::size_t type_end(std::size_t segment_end) const {
        for (std::size_t i = at_ + 1; i < segment_end; ++i) {
            if (words_[i].kind != Kind::StreetType) continue;
            while (i + 1 < segment_end && words_[i + 1].kind == Kind::StreetType) ++i;
            std::size_t end = i + 1;
            const bool is_numbered_road =
                words_[i].text == "highway" || words_[i].text == "route" || words_[i].text == "road";
            if (is_numbered_road && end < segment_end && are_digits(words_[end].text)) ++end;
            const bool is_direction = end < segment_end && words_[end].kind == Kind::Direction;
            if (is_direction && (words_[end].is_abbreviated || end + 1 == segment_end)) ++end;
            return end;
        }
        return segment_end;
    }

    /// `123 Main St 4B`, `123 Main St, 4B`: behind the street, a word with a digit or a lone letter.
    void take_bare_unit() {
        if (at_ == 0 || at_ >= end_ || !address_.unit.empty()) return;
        const AddressWord& word = words_[at_];
        const bool is_unit = is_digit(word.text[0]) || (word.text.size() == 1 && word.kind == Kind::Plain);
        const bool is_alone = at_ + 1 == end_ || word.ends_segment;
        if (!is_unit || is_postcode(word.text) || (is_segment_start(at_) && !is_alone)) return;
        address_.unit = word.text;
        ++at_;
    }

    void take_city() {
        for (; at_ < end_; ++at_) append_word(address_.city, words_[at_].text);
    }

    std::vector<AddressWord> words_;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    std::size_t region_words_ = 0;
    StreetAddress address_;
};

}  // namespace

StreetAddress parse_address(std::string_view line) {
    return AddressReader(address_words(line)).read();
}

std::vector<std::string> address_tokens(std::string_view line) {
    std::vector<std::string> tokens;
    for (AddressWord& word : address_words(line)) {
        if (word.kind != Kind::Designator) tokens.push_back(std::move(word.text));
    }
    return tokens;
}

std::string normal_address(std::string_view line) {
    std::string text;
    for (const std::string& token : address_tokens(line)) append_word(text, token);
    return text;
}

std::string normal_postcode(std::string_view text) {
    const std::string folded = fold(text);
    const std::string_view first = std::string_view(folded).substr(0, folded.find(' '));
    if (!are_digits(first)) return {};
    if (first.size() == 9 || first.size() == kPostcodeDigits) return std::string(first.substr(0, kPostcodeDigits));
    return first.size() == 4 ? std::string("0").append(first) : std::string{};
}

std::string normal_region(std::string_view text) {
    return std::string(state_of(fold(text)));
}

}  // namespace kith::text
