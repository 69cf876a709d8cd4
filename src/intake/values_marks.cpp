#include <algorithm>
#include <array>

#include "intake/values.h"
#include "text/fold.h"

namespace kith::intake {
namespace {

using table::Mark;

struct Word {
    std::string_view code;  // upper case
    Mark mark;
};

/// The common codes (reference: hand-made registers, Ed-Fi descriptors, PowerSchool state extracts). Letters that mean
/// different things in different places (S, R, U, N alone) are here only where nearly all sources agree.
constexpr std::array<Word, 74> kCommon = {{
    {"P", Mark::Present},
    {"X", Mark::Present},
    {"\xE2\x9C\x93", Mark::Present},  // ✓
    {"\xE2\x9C\x94", Mark::Present},  // ✔
    {"\xE2\x88\x9A", Mark::Present},  // √
    {"\xE2\x98\x91", Mark::Present},  // ☑
    {"1", Mark::Present},
    {"Y", Mark::Present},
    {"YES", Mark::Present},
    {"TRUE", Mark::Present},
    {"PRESENT", Mark::Present},
    {"PRES", Mark::Present},
    {"ATTENDED", Mark::Present},
    {"IN ATTENDANCE", Mark::Present},
    {"PRESENTE", Mark::Present},
    {"HERE", Mark::Present},
    {"IN", Mark::Present},
    {"/", Mark::Present},
    {"\\", Mark::Present},
    {"SI", Mark::Present},
    {"REMOTE", Mark::Present},
    {"A", Mark::Absent},
    {"0", Mark::Absent},
    {"N", Mark::Absent},
    {"NO", Mark::Absent},
    {"FALSE", Mark::Absent},
    {"ABSENT", Mark::Absent},
    {"ABS", Mark::Absent},
    {"AUSENTE", Mark::Absent},
    {"U", Mark::Absent},
    {"UA", Mark::Absent},
    {"AU", Mark::Absent},
    {"UNX", Mark::Absent},
    {"UNEXCUSED", Mark::Absent},
    {"UNEXCUSED ABSENCE", Mark::Absent},
    {"ABSENT UNEXCUSED", Mark::Absent},
    {"NO SHOW", Mark::Absent},
    {"UNFDCO", Mark::Absent},
    {"E", Mark::Excused},
    {"EA", Mark::Excused},
    {"AE", Mark::Excused},
    {"EX", Mark::Excused},
    {"EXC", Mark::Excused},
    {"EXCUSED", Mark::Excused},
    {"EXCUSED ABSENCE", Mark::Excused},
    {"ABSENT EXCUSED", Mark::Excused},
    {"SICK", Mark::Excused},
    {"EFDCO", Mark::Excused},
    {"T", Mark::Tardy},
    {"L", Mark::Tardy},
    {"TARDY", Mark::Tardy},
    {"LATE", Mark::Tardy},
    {"PL", Mark::Tardy},
    {"TE", Mark::Tardy},
    {"TU", Mark::Tardy},
    {"TARDE", Mark::Tardy},
    {"TARDY EXCUSED", Mark::Tardy},
    {"TARDY UNEXCUSED", Mark::Tardy},
    {"H", Mark::Partial},
    {"HD", Mark::Partial},
    {"HALF", Mark::Partial},
    {"HALF DAY", Mark::Partial},
    {"PARTIAL", Mark::Partial},
    {"EARLY DEPARTURE", Mark::Partial},
    {"DISMISSED", Mark::Partial},
    {"ED", Mark::Partial},
    {"EHDCO", Mark::Partial},
    {"UNHDCO", Mark::Partial},
    {"NH", Mark::NotHeld},
    {"NOT HELD", Mark::NotHeld},
    {"CLOSED", Mark::NotHeld},
    {"HOLIDAY", Mark::NotHeld},
    {"NO SCHOOL", Mark::NotHeld},
    {"CANCELLED", Mark::NotHeld},
}};

std::string upper_case(std::string_view code) {
    std::string out;
    for (const char c : code) {
        if (c >= 'a' && c <= 'z') {
            out += static_cast<char>(c - 'a' + 'A');
        } else if (c != '_') {
            out += c;
        } else {
            out += ' ';
        }
    }
    return out;
}

std::optional<Mark> common(std::string_view code) {
    for (const Word& word : kCommon) {
        if (word.code == code) return word.mark;
    }
    return std::nullopt;
}

/// `A-E`, `T-E`, `P-L`, `A-s`: a code with its reason. An unknown reason leaves the code what it is.
std::optional<Mark> compound(std::string_view code) {
    const std::size_t dash = code.find_first_of("-:");
    if (dash == std::string_view::npos || dash == 0 || dash > 8) return std::nullopt;
    const auto base = common(trimmed(code.substr(0, dash)));
    if (!base) return std::nullopt;
    const std::string_view reason = trimmed(code.substr(dash + 1));
    if (*base == Mark::Absent && (reason.starts_with("E") || reason == "SICK")) return Mark::Excused;
    if (*base == Mark::Present && (reason.starts_with("L") || reason.starts_with("T"))) return Mark::Tardy;
    return base;
}

}  // namespace

MarkVocabulary::MarkVocabulary(std::span<const std::pair<std::string, Mark>> own) {
    for (const auto& [code, mark] : own) own_.emplace_back(upper_case(trimmed(code)), mark);
}

std::optional<Mark> MarkVocabulary::mark_of(std::string_view code) const {
    const std::string wanted = upper_case(trimmed(code));
    for (const auto& [own, mark] : own_) {
        if (own == wanted) return mark;
    }
    if (is_missing(wanted)) return Mark::None;
    if (const auto known = common(wanted)) return known;
    return compound(wanted);
}

Mark combine(Mark a, Mark b) {
    const auto is_silent = [](Mark mark) { return mark == Mark::None || mark == Mark::NotHeld; };
    if (a == b) return a;
    if (is_silent(a) && is_silent(b)) return Mark::NotHeld;
    if (is_silent(a)) return b;
    if (is_silent(b)) return a;
    const auto is_away = [](Mark mark) { return mark == Mark::Absent || mark == Mark::Excused; };
    if (a == Mark::Partial || b == Mark::Partial) return Mark::Partial;
    if (is_away(a) != is_away(b)) return Mark::Partial;
    return is_away(a) ? Mark::Absent : Mark::Tardy;
}

std::string_view name_of(Mark mark) {
    switch (mark) {
        case Mark::None:
            return "none";
        case Mark::NotHeld:
            return "not_held";
        case Mark::Present:
            return "present";
        case Mark::Absent:
            return "absent";
        case Mark::Excused:
            return "excused";
        case Mark::Tardy:
            return "tardy";
        case Mark::Partial:
            return "partial";
    }
    return "none";
}

}  // namespace kith::intake
