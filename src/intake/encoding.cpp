#include "intake/encoding.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <vector>

#include "intake/code_pages.h"

namespace kith::intake {
namespace {

constexpr std::size_t kSampleBytes = 1 << 16;
constexpr std::size_t kHighBytesScored = 20'000;

unsigned char byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

/// Length of the well-formed UTF-8 sequence at `i` (Unicode 15, table 3-7), 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t i) {
    const unsigned char lead = byte_at(text, i);
    if (lead < 0x80) return 1;
    const std::size_t left = text.size() - i;
    const auto follows = [&](std::size_t k, unsigned char low, unsigned char high) {
        return k < left && byte_at(text, i + k) >= low && byte_at(text, i + k) <= high;
    };
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1, 0x80, 0xBF) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned char high = lead == 0xED ? 0x9F : 0xBF;
        return follows(1, low, high) && follows(2, 0x80, 0xBF) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const unsigned char low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = lead == 0xF4 ? 0x8F : 0xBF;
        return follows(1, low, high) && follows(2, 0x80, 0xBF) && follows(3, 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

/// First byte at or after `i` that is not ASCII.
std::size_t skip_ascii(std::string_view text, std::size_t i) {
    while (i + 8 <= text.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        if (word & 0x8080808080808080ULL) break;
        i += 8;
    }
    while (i < text.size() && byte_at(text, i) < 0x80) ++i;
    return i;
}

struct Utf8Census {
    std::uint64_t sequences = 0;  // of two bytes or more
    std::uint64_t stray = 0;
};

Utf8Census take_census(std::string_view text) {
    Utf8Census census;
    for (std::size_t i = skip_ascii(text, 0); i < text.size(); i = skip_ascii(text, i)) {
        const std::size_t length = sequence_length(text, i);
        if (length == 0) {
            ++census.stray;
            ++i;
        } else {
            ++census.sequences;
            i += length;
        }
    }
    return census;
}

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

constexpr code_pages::UpperHalf kLatin1 = [] {
    code_pages::UpperHalf page{};
    for (std::size_t i = 0; i < page.size(); ++i) page[i] = static_cast<char16_t>(0x80 + i);
    return page;
}();

const code_pages::UpperHalf& page_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::Windows1250:
            return code_pages::kWindows1250;
        case Encoding::Windows1251:
            return code_pages::kWindows1251;
        case Encoding::Windows1253:
            return code_pages::kWindows1253;
        case Encoding::Windows1254:
            return code_pages::kWindows1254;
        case Encoding::MacRoman:
            return code_pages::kMacRoman;
        case Encoding::Cp850:
            return code_pages::kCp850;
        case Encoding::Latin1:
            return kLatin1;
        default:
            return code_pages::kWindows1252;
    }
}

// Letters that words of the page's languages really use; everything else a page holds speaks against it.
constexpr std::u16string_view kWestern = u"áàâäãåæçéèêëíìîïñóòôöõøúùûüßœÿÁÀÂÄÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜŠšŽž";
constexpr std::u16string_view kCentral = u"ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÄÖÜŐŰâăîșțşţ";
constexpr std::u16string_view kTurkish = u"ğışİŞĞçöüâîûÇÖÜ";

struct PageCandidate {
    Encoding encoding;
    std::u16string_view letters;  // empty: every letter of a script of its own
    char16_t script_first = 0;
    char16_t script_last = 0;
    std::u16string_view frequent;  // of the script
};

// In order of preference: the first of equal scores wins.
constexpr std::array<PageCandidate, 7> kCandidates = {{
    {Encoding::Windows1252, kWestern, 0, 0, {}},
    {Encoding::Windows1250, kCentral, 0, 0, {}},
    {Encoding::Windows1254, kTurkish, 0, 0, {}},
    {Encoding::MacRoman, kWestern, 0, 0, {}},
    {Encoding::Cp850, kWestern, 0, 0, {}},
    {Encoding::Windows1251, {}, 0x0401, 0x045F, u"оеаинтсрвл"},
    {Encoding::Windows1253, {}, 0x0386, 0x03CE, u"αοιετσνηυρ"},
}};

