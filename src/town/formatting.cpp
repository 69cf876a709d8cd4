#include "town/formatting.h"

#include <array>
#include <charconv>

namespace kith::town {

/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
Ymd ymd_of(std::int32_t days) {
    const std::int32_t z = days + 719468;
    const std::int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    const auto doe = static_cast<unsigned>(z - era * 146097);
    const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const unsigned mp = (5 * doy + 2) / 153;
    const auto month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    return {static_cast<int>(yoe) + era * 400 + (month <= 2 ? 1 : 0), month,
            static_cast<int>(doy - (153 * mp + 2) / 5 + 1)};
}

void append_number(std::string& out, std::uint64_t value) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

void append_padded(std::string& out, std::uint64_t value, int width) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    for (auto n = end - digits.data(); n < width; ++n) out += '0';
    out.append(digits.data(), end);
}

void append_iso(std::string& out, Ymd date) {
    append_padded(out, static_cast<std::uint64_t>(date.year), 4);
    out += '-';
    append_padded(out, static_cast<std::uint64_t>(date.month), 2);
    out += '-';
    append_padded(out, static_cast<std::uint64_t>(date.day), 2);
}

void append_us(std::string& out, Ymd date) {
    append_number(out, static_cast<std::uint64_t>(date.month));
    out += '/';
    append_number(out, static_cast<std::uint64_t>(date.day));
    out += '/';
    append_number(out, static_cast<std::uint64_t>(date.year));
}

void append_us_short(std::string& out, Ymd date) {
    append_padded(out, static_cast<std::uint64_t>(date.month), 2);
    out += '/';
    append_padded(out, static_cast<std::uint64_t>(date.day), 2);
    out += '/';
    append_padded(out, static_cast<std::uint64_t>(date.year % 100), 2);
}

std::string_view month_name(int month) {
    static constexpr std::array<std::string_view, 12> kNames = {"January",   "February", "March",    "April",
                                                                "May",       "June",     "July",     "August",
                                                                "September", "October",  "November", "December"};
    return kNames[static_cast<std::size_t>(month - 1) % 12];
}

void append_day_month_name(std::string& out, Ymd date) {
    append_padded(out, static_cast<std::uint64_t>(date.day), 2);
    out += '-';
    out += month_name(date.month).substr(0, 3);
    out += '-';
    append_number(out, static_cast<std::uint64_t>(date.year));
}

void append_cell(std::string& out, std::string_view text, char delimiter) {
    bool needs_quotes = false;
    for (const char c : text) needs_quotes |= c == delimiter || c == '"' || c == '\n' || c == '\r';
    if (!needs_quotes) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_json(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

namespace {

/// The plain letter of U+00C0 .. U+00FF, or 0 where there is none.
char plain_letter(unsigned low) {
    static constexpr std::string_view kPlain = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
    return kPlain[low];
}

template <class Emit>
void for_latin(std::string_view utf8, const Emit& emit) {
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte == 0xC3 && i + 1 < utf8.size()) {
            emit(static_cast<char>(0xC0 | (static_cast<unsigned char>(utf8[++i]) & 0x3F)), true);
        } else if (byte == 0xC2 && i + 1 < utf8.size()) {
            emit(utf8[++i], true);
        } else {
            emit(utf8[i], false);
        }
    }
}

}  // namespace

std::string without_accents(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for_latin(utf8, [&](char c, bool is_latin1) {
        const auto code = static_cast<unsigned char>(c);
        out += is_latin1 && code >= 0xC0 ? plain_letter(code - 0xC0U) : c;
    });
    return out;
}

std::string shouted(std::string_view utf8) {
    std::string out = without_accents(utf8);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

std::string latin1(std::string_view utf8) {
    std::string out;
    for_latin(utf8, [&](char c, bool) { out += c; });
    return out;
}

}  // namespace kith::town
