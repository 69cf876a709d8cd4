#include "text/names.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/fold.h"

namespace kith::text {

namespace {

constexpr std::array<std::string_view, 28> kParticles = {
    "de", "del", "la",  "las", "los", "el",  "y",   "e",   "da", "das", "do", "dos", "di",  "della",
    "du", "le",  "van", "von", "der", "den", "ter", "ten", "zu", "zur", "al", "bin", "ibn", "abu"};

/// Sewn to the next part: `Mc Donald`, `O Brien`, `St John`.
constexpr std::array<std::string_view, 8> kPrefixes = {"mc", "mac", "o", "d", "st", "saint", "fitz", "san"};

constexpr std::array<std::string_view, 10> kSuffixes = {"jr",  "sr",  "ii",  "iii",    "iv",
                                                        "2nd", "3rd", "4th", "junior", "senior"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

struct Word {
    std::string written;
    std::string folded;
};

std::string_view trimmed(std::string_view text, std::string_view set) {
    const std::size_t begin = text.find_first_not_of(set);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(set) - begin + 1);
}

/// Words between spaces, as written; those that fold to nothing are punctuation.
std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    while (!text.empty()) {
        constexpr std::string_view kSpaces = " \t\r\n";
        const std::size_t begin = text.find_first_not_of(kSpaces);
        if (begin == text.npos) break;
        const std::size_t end = std::min(text.find_first_of(kSpaces, begin), text.size());
        Word word{std::string(trimmed(text.substr(begin, end - begin), ",;")), {}};
        word.folded = fold(word.written);
        if (!word.folded.empty()) words.push_back(std::move(word));
        text.remove_prefix(end);
    }
    return words;
}

/// Cuts what stands in quotes or parentheses out of the text: a preferred name.
std::string take_preferred(std::string& text) {
    struct Pair {
        char open;
        char close;
    };
    for (const Pair pair : {Pair{'(', ')'}, Pair{'"', '"'}, Pair{'[', ']'}}) {
        const std::size_t open = text.find(pair.open);
        if (open == text.npos) continue;
        const std::size_t close = text.find(pair.close, open + 1);
        if (close == text.npos) continue;
        std::string inside(trimmed(std::string_view(text).substr(open + 1, close - open - 1), " '"));
        text.replace(open, close - open + 1, 1, ' ');
        return inside;
    }
    return {};
}

bool is_suffix(const Word& word) {
    return is_one_of(word.folded, kSuffixes);
}

constexpr std::array<std::string_view, 9> kTitles = {"mr", "mrs", "ms", "miss", "mx", "dr", "sra", "srta", "rev"};

void drop_titles(std::vector<Word>& words) {
    while (words.size() > 1 && is_one_of(words.front().folded, kTitles)) words.erase(words.begin());
}

/// The last word when it is a suffix and not all there is.
std::string take_suffix(std::vector<Word>& words) {
    if (words.size() < 2 || !is_suffix(words.back())) return {};
    std::string suffix = words.back().written;
    words.pop_back();
    return suffix;
}

bool is_particle(const Word& word) {
    return is_one_of(word.folded, kParticles);
}

std::string joined(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        if (i > begin) text += ' ';
        text += words[i].written;
    }
    return text;
}

/// Particles and prefixes joined to the word behind them. `y` between two surnames starts no part of its own.
std::vector<std::string> parts_of(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
    std::vector<std::string> parts;
    for (std::size_t i = begin; i < end;) {
        std::size_t last = i;
        while (last + 1 < end && (is_particle(words[last]) || is_one_of(words[last].folded, kPrefixes))) ++last;
        parts.push_back(joined(words, i, last + 1));
        i = last + 1;
    }
    return parts;
}

std::vector<std::string> written_of(const std::vector<Word>& words, std::size_t begin, std::size_t end) {
    std::vector<std::string> parts;
    for (std::size_t i = begin; i < end; ++i) parts.push_back(words[i].written);
    return parts;
}

