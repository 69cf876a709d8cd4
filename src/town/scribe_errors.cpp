#include <algorithm>

#include "town/scribe.h"

namespace kith::town {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Keys beside each letter on a US keyboard.
char neighbour_key(Random& random, char c) {
    static constexpr std::string_view kRows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    for (const std::string_view row : kRows) {
        const std::size_t at = row.find(c);
        if (at == std::string_view::npos) continue;
        const std::size_t next = at == 0 ? 1 : at + 1 == row.size() ? at - 1 : random.chance(0.5) ? at - 1 : at + 1;
        return row[next];
    }
    return 'e';
}

struct Exchange {
    std::string_view from;
    std::string_view to;
};

/// Applies one of the exchanges that fit, chosen at random; nothing if none does.
template <std::size_t Size>
void exchange_one(Random& random, std::string& text, const std::array<Exchange, Size>& exchanges) {
    const std::size_t first = random.below(Size);
    for (std::size_t i = 0; i < Size; ++i) {
        const Exchange& exchange = exchanges[(first + i) % Size];
        const std::size_t at = text.find(exchange.from);
        if (at == std::string::npos) continue;
        text.replace(at, exchange.from.size(), exchange.to);
        return;
    }
}

}  // namespace

void mistype(Random& random, std::string& text) {
    if (text.size() < 3) return;
    const std::size_t at = 1 + random.below(text.size() - 2);
    if (!is_letter(text[at]) || !is_letter(text[at + 1])) return;
    switch (random.below(5)) {
        case 0:
            text.erase(at, 1);
            break;
        case 1:
            text.insert(at, 1, text[at]);
            break;
        case 2:
            text[at] = neighbour_key(random, text[at]);
            break;
        default:
            std::swap(text[at], text[at + 1]);
            break;
    }
}

void mishear(Random& random, std::string& text) {
    static constexpr std::array<Exchange, 22> kSounds = {{
        {"ph", "f"}, {"ck", "k"}, {"c", "k"},  {"ie", "y"}, {"y", "i"},   {"z", "s"},   {"s", "z"},  {"v", "b"},
        {"ll", "l"}, {"nn", "n"}, {"th", "t"}, {"ee", "i"}, {"ei", "ie"}, {"ai", "ay"}, {"ah", "a"}, {"tt", "t"},
        {"ks", "x"}, {"qu", "k"}, {"j", "g"},  {"e", "i"},  {"o", "a"},   {"an", "en"},
    }};
    exchange_one(random, text, kSounds);
}

void misscan(Random& random, std::string& text) {
    static constexpr std::array<Exchange, 14> kShapes = {{
        {"rn", "m"},
        {"m", "rn"},
        {"l", "1"},
        {"o", "0"},
        {"O", "0"},
        {"S", "5"},
        {"B", "8"},
        {"e", "c"},
        {"cl", "d"},
        {"i", "l"},
        {"u", "ii"},
        {"h", "b"},
        {"G", "6"},
        {"a", "o"},
    }};
    exchange_one(random, text, kShapes);
}

std::string_view name_of(ErrorKind kind) {
    static constexpr std::array<std::string_view, kErrorKinds> kNames = {
        "typing",          "hearing",        "scanning",  "swapped_names", "swapped_day_month", "placeholder_date",
        "sibling_date",    "missing_date",   "null_text", "missing_phone", "nickname",          "former_surname",
        "dropped_surname", "former_address", "duplicate", "test_row"};
    return kNames[static_cast<std::size_t>(kind)];
}

const ErrorRates& rates_of(Feed feed) {
    // typing hearing scanning swapped-names day-month placeholder sibling no-date NULL no-phone nickname former dropped
    // moved duplicate test-row
    static constexpr std::array<ErrorRates, kFeedCount> kRates = {{
        {80, 20, 0, 10, 20, 10, 10, 0, 30, 300, 300, 3000, 1000, 1500, 0, 10},            // district
        {40, 0, 0, 0, 10, 0, 5, 0, 0, 0, 300, 3000, 1500, 0, 0, 0},                       // assessment vendor
        {150, 30, 0, 20, 20, 20, 20, 100, 0, 0, 2000, 3000, 2500, 0, 0, 0},               // incidents
        {150, 40, 0, 30, 40, 20, 20, 20, 50, 400, 1000, 3000, 2000, 2000, 0, 0},          // charter
        {300, 150, 0, 60, 100, 60, 40, 200, 0, 800, 5000, 4000, 4000, 0, 0, 0},           // club register
        {600, 200, 0, 100, 120, 20, 20, 300, 0, 1500, 5000, 4000, 5000, 0, 0, 0},         // sign-in log
        {200, 150, 0, 30, 60, 40, 20, 150, 0, 800, 4000, 4000, 3500, 0, 0, 0},            // mentors
        {350, 200, 0, 80, 0, 0, 0, 200, 0, 0, 4500, 4000, 4000, 0, 200, 0},               // summer
        {120, 100, 0, 30, 50, 40, 30, 10, 30, 500, 300, 4000, 3500, 2500, 0, 10},         // clinic
        {100, 80, 150, 40, 60, 60, 30, 20, 0, 0, 300, 4000, 3500, 0, 150, 0},             // hospital
        {250, 150, 50, 40, 60, 150, 60, 100, 0, 0, 1000, 4500, 3500, 0, 0, 0},            // housing
        {400, 300, 0, 80, 120, 150, 60, 400, 100, 900, 2500, 5000, 4500, 4000, 300, 30},  // pantry
        {200, 120, 0, 40, 60, 40, 30, 50, 0, 0, 800, 4500, 3500, 0, 0, 0},                // child care
        {180, 120, 120, 30, 50, 50, 30, 80, 50, 900, 300, 6000, 3000, 0, 0, 0},           // child welfare
    }};
    return kRates[static_cast<std::size_t>(feed)];
}

}  // namespace kith::town
