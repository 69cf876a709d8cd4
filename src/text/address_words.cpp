#include "text/address_words.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/fold.h"

namespace kith::text {

namespace {

struct Spelling {
    std::string_view written;
    std::string_view meant;
};

template <std::size_t N>
std::string_view meant_by(std::string_view word, const std::array<Spelling, N>& spellings) {
    const auto at = std::lower_bound(spellings.begin(), spellings.end(), word,
                                     [](const Spelling& spelling, std::string_view w) { return spelling.written < w; });
    return at != spellings.end() && at->written == word ? at->meant : std::string_view{};
}

template <std::size_t N>
constexpr std::array<Spelling, N> ordered(std::array<Spelling, N> spellings) {
    std::sort(spellings.begin(), spellings.end(),
              [](const Spelling& a, const Spelling& b) { return a.written < b.written; });
    return spellings;
}

// USPS Publication 28, appendix C1, the types in use on most streets, and the Spanish of Puerto Rico's and the
// border's.
constexpr auto kTypes = ordered(std::to_array<Spelling>({
    {"alley", "alley"},       {"aly", "alley"},         {"al", "alley"},
    {"allee", "alley"},       {"avenue", "avenue"},     {"ave", "avenue"},
    {"av", "avenue"},         {"aven", "avenue"},       {"avn", "avenue"},
    {"avenida", "avenue"},    {"avda", "avenue"},       {"boulevard", "boulevard"},
    {"blvd", "boulevard"},    {"boul", "boulevard"},    {"bl", "boulevard"},
    {"blv", "boulevard"},     {"bend", "bend"},         {"bnd", "bend"},
    {"bypass", "bypass"},     {"byp", "bypass"},        {"circle", "circle"},
    {"cir", "circle"},        {"circ", "circle"},       {"crcl", "circle"},
    {"court", "court"},       {"ct", "court"},          {"crt", "court"},
    {"courts", "court"},      {"cts", "court"},         {"cove", "cove"},
    {"cv", "cove"},           {"crescent", "crescent"}, {"cres", "crescent"},
    {"crossing", "crossing"}, {"xing", "crossing"},     {"crossroad", "crossroad"},
    {"xrd", "crossroad"},     {"drive", "drive"},       {"dr", "drive"},
    {"drv", "drive"},         {"driv", "drive"},        {"expressway", "expressway"},
    {"expy", "expressway"},   {"freeway", "freeway"},   {"fwy", "freeway"},
    {"highway", "highway"},   {"hwy", "highway"},       {"hiway", "highway"},
    {"hway", "highway"},      {"lane", "lane"},         {"ln", "lane"},
    {"lanes", "lane"},        {"loop", "loop"},         {"lp", "loop"},
    {"parkway", "parkway"},   {"pkwy", "parkway"},      {"pky", "parkway"},
    {"pkway", "parkway"},     {"parkwy", "parkway"},    {"pass", "pass"},
    {"path", "path"},         {"pike", "pike"},         {"place", "place"},
    {"pl", "place"},          {"plaza", "plaza"},       {"plz", "plaza"},
    {"plza", "plaza"},        {"road", "road"},         {"rd", "road"},
    {"roads", "road"},        {"route", "route"},       {"rte", "route"},
    {"row", "row"},           {"run", "run"},           {"square", "square"},
    {"sq", "square"},         {"sqr", "square"},        {"street", "street"},
    {"st", "street"},         {"str", "street"},        {"strt", "street"},
    {"calle", "street"},      {"terrace", "terrace"},   {"ter", "terrace"},
    {"terr", "terrace"},      {"trail", "trail"},       {"trl", "trail"},
    {"trails", "trail"},      {"turnpike", "turnpike"}, {"tpke", "turnpike"},
    {"walk", "walk"},         {"way", "way"},           {"wy", "way"},
}));

// Appendix B.
constexpr auto kDirections = ordered(std::to_array<Spelling>({
    {"n", "north"},
    {"no", "north"},
    {"north", "north"},
    {"s", "south"},
    {"so", "south"},
    {"south", "south"},
    {"e", "east"},
    {"east", "east"},
    {"w", "west"},
    {"west", "west"},
    {"ne", "northeast"},
    {"northeast", "northeast"},
    {"nw", "northwest"},
    {"northwest", "northwest"},
    {"se", "southeast"},
    {"southeast", "southeast"},
    {"sw", "southwest"},
    {"southwest", "southwest"},
}));

// Appendix C2.
constexpr auto kDesignators = ordered(std::to_array<Spelling>({
    {"#", "unit"},        {"apartment", "unit"}, {"apt", "unit"},   {"apto", "unit"},
    {"appt", "unit"},     {"unit", "unit"},      {"suite", "unit"}, {"ste", "unit"},
    {"room", "unit"},     {"rm", "unit"},        {"lot", "lot"},    {"trailer", "lot"},
    {"trlr", "lot"},      {"space", "lot"},      {"spc", "lot"},    {"building", "building"},
    {"bldg", "building"}, {"floor", "floor"},    {"fl", "floor"},   {"flr", "floor"},
    {"number", "unit"},
}));

// Words inside names of streets and cities.
constexpr auto kNameWords = ordered(std::to_array<Spelling>({
    {"mt", "mount"},     {"ft", "fort"},      {"hts", "heights"},   {"ht", "heights"},
    {"pt", "point"},     {"spgs", "springs"}, {"jct", "junction"},  {"vlg", "village"},
    {"vly", "valley"},   {"ctr", "center"},   {"cntr", "center"},   {"centre", "center"},
    {"lk", "lake"},      {"crk", "creek"},    {"cr", "creek"},      {"rdg", "ridge"},
    {"hl", "hill"},      {"hls", "hills"},    {"mnr", "manor"},     {"pk", "park"},
    {"gdns", "gardens"}, {"grv", "grove"},    {"riv", "river"},     {"is", "island"},
    {"co", "county"},    {"cnty", "county"},  {"ste", "sainte"},    {"mlk", "martin luther king"},
    {"first", "1st"},    {"second", "2nd"},   {"third", "3rd"},     {"fourth", "4th"},
    {"fifth", "5th"},    {"sixth", "6th"},    {"seventh", "7th"},   {"eighth", "8th"},
    {"ninth", "9th"},    {"tenth", "10th"},   {"eleventh", "11th"}, {"twelfth", "12th"},
}));

constexpr auto kStates = ordered(std::to_array<Spelling>({
    {"alabama", "al"},
    {"alaska", "ak"},
    {"arizona", "az"},
    {"arkansas", "ar"},
    {"california", "ca"},
    {"colorado", "co"},
    {"connecticut", "ct"},
    {"delaware", "de"},
    {"district of columbia", "dc"},
    {"florida", "fl"},
    {"georgia", "ga"},
    {"hawaii", "hi"},
    {"idaho", "id"},
    {"illinois", "il"},
    {"indiana", "in"},
    {"iowa", "ia"},
    {"kansas", "ks"},
    {"kentucky", "ky"},
    {"louisiana", "la"},
    {"maine", "me"},
    {"maryland", "md"},
    {"massachusetts", "ma"},
    {"michigan", "mi"},
    {"minnesota", "mn"},
    {"mississippi", "ms"},
    {"missouri", "mo"},
    {"montana", "mt"},
    {"nebraska", "ne"},
    {"nevada", "nv"},
    {"new hampshire", "nh"},
    {"new jersey", "nj"},
    {"new mexico", "nm"},
    {"new york", "ny"},
    {"north carolina", "nc"},
    {"north dakota", "nd"},
    {"ohio", "oh"},
    {"oklahoma", "ok"},
    {"oregon", "or"},
    {"pennsylvania", "pa"},
    {"puerto rico", "pr"},
    {"rhode island", "ri"},
    {"south carolina", "sc"},
    {"south dakota", "sd"},
    {"tennessee", "tn"},
    {"texas", "tx"},
    {"utah", "ut"},
    {"vermont", "vt"},
    {"virginia", "va"},
    {"washington", "wa"},
    {"west virginia", "wv"},
    {"wisconsin", "wi"},
    {"wyoming", "wy"},
    {"guam", "gu"},
    {"american samoa", "as"},
    {"virgin islands", "vi"},
    {"northern mariana islands", "mp"},
}));

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool has_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), is_digit);
}