bool is_ascii_letter(char16_t c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80;
}
bool is_wide_letter(char16_t c) {
    return is_ascii_letter(c) || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x0250) || (c >= 0x0386 && c <= 0x045F);
}
bool is_lower(char16_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    if (c >= 0x0100 && c < 0x0180) return (c & 1) != 0;  // the block pairs capital (even) and small (odd), nearly
    return (c >= 0xDF && c <= 0xFF) || (c >= 0x03AC && c <= 0x03CE) || (c >= 0x0430 && c <= 0x045F);
}

/// How well one character fits between its neighbours under a page.
double fit(const PageCandidate& candidate, char16_t before, char16_t c, char16_t after) {
    if (c >= 0x80 && c < 0xA0) return -2;
    if (candidate.script_first != 0) {
        if (c < candidate.script_first || c > candidate.script_last) return is_wide_letter(before) ? -1 : 0;
        const auto in_script = [&](char16_t x) { return x >= candidate.script_first && x <= candidate.script_last; };
        if (!in_script(before) && !in_script(after)) return -1;
        if (is_lower(before) && !is_lower(c)) return -1;
        return candidate.frequent.find(c) != candidate.frequent.npos ? 1.3 : 0.8;
    }
    if (candidate.letters.find(c) != candidate.letters.npos) {
        if (is_lower(before) && !is_lower(c)) return -0.7;
        // Words of Latin script are mostly ASCII; three foreign letters in a row are another script.
        return (before >= 0x80 && after >= 0x80) ? -0.5 : 1;
    }
    if (is_wide_letter(c)) return -0.3;
    if (is_wide_letter(before) && is_wide_letter(after)) return c == 0x2019 ? 0.3 : -1;
    return 0.1;
}

double score(std::string_view text, const PageCandidate& candidate) {
    const code_pages::UpperHalf& page = page_of(candidate.encoding);
    const auto decode = [&](std::size_t i) -> char16_t {
        const unsigned char b = byte_at(text, i);
        return b < 0x80 ? b : page[b - 0x80];
    };
    double sum = 0;
    std::size_t scored = 0;
    for (std::size_t i = skip_ascii(text, 0); i < text.size() && scored < kHighBytesScored;
         i = skip_ascii(text, i + 1)) {
        const char16_t before = i > 0 ? decode(i - 1) : u' ';
        const char16_t after = i + 1 < text.size() ? decode(i + 1) : u' ';
        sum += fit(candidate, before, decode(i), after);
        ++scored;
    }
    return scored == 0 ? 0 : sum / static_cast<double>(scored);
}

Encoding best_page(std::string_view text) {
    const PageCandidate* best = &kCandidates[0];
    double best_score = -1e9;
    for (const PageCandidate& candidate : kCandidates) {
        const double s = score(text, candidate);
        if (s > best_score + 1e-9) {
            best = &candidate;
            best_score = s;
        }
    }
    if (best->encoding != Encoding::Windows1252) return best->encoding;
    const bool uses_c1 = std::any_of(text.begin(), text.end(), [](char c) {
        const auto b = static_cast<unsigned char>(c);
        return b >= 0x80 && b < 0xA0;
    });
    return uses_c1 ? Encoding::Windows1252 : Encoding::Latin1;
}

std::optional<EncodingGuess> guess_by_mark(std::string_view text) {
    EncodingGuess guess;
    if (text.starts_with("\xEF\xBB\xBF")) {
        guess.bom_bytes = 3;
        guess.stray_bytes = take_census(text.substr(3)).stray;
        return guess;
    }
    if (text.starts_with("\xFF\xFE")) return EncodingGuess{Encoding::Utf16Le, 2, false, 0};
    if (text.starts_with("\xFE\xFF")) return EncodingGuess{Encoding::Utf16Be, 2, false, 0};
    return std::nullopt;
}

