#include "text/sound.h"

#include <array>

namespace kith::text {

namespace {

constexpr std::size_t kKeyMax = 8;

bool is_soft(char c) {
    return c == 'e' || c == 'i' || c == 'y';
}
bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w';
}

struct Sound {
    char key;           // 0: silent
    std::size_t bytes;  // consumed
};

struct Digraph {
    std::string_view written;
    char key;
};

/// Longest first. Where the two languages differ, the class is the one that keeps more writers together.
constexpr std::array kDigraphs = {
    Digraph{"tch", 'X'}, Digraph{"sch", 'X'}, Digraph{"ght", 'T'}, Digraph{"ch", 'X'}, Digraph{"sh", 'X'},
    Digraph{"ph", 'F'},  Digraph{"th", 'T'},  Digraph{"gh", 0},    Digraph{"ck", 'K'}, Digraph{"qu", 'K'},
    Digraph{"kn", 'N'},  Digraph{"gn", 'N'},  Digraph{"wr", 'R'},  Digraph{"mb", 'M'}, Digraph{"rh", 'R'},
    Digraph{"dg", 'J'},  Digraph{"ts", 'S'},  Digraph{"tz", 'S'},  Digraph{"ll", 'L'}, Digraph{"kh", 'K'},
    Digraph{"cz", 'S'},  Digraph{"sz", 'S'},
};

Sound digraph_at(std::string_view text, bool is_start) {
    // `Christian`, `Chloe`: k. `knight`, `gnome`, `wright` only at the start, `lamb` only at the end.
    if (text.starts_with("chr") || text.starts_with("chl")) return {'K', 2};
    for (const Digraph& digraph : kDigraphs) {
        if (!text.starts_with(digraph.written)) continue;
        const bool is_start_only = digraph.written == "kn" || digraph.written == "wr" || digraph.written == "gn";
        if (is_start_only && !is_start) continue;
        if (digraph.written == "mb" && text.size() > 2) continue;
        if (digraph.written == "gh" && is_start) return {'G', 2};
        return {digraph.key, digraph.written.size()};
    }
    return {0, 0};
}

char letter_sound(std::string_view text, bool is_start) {
    const char after = text.size() > 1 ? text[1] : '\0';
    switch (text[0]) {
        case 'b':
        case 'v':
            return 'B';
        case 'p':
            return 'P';
        case 'f':
            return 'F';
        case 'd':
        case 't':
            return 'T';
        case 'c':
            return is_soft(after) ? 'S' : 'K';
        case 'k':
        case 'q':
            return 'K';
        case 's':
        case 'z':
            return 'S';
        case 'g':
            return is_soft(after) ? 'J' : 'G';
        case 'j':
            return 'J';
        case 'x':
            return is_start ? 'J' : 'S';  // Ximena, Xavier
        case 'l':
            return 'L';
        case 'm':
        case 'n':
            return 'N';
        case 'r':
            return 'R';
        default:
            return 0;  // vowels, y, w, h
    }
}

Sound sound_at(std::string_view text, bool is_start) {
    const Sound digraph = digraph_at(text, is_start);
    if (digraph.bytes > 0) return digraph.key == 'M' ? Sound{'N', digraph.bytes} : digraph;
    return {letter_sound(text, is_start), 1};
}

/// A vowel in front is kept, all vowels alike; `Yesenia` sounds as `Jesenia`.
Sound first_sound(std::string_view text) {
    const bool is_consonant_y = text[0] == 'y' && text.size() > 1 && is_vowel(text[1]);
    if (is_consonant_y) return {'J', 1};
    if (is_vowel(text[0]) && !text.starts_with("wr")) return {'A', 1};
    return sound_at(text, true);
}

}  // namespace

void sound_key_into(std::string_view folded, std::string& out) {
    out.clear();
    bool is_start = true;
    char before = 0;  // the sound just before, through silent letters; a vowel lets it sound again
    while (!folded.empty() && out.size() < kKeyMax) {
        const char c = folded[0];
        if (c < 'a' || c > 'z' || (is_start && c == 'h')) {
            folded.remove_prefix(1);
            continue;
        }
        const Sound sound = is_start ? first_sound(folded) : sound_at(folded, false);
        if (sound.key != 0 && sound.key != before) out.push_back(sound.key);
        if (sound.key != 0 || is_vowel(c)) before = sound.key;
        is_start = false;
        folded.remove_prefix(sound.bytes);
    }
}

std::string sound_key(std::string_view folded) {
    std::string out;
    sound_key_into(folded, out);
    return out;
}

}  // namespace kith::text