std::vector<std::string> pieces_of(std::string_view folded) {
    std::vector<std::string> pieces;
    while (!folded.empty()) {
        const std::size_t end = std::min(folded.find(' '), folded.size());
        pieces.emplace_back(folded.substr(0, end));
        folded.remove_prefix(std::min(end + 1, folded.size()));
    }
    return pieces;
}

std::string joined(const std::vector<std::string>& pieces, std::string_view between) {
    std::string text;
    for (const std::string& piece : pieces) {
        if (!text.empty()) text += between;
        text += piece;
    }
    return text;
}

/// One run without spaces. `N.E.` and `4-B` are one word, `12-34` stays a number of two, `St.Paul` is two words.
void add_run(std::string_view run, std::vector<AddressWord>& words) {
    if (run.starts_with('#')) {
        words.push_back({"#"});
        run.remove_prefix(1);
    }
    const std::vector<std::string> pieces = pieces_of(fold(run));
    if (pieces.empty()) return;
    const bool are_numbers = std::all_of(
        pieces.begin(), pieces.end(), [](const std::string& p) { return std::all_of(p.begin(), p.end(), is_digit); });
    const bool are_letters = std::all_of(pieces.begin(), pieces.end(), [](const auto& p) { return p.size() == 1; });
    const bool is_code = pieces.size() == 2 && has_digit(pieces[0]) != has_digit(pieces[1]) &&
                         std::min(pieces[0].size(), pieces[1].size()) == 1;
    if (are_numbers) {
        words.push_back({joined(pieces, run.find('/') != run.npos ? "/" : "-")});
    } else if (are_letters || is_code) {
        words.push_back({joined(pieces, "")});
    } else {
        for (const std::string& piece : pieces) words.push_back({piece});
    }
}