bool is_initial(const Word& word) {
    return word.folded.size() == 1;
}

/// Where the surname starts in `Ana María de la Cruz García`. Two surnames only where the words say so: an English name
/// of three words has a middle name, often somebody's surname (`William Whitehead Watts`); a Spanish surname is hardly
/// ever a middle name.
std::size_t surname_begin(const std::vector<Word>& words) {
    if (words.size() < 2) return words.size();
    std::size_t begin = words.size() - 1;
    const auto is_joiner = [&](std::size_t i) {
        return is_particle(words[i]) || is_one_of(words[i].folded, kPrefixes);
    };
    while (begin > 1 && is_joiner(begin - 1)) --begin;
    const bool has_conjunction = words[begin].folded == "y";
    if (begin < 2) return begin;
    const Word& before = words[begin - 1];
    const bool is_second_surname =
        has_conjunction || (is_spanish_surname(before.folded) && !is_common_given_name(before.folded));
    if (is_second_surname && !is_initial(before)) {
        --begin;
        while (begin > 1 && is_joiner(begin - 1)) --begin;
    }
    return begin;
}

/// Where the given names start in `de la Cruz García Ana María`.
std::size_t given_begin(const std::vector<Word>& words) {
    std::size_t end = 0;
    while (end + 1 < words.size() && is_particle(words[end])) ++end;
    if (end + 1 < words.size() && is_one_of(words[end].folded, kPrefixes)) ++end;
    ++end;
    const auto may_be_surname = [&](std::size_t i) {
        return is_common_surname(words[i].folded) && !is_common_given_name(words[i].folded);
    };
    if (end + 1 < words.size() && (is_particle(words[end]) || may_be_surname(end))) {
        while (end + 1 < words.size() && is_particle(words[end])) ++end;
        ++end;
    }
    return std::min(end, words.size());
}

void assign(const std::vector<Word>& words, NameOrder order, NameTokens& tokens) {
    if (order == NameOrder::SurnameFirst || order == NameOrder::SurnameCommaGiven) {
        const std::size_t begin = given_begin(words);
        tokens.surname = parts_of(words, 0, begin);
        tokens.given = written_of(words, begin, words.size());
        return;
    }
    const std::size_t begin = surname_begin(words);
    tokens.given = written_of(words, 0, begin);
    tokens.surname = parts_of(words, begin, words.size());
}

/// `Hill, Robert` and `Hill, Robert, Jr.`; empty where the comma only sets off a suffix or there is none.
std::optional<std::size_t> name_comma(std::string_view text) {
    const std::size_t comma = text.find(',');
    if (comma == text.npos) return std::nullopt;
    const std::vector<Word> behind = words_of(text.substr(comma + 1));
    const bool has_given = std::any_of(behind.begin(), behind.end(), [](const Word& word) { return !is_suffix(word); });
    const bool has_surname = !words_of(text.substr(0, comma)).empty();
    return has_given && has_surname ? std::optional(comma) : std::nullopt;
}

}  // namespace

NameTokens split_full_name(std::string_view text, NameOrder order) {
    NameTokens tokens;
    std::string rest(text);
    tokens.preferred = take_preferred(rest);
    if (const auto comma = name_comma(rest)) {
        std::vector<Word> surname = words_of(std::string_view(rest).substr(0, *comma));
        std::vector<Word> given = words_of(std::string_view(rest).substr(*comma + 1));
        drop_titles(surname);
        drop_titles(given);
        tokens.suffix = take_suffix(given);
        if (tokens.suffix.empty()) tokens.suffix = take_suffix(surname);
        if (tokens.suffix.empty() && given.size() > 1 && is_suffix(given.front())) {  // Hill, Jr., Robert
            tokens.suffix = given.front().written;
            given.erase(given.begin());
        }
        tokens.surname = parts_of(surname, 0, surname.size());
        tokens.given = written_of(given, 0, given.size());
        return tokens;
    }
    std::vector<Word> words = words_of(rest);
    drop_titles(words);
    tokens.suffix = take_suffix(words);
    assign(words, order, tokens);
    return tokens;
}