/// UTF-16 text of mostly Latin characters has a zero in every other byte, and none in between.
std::optional<Encoding> guess_by_zeros(std::string_view text) {
    const std::string_view sample = text.substr(0, kSampleBytes);
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < sample.size(); ++i) zeros[i & 1] += sample[i] == '\0' ? 1U : 0U;
    const std::size_t half = sample.size() / 2;
    if (half < 2) return std::nullopt;
    if (zeros[1] * 2 > half && zeros[0] * 20 < half) return Encoding::Utf16Le;
    if (zeros[0] * 2 > half && zeros[1] * 20 < half) return Encoding::Utf16Be;
    return std::nullopt;
}

std::string from_utf16(std::string_view text, Encoding encoding) {
    const std::size_t high = encoding == Encoding::Utf16Le ? 1 : 0;
    const auto unit = [&](std::size_t i) {
        return static_cast<char32_t>(byte_at(text, i + high) << 8 | byte_at(text, i + 1 - high));
    };
    std::string out;
    out.reserve(text.size() / 2 + 16);
    std::size_t i = 0;
    for (; i + 1 < text.size(); i += 2) {
        char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < text.size()) {
            const char32_t low = unit(i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        append_utf8(out, c >= 0xD800 && c < 0xE000 ? U'\uFFFD' : c);
    }
    if (i < text.size()) append_utf8(out, byte_at(text, i));
    return out;
}

std::string from_page(std::string_view text, Encoding encoding) {
    const code_pages::UpperHalf& page = page_of(encoding);
    std::string out;
    out.reserve(text.size() + text.size() / 8 + 16);
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = skip_ascii(text, i);
        out.append(text, i, end - i);
        for (i = end; i < text.size() && byte_at(text, i) >= 0x80; ++i) append_utf8(out, page[byte_at(text, i) - 0x80]);
    }
    return out;
}

std::string from_mixed(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 64);
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = skip_ascii(text, i);
        out.append(text, i, end - i);
        i = end;
        if (i == text.size()) break;
        if (const std::size_t length = sequence_length(text, i); length > 0) {
            out.append(text, i, length);
            i += length;
        } else {
            append_utf8(out, code_pages::kWindows1252[byte_at(text, i) - 0x80]);
            ++i;
        }
    }
    return out;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::Utf8:
            return "utf-8";
        case Encoding::Utf16Le:
            return "utf-16le";
        case Encoding::Utf16Be:
            return "utf-16be";
        case Encoding::Windows1250:
            return "windows-1250";
        case Encoding::Windows1251:
            return "windows-1251";
        case Encoding::Windows1252:
            return "windows-1252";
        case Encoding::Windows1253:
            return "windows-1253";
        case Encoding::Windows1254:
            return "windows-1254";
        case Encoding::Latin1:
            return "iso-8859-1";
        case Encoding::MacRoman:
            return "macintosh";
        case Encoding::Cp850:
            return "ibm850";
    }
    return "utf-8";
}

bool is_valid_utf8(std::string_view text) {
    return take_census(text).stray == 0;
}

EncodingGuess detect_encoding(ByteView bytes) {
    const std::string_view text = as_text(bytes);
    if (const auto marked = guess_by_mark(text)) return *marked;
    if (const auto wide = guess_by_zeros(text)) return EncodingGuess{*wide, 0, false, 0};
    EncodingGuess guess;
    const Utf8Census census = take_census(text);
    guess.is_ascii = census.sequences == 0 && census.stray == 0;
    // Sequences of two and more bytes hardly arise by chance in a single-byte page: a few strays among them are damage.
    if (census.stray * 4 <= census.sequences) {
        guess.stray_bytes = census.stray;
        return guess;
    }
    guess.encoding = best_page(text);
    return guess;
}

std::string to_utf8(ByteView bytes, const EncodingGuess& guess) {
    const std::string_view text = as_text(bytes).substr(guess.bom_bytes);
    switch (guess.encoding) {
        case Encoding::Utf8:
            return guess.stray_bytes == 0 ? std::string(text) : from_mixed(text);
        case Encoding::Utf16Le:
        case Encoding::Utf16Be:
            return from_utf16(text, guess.encoding);
        default:
            return from_page(text, guess.encoding);
    }
}

}  // namespace kith::intake
