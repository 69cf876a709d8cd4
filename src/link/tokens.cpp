#include "link/tokens.h"

#include <algorithm>
#include <functional>
#include <string>

#include "base/random.h"
#include "text/sound.h"

namespace kith::link {
namespace {

using ValueHashes = std::function<void(std::string_view value, std::vector<std::uint64_t>& out)>;

std::uint64_t sound_hash(std::string_view name) {
    const std::string key = text::sound_key(name);
    return key.empty() ? hash64(name, 1) : hash64(key, 2);
}

/// One hash per word of a name.
void hash_words(std::string_view value, std::vector<std::uint64_t>& out) {
    while (!value.empty()) {
        const auto space = value.find(' ');
        if (space != 0) out.push_back(sound_hash(value.substr(0, space)));
        if (space == std::string_view::npos) return;
        value.remove_prefix(space + 1);
    }
}

void hash_start(std::string_view value, std::vector<std::uint64_t>& out) {
    if (value.size() >= 3) out.push_back(hash64(value.substr(0, 3), 3));
}

void hash_whole(std::string_view value, std::vector<std::uint64_t>& out) {
    out.push_back(hash64(value, 4));
}

/// Day and month in ascending order, so that swapped ones meet.
void hash_date(std::string_view value, std::vector<std::uint64_t>& out) {
    if (value.size() != 10 || value.ends_with("01-01")) return;
    const auto month = value.substr(5, 2);
    const auto day = value.substr(8, 2);
    out.push_back(hash64(
        std::string(value.substr(0, 4)) + std::string(std::min(month, day)) + std::string(std::max(month, day)), 5));
}

void hash_year_month(std::string_view value, std::vector<std::uint64_t>& out) {
    if (value.size() >= 7 && !value.ends_with("01-01")) out.push_back(hash64(value.substr(0, 7), 6));
}

void hash_year_day(std::string_view value, std::vector<std::uint64_t>& out) {
    if (value.size() == 10 && !value.ends_with("01-01")) {
        out.push_back(hash64(std::string(value.substr(0, 4)) + std::string(value.substr(8)), 7));
    }
}

void hash_month_day(std::string_view value, std::vector<std::uint64_t>& out) {
    if (value.size() == 10 && !value.ends_with("01-01")) out.push_back(hash64(value.substr(5), 8));
}

void hash_year(std::string_view value, std::vector<std::uint64_t>& out) {
    if (value.size() >= 4) out.push_back(hash64(value.substr(0, 4), 9));
}

/// House number and first word of the street.
void hash_house(std::string_view value, std::vector<std::uint64_t>& out) {
    const auto first = value.find(' ');
    if (first == std::string_view::npos || value[0] < '0' || value[0] > '9') return;
    out.push_back(hash64(value.substr(0, value.find(' ', first + 1)), 10));
}

double agreement_of(const Token& token) {
    std::vector<std::uint64_t> sorted;
    for (const std::uint64_t hash : token.hash) {
        if (hash != 0) sorted.push_back(hash);
    }
    std::sort(sorted.begin(), sorted.end());
    double pairs = 0;
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t end = begin;
        while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
        pairs += static_cast<double>(end - begin) * static_cast<double>(end - begin - 1);
        begin = end;
    }
    const auto all = static_cast<double>(sorted.size());
    return all < 2 ? 0 : pairs / (all * (all - 1));
}

Token make_token(const Frame& frame, std::size_t column, TokenGroup group, const ValueHashes& hashes_of) {
    const Column& source = *frame.columns[column].column;
    std::vector<std::uint64_t> hashes;  // of all values, flat
    std::vector<std::uint32_t> begin{0};
    for (const std::string& value : source.values) {
        hashes_of(value, hashes);
        begin.push_back(static_cast<std::uint32_t>(hashes.size()));
    }
    Token token;
    token.group = group;
    token.column = column;
    std::vector<std::uint64_t> own;
    const auto gather = [&](std::uint32_t record) {
        own.clear();
        for (const std::uint32_t code : frame.values_of(column, record)) {
            own.insert(own.end(), hashes.begin() + begin[code], hashes.begin() + begin[code + 1]);
        }
        std::sort(own.begin(), own.end());
        own.erase(std::unique(own.begin(), own.end()), own.end());
        if (own.size() > kTokenValuesMax) own.resize(kTokenValuesMax);
    };
    for (std::uint32_t r = 0; r < frame.size(); ++r) {
        gather(r);
        token.width = std::max(token.width, own.size());
    }
    token.hash.assign(token.width * frame.size(), 0);
    for (std::uint32_t r = 0; r < frame.size(); ++r) {
        gather(r);
        std::copy(own.begin(), own.end(), token.hash.begin() + static_cast<std::ptrdiff_t>(r * token.width));
    }
    token.agreement = agreement_of(token);
    return token;
}

/// Both names as a set: records whose given name and surname stand swapped meet.
Token both_names(const Frame& frame, const Token& given, const Token& surname) {
    Token token;
    token.group = TokenGroup::BothNames;
    token.column = given.column;
    token.hash.assign(frame.size(), 0);
    for (std::uint32_t r = 0; r < frame.size(); ++r) {
        const std::uint64_t x = given.of(r)[0];
        const std::uint64_t y = surname.of(r)[0];
        if (x != 0 && y != 0) token.hash[r] = mix64(std::min(x, y)) ^ std::max(x, y);
    }
    token.agreement = agreement_of(token);
    return token;
}

}  // namespace

std::vector<Token> make_tokens(const Frame& frame) {
    std::vector<Token> tokens;
    std::size_t given = 0;
    std::size_t surname = 0;
    const auto add = [&](std::size_t column, TokenGroup group, const ValueHashes& hashes) {
        tokens.push_back(make_token(frame, column, group, hashes));
    };
    for (std::size_t c = 0; c < frame.columns.size(); ++c) {
        switch (frame.columns[c].kind) {
            case FieldKind::GivenName:
                given = tokens.size() + 1;
                add(c, TokenGroup::Given, hash_words);
                add(c, TokenGroup::Given, hash_start);
                break;
            case FieldKind::Surname:
                surname = tokens.size() + 1;
                add(c, TokenGroup::Surname, hash_words);
                add(c, TokenGroup::Surname, hash_start);
                break;
            case FieldKind::BirthDate:
                for (const auto& hashes : {hash_date, hash_year_month, hash_year_day, hash_month_day, hash_year}) {
                    add(c, TokenGroup::Birth, hashes);
                }
                break;
            case FieldKind::AddressLine:
                add(c, TokenGroup::Other, hash_whole);
                add(c, TokenGroup::Other, hash_house);
                break;
            default:
                add(c, TokenGroup::Other, hash_whole);
                break;
        }
    }
    if (given != 0 && surname != 0) tokens.push_back(both_names(frame, tokens[given - 1], tokens[surname - 1]));
    std::erase_if(tokens, [](const Token& token) {
        return std::none_of(token.hash.begin(), token.hash.end(), [](std::uint64_t hash) { return hash != 0; });
    });
    return tokens;
}

}  // namespace kith::link
