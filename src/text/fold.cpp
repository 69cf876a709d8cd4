#include "text/fold.h"

#include <array>
#include <cstdint>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "base/result.h"

namespace kith::text {

namespace {

constexpr char32_t kFirstBeyondTable = 0x180;

bool is_apostrophe(UChar32 c) {
    switch (c) {
        case '\'':
        case '`':
        case 0xB4:
        case 0x2B9:
        case 0x2BB:
        case 0x2BC:
        case 0x2BD:
        case 0x2C8:
        case 0x2018:
        case 0x2019:
        case 0x201B:
        case 0x2032:
        case 0xFF07:
            return true;
        default:
            return false;
    }
}

/// Accents and vowel points; marks of other scripts (Devanagari vowels, kana voicing) are part of the letter.
bool is_accent(UChar32 c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5C7) ||
           (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
           (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

/// Latin letters that Unicode does not decompose, after case folding.
const char* ascii_of(UChar32 c) {
    switch (c) {
        case 0xE6:
            return "ae";
        case 0xF0:
        case 0x111:
            return "d";
        case 0xF8:
            return "o";
        case 0xFE:
            return "th";
        case 0x127:
            return "h";
        case 0x131:
            return "i";
        case 0x138:
            return "k";
        case 0x142:
            return "l";
        case 0x14B:
            return "n";
        case 0x153:
            return "oe";
        case 0x167:
            return "t";
        default:
            return nullptr;
    }
}

const icu::Normalizer2& normalizer(bool is_compatibility_decomposition) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = is_compatibility_decomposition ? icu::Normalizer2::getNFKDInstance(status)
                                                                   : icu::Normalizer2::getNFCInstance(status);
    KITH_CHECK(U_SUCCESS(status));
    return *found;
}

const icu::Normalizer2& nfkd() {
    static const icu::Normalizer2& found = normalizer(true);
    return found;
}

const icu::Normalizer2& nfc() {
    static const icu::Normalizer2& found = normalizer(false);
    return found;
}

/// Folds a run without spaces, trims nothing: separators come out as single U+0020 each.
icu::UnicodeString fold_run(const icu::UnicodeString& run) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString plain;
    for (std::int32_t i = 0; i < run.length(); i = run.moveIndex32(i, 1)) {
        if (!is_apostrophe(run.char32At(i))) plain.append(run.char32At(i));
    }
    icu::UnicodeString decomposed = nfkd().normalize(plain, status);
    decomposed.foldCase();
    decomposed = nfkd().normalize(decomposed, status);
    KITH_CHECK(U_SUCCESS(status));
    icu::UnicodeString out;
    for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const UChar32 c = decomposed.char32At(i);
        if (is_accent(c) || is_apostrophe(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
        if (const char* ascii = ascii_of(c)) {
            out.append(icu::UnicodeString(ascii, -1, US_INV));
        } else if (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) {
            out.append(c);
        } else {
            out.append(u' ');
        }
    }
    return nfc().normalize(out, status);
}

void append_trimmed(const icu::UnicodeString& run, std::string& out) {
    std::string utf8;
    run.toUTF8String(utf8);
    for (const char c : utf8) {
        if (c != ' ') {
            out.push_back(c);
        } else if (!out.empty() && out.back() != ' ') {
            out.push_back(' ');
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
}

void fold_slowly(std::string_view text, std::string& out) {
    icu::UnicodeString run;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, size, c);
        run.append(c < 0 ? UChar32{' '} : c);
    }
    out.clear();
    append_trimmed(fold_run(run), out);
}

/// What one code point becomes: up to 3 bytes, of which spaces separate.
struct Folded {
    std::array<char, 3> bytes{};
    std::uint8_t size = 0;
};

using FoldTable = std::array<Folded, kFirstBeyondTable>;

FoldTable make_table() {
    FoldTable table;
    for (UChar32 c = 0; c < static_cast<UChar32>(kFirstBeyondTable); ++c) {
        std::string utf8;
        fold_run(icu::UnicodeString(c)).toUTF8String(utf8);
        KITH_CHECK(utf8.size() <= table[c].bytes.size());
        utf8.copy(table[c].bytes.data(), utf8.size());
        table[c].size = static_cast<std::uint8_t>(utf8.size());
    }
    return table;
}

const FoldTable& fold_table() {
    static const FoldTable kTable = make_table();
    return kTable;
}

/// The same for ASCII, where each character becomes one or none (0).
std::array<char, 0x80> make_ascii_table() {
    std::array<char, 0x80> table{};
    for (std::size_t c = 0; c < table.size(); ++c) table[c] = fold_table()[c].bytes[0];
    return table;
}

/// Writes folded characters one behind the other; runs of spaces become one, none at the start.
class FoldWriter {
  public:
    explicit FoldWriter(char* at) : begin_(at), at_(at) {}

    /// Without branches: names make them hard to foresee. `c` is 0 for nothing.
    void put(char c) {
        const bool is_space = c == ' ';
        *at_ = c;
        at_ += c != 0 && !(is_space && is_separated_);
        is_separated_ = c == 0 ? is_separated_ : is_space;
    }
    void move_to(char* begin) {
        at_ = begin + (at_ - begin_);
        begin_ = begin;
    }
    std::size_t finish() const {
        const auto size = static_cast<std::size_t>(at_ - begin_);
        return size > 0 && is_separated_ ? size - 1 : size;
    }

  private:
    char* begin_;
    char* at_;
    bool is_separated_ = true;  // nothing written yet, or a space just now
};

/// From byte `i`, the first beyond ASCII. False where a code point is beyond the table.
bool fold_latin(std::string_view text, std::size_t i, FoldWriter& writer) {
    const FoldTable& table = fold_table();
    for (; i < text.size(); ++i) {
        auto c = static_cast<char32_t>(static_cast<unsigned char>(text[i]));
        if (c >= 0x80) {
            const bool is_in_table = c >= 0xC2 && c <= 0xC5 && i + 1 < text.size() && (text[i + 1] & 0xC0) == 0x80;
            if (!is_in_table) return false;
            c = (c & 0x1F) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F);
        }
        for (std::uint8_t k = 0; k < table[c].size; ++k) writer.put(table[c].bytes[k]);
    }
    return true;
}

}  // namespace

void fold_into(std::string_view text, std::string& out) {
    static const std::array<char, 0x80> kTable = make_ascii_table();
    out.resize(text.size());
    FoldWriter writer(out.data());
    std::size_t i = 0;
    for (; i < text.size() && (text[i] & 0x80) == 0; ++i) writer.put(kTable[static_cast<unsigned char>(text[i])]);
    if (i < text.size()) {
        out.resize(text.size() * 3);  // one code point of two bytes or one becomes at most three
        writer.move_to(out.data());
        if (!fold_latin(text, i, writer)) return fold_slowly(text, out);
    }
    out.resize(writer.finish());
}

std::string fold(std::string_view text) {
    std::string out;
    fold_into(text, out);
    return out;
}

std::string fold_by_icu(std::string_view text) {
    std::string out;
    fold_slowly(text, out);
    return out;
}

}  // namespace kith::text