std::vector<AddressWord> split(std::string_view line) {
    constexpr std::string_view kBetweenWords = " \t";
    constexpr std::string_view kBetweenSegments = ",;\n\r";
    std::vector<AddressWord> words;
    std::size_t begin = 0;
    bool is_care_of = false;  // `c/o Maria Ruiz,`: a person, to the end of the segment
    for (std::size_t i = 0; i <= line.size(); ++i) {
        const bool is_end = i == line.size() || kBetweenSegments.find(line[i]) != line.npos;
        const bool is_cut = is_end || kBetweenWords.find(line[i]) != line.npos || (line[i] == '#' && i > begin);
        if (!is_cut) continue;
        const std::string_view run = line.substr(begin, i - begin);
        is_care_of = is_care_of || run == "c/o" || run == "C/O";
        if (!is_care_of) add_run(run, words);
        if (is_end && !words.empty()) words.back().ends_segment = true;
        is_care_of = is_care_of && !is_end;
        begin = i < line.size() && line[i] == '#' ? i : i + 1;
    }
    return words;
}

bool is_ordinal(std::string_view word) {
    return word.size() > 2 && is_digit(word[0]) && !is_digit(word.back());
}

/// `St` and `Dr` that begin a name: a plain word behind, and before them nothing but the house number and directions,
/// or a street's end. `E St NW` is a street of one letter.
bool begins_name(const std::vector<AddressWord>& words, std::size_t i) {
    if (i + 1 >= words.size() || words[i].ends_segment) return false;
    const std::string& next = words[i + 1].text;
    const bool is_name_behind =
        !has_digit(next) && meant_by(next, kDesignators).empty() && meant_by(next, kDirections).empty();
    if (!is_name_behind) return false;
    if (i == 0 || words[i - 1].ends_segment || words[i - 1].kind == AddressWordKind::StreetType) return true;
    if (i > 1 && words[i - 1].kind == AddressWordKind::Direction && words[i - 2].kind == AddressWordKind::StreetType) {
        return true;
    }
    for (std::size_t k = 0; k < i; ++k) {
        const bool is_house_number = k == 0 && has_digit(words[k].text) && !is_ordinal(words[k].text);
        if (!is_house_number && words[k].kind != AddressWordKind::Direction) return false;
    }
    return true;
}

/// A designator only where a unit can follow it or it stands behind one (`2nd floor`), never as the first word.
bool is_designator_place(const std::vector<AddressWord>& words, std::size_t i) {
    if (words[i].text == "#") return true;
    if (i == 0) return i + 1 < words.size() && has_digit(words[i + 1].text);
    const bool has_unit_behind =
        !words[i].ends_segment && i + 1 < words.size() &&
        (has_digit(words[i + 1].text) || words[i + 1].text.size() == 1 || words[i + 1].text == "#");
    return has_unit_behind || (has_digit(words[i - 1].text) && i > 1);
}

void spell_out(std::vector<AddressWord>& words, std::size_t i) {
    AddressWord& word = words[i];
    const auto become = [&](std::string_view meant, AddressWordKind kind) {
        word.is_abbreviated = word.text != meant;
        word.text = meant;
        word.kind = kind;
    };
    if (!meant_by(word.text, kDesignators).empty() && is_designator_place(words, i)) {
        return become(meant_by(word.text, kDesignators), AddressWordKind::Designator);
    }
    const bool follows_unit = i > 0 && words[i - 1].kind == AddressWordKind::Designator;
    if (follows_unit && word.text.size() == 1) return;
    if (word.text == "st" && begins_name(words, i)) return become("saint", AddressWordKind::Plain);
    if (word.text == "dr" && begins_name(words, i)) return become("doctor", AddressWordKind::Plain);
    if (const auto type = meant_by(word.text, kTypes); !type.empty()) return become(type, AddressWordKind::StreetType);
    const bool names_street = i > 0 && words[i - 1].text == "avenue" && word.text.size() == 1 &&
                              (i < 2 || has_digit(words[i - 2].text));  // 12 Avenue E
    if (const auto direction = meant_by(word.text, kDirections); !direction.empty() && !names_street) {
        return become(direction, AddressWordKind::Direction);
    }
    if (const auto meant = meant_by(word.text, kNameWords); !meant.empty()) become(meant, AddressWordKind::Plain);
}

}  // namespace

std::vector<AddressWord> address_words(std::string_view line) {
    std::vector<AddressWord> words = split(line);
    for (std::size_t i = 0; i < words.size(); ++i) spell_out(words, i);
    return words;
}

std::string_view state_of(std::string_view folded) {
    if (folded.size() == 2) {
        for (const Spelling& state : kStates) {
            if (state.meant == folded) return state.meant;
        }
    }
    return meant_by(folded, kStates);
}

}  // namespace kith::text