namespace {

struct NameVotes {
    std::size_t names = 0;
    std::size_t commas = 0;
    std::size_t given_first = 0;
    std::size_t surname_first = 0;
};

/// 1 for a usual given name, -1 for a usual surname, 0 for both or neither.
int lean_of(const Word& word) {
    return (is_common_given_name(word.folded) ? 1 : 0) - (is_common_surname(word.folded) ? 1 : 0);
}

void vote(std::string_view cell, NameVotes& votes) {
    std::string text(cell);
    take_preferred(text);
    std::vector<Word> words = words_of(text);
    drop_titles(words);
    take_suffix(words);
    if (words.size() < 2) return;
    ++votes.names;
    if (name_comma(text)) {
        ++votes.commas;
        return;
    }
    const int lean = lean_of(words.front()) - lean_of(words.back());
    if (lean > 0) votes.given_first += static_cast<std::size_t>(lean);
    if (lean < 0) votes.surname_first += static_cast<std::size_t>(-lean);
    // A lone letter is a middle initial: last in `Ruiz Ana M`, never last in `Ana M Ruiz`.
    if (words.size() > 2 && is_initial(words.back())) ++votes.surname_first;
    if (words.size() > 2 && is_initial(words[words.size() - 2])) ++votes.given_first;
}

}  // namespace

NameOrder solve_name_order(std::span<const std::string_view> column) {
    constexpr std::size_t kCellsMax = 20'000;  // evenly spread; more would not change the answer
    const std::size_t step = column.size() / kCellsMax + 1;
    NameVotes votes;
    for (std::size_t i = 0; i < column.size(); i += step) vote(column[i], votes);
    if (votes.names == 0) return NameOrder::Ambiguous;
    if (votes.commas * 2 > votes.names) return NameOrder::SurnameCommaGiven;
    if (votes.given_first > 2 * votes.surname_first) return NameOrder::GivenFirst;
    if (votes.surname_first > 2 * votes.given_first) return NameOrder::SurnameFirst;
    return NameOrder::Ambiguous;
}

namespace {

/// Calls part(view) for each word of folded text.
template <class Part>
void for_words(std::string_view folded, const Part& part) {
    while (!folded.empty()) {
        const std::size_t end = std::min(folded.find(' '), folded.size());
        part(folded.substr(0, end));
        folded.remove_prefix(std::min(end + 1, folded.size()));
    }
}

}  // namespace

std::vector<std::string> surname_parts(std::string_view surname) {
    const std::string folded = fold(surname);
    std::vector<std::string> parts;
    std::string prefix;
    std::size_t words = 0;
    for_words(folded, [&](std::string_view word) {
        ++words;
        if (is_one_of(word, kParticles) || (words > 1 && is_one_of(word, kSuffixes))) return;
        if (is_one_of(word, kPrefixes)) {
            prefix += word;
            return;
        }
        parts.push_back(prefix.append(word));
        prefix.clear();
    });
    if (!prefix.empty()) parts.push_back(prefix);
    if (parts.empty()) for_words(folded, [&](std::string_view word) { parts.emplace_back(word); });
    return parts;
}

std::vector<std::string> given_parts(std::string_view given) {
    const std::string folded = fold(given);
    std::vector<std::string> parts;
    std::size_t words = 0;
    for_words(folded, [&](std::string_view word) {
        ++words;
        const bool is_dropped = words > 1 && (is_one_of(word, kSuffixes) || is_one_of(word, kParticles));
        if (is_dropped) return;
        parts.emplace_back(word == "ma" ? "maria" : word == "fco" ? "francisco" : word);
    });
    return parts;
}

}  // namespace kith::text
