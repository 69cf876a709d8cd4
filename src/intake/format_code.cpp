#include "intake/format_code.h"

#include <algorithm>
#include <cstdlib>

namespace kith::intake {
namespace {

using Part = NumberFormat::Part;
using Token = NumberFormat::Token;
using Section = NumberFormat::Section;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

/// Reads one format code into sections. Unknown letters are literals, as spreadsheets take them.
class CodeReader {
  public:
    explicit CodeReader(std::string_view code) : code_(code) {}

    std::vector<Section> run() {
        sections_.emplace_back();
        while (at_ < code_.size()) read_one();
        for (Section& section : sections_) settle_minutes(section);
        return std::move(sections_);
    }

  private:
    Section& section() { return sections_.back(); }
    void add(Part part, std::string text) { section().tokens.push_back({part, std::move(text)}); }
    void add_literal(std::string_view text) {
        if (!section().tokens.empty() && section().tokens.back().part == Part::Literal) {
            section().tokens.back().text += text;
        } else {
            add(Part::Literal, std::string(text));
        }
    }

    void read_one() {
        const char c = code_[at_];
        switch (c) {
            case ';':
                sections_.emplace_back();
                ++at_;
                return;
            case '"':
                read_quoted();
                return;
            case '\\':
            case '!':
                ++at_;
                if (at_ < code_.size()) add_literal(take_character());
                return;
            case '_':
                ++at_;
                if (at_ < code_.size()) take_character();
                add_literal(" ");
                return;
            case '*':
                ++at_;
                if (at_ < code_.size()) take_character();
                return;
            case '[':
                read_bracket();
                return;
            case '0':
            case '#':
            case '?':
                add(Part::Digit, std::string(1, c));
                ++at_;
                return;
            case '.':
                read_point();
                return;
            case ',':
                add(Part::Comma, ",");
                ++at_;
                return;
            case '%':
                add(Part::Percent, "%");
                ++at_;
                return;
            case '/':
                add(Part::Slash, "/");
                ++at_;
                return;
            case '@':
                add(Part::At, "@");
                ++at_;
                return;
            default:
                read_letter();
        }
    }

    std::string_view take_character() {
        std::size_t length = 1;
        while (at_ + length < code_.size() && (static_cast<unsigned char>(code_[at_ + length]) & 0xC0) == 0x80)
            ++length;
        const std::string_view character = code_.substr(at_, length);
        at_ += length;
        return character;
    }

    void read_quoted() {
        const std::size_t end = std::min(code_.find('"', at_ + 1), code_.size());
        add_literal(code_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
    }

    void read_point() {
        ++at_;
        const bool is_subsecond = !section().tokens.empty() && (section().tokens.back().part == Part::Second ||
                                                                section().tokens.back().part == Part::ElapsedSeconds);
        if (!is_subsecond || at_ >= code_.size() || code_[at_] != '0') {
            add(Part::Point, ".");
            return;
        }
        std::string zeros;
        while (at_ < code_.size() && code_[at_] == '0') zeros += code_[at_++];
        add(Part::Fraction, zeros);
    }

    void read_bracket() {
        const std::size_t end = std::min(code_.find(']', at_), code_.size());
        const std::string_view inside = code_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        if (inside.empty()) return;
        const char first = lower(inside[0]);
        const bool is_run = std::all_of(inside.begin(), inside.end(), [&](char c) { return lower(c) == first; });
        if (is_run && (first == 'h' || first == 'm' || first == 's')) {
            section().is_date = true;
            add(first == 'h'   ? Part::ElapsedHours
                : first == 'm' ? Part::ElapsedMinutes
                               : Part::ElapsedSeconds,
                std::string(inside));
        } else if (first == '$') {
            add_literal(inside.substr(1, std::min(inside.find('-'), inside.size()) - 1));
        } else if (first == '<' || first == '>' || first == '=') {
            read_condition(inside);
        }
    }

    void read_condition(std::string_view inside) {
        char sign = inside[0];
        std::size_t length = 1;
        if (inside.size() > 1 && (inside[1] == '=' || inside[1] == '>')) {
            sign = inside[1] == '>' ? 'n' : inside[0] == '<' ? 'l' : 'g';
            length = 2;
        }
        section().condition = sign;
        section().limit = std::strtod(std::string(inside.substr(length)).c_str(), nullptr);
    }

    bool starts(std::string_view word) const {
        const std::string_view rest = code_.substr(at_);
        return rest.size() >= word.size() &&
               std::equal(word.begin(), word.end(), rest.begin(), [](char w, char c) { return lower(w) == lower(c); });
    }

    void read_letter() {
        if (starts("General")) {
            add(Part::General, {});
            at_ += 7;
        } else if (starts("AM/PM") || starts("A/P")) {
            const std::size_t length = starts("A/P") ? 3 : 5;
            section().is_date = true;
            add(Part::Meridiem, std::string(code_.substr(at_, length)));
            at_ += length;
        } else if (starts("E+") || starts("E-")) {
            add(Part::Exponent, std::string(code_.substr(at_, 2)));
            at_ += 2;
        } else {
            read_date_letter();
        }
    }

    void read_date_letter() {
        const char letter = lower(code_[at_]);
        const Part part = letter == 'y' || letter == 'e' ? Part::Year
                          : letter == 'm'                ? Part::Month
                          : letter == 'd'                ? Part::Day
                          : letter == 'h'                ? Part::Hour
                          : letter == 's'                ? Part::Second
                                                         : Part::Literal;
        if (part == Part::Literal) {
            add_literal(take_character());
            return;
        }
        std::string run;
        while (at_ < code_.size() && lower(code_[at_]) == letter) run += lower(code_[at_++]);
        section().is_date = true;
        add(part, letter == 'e' ? "yyyy" : run);
    }

    /// `m` beside hours or seconds is minutes.
    static void settle_minutes(Section& section) {
        const auto neighbour = [&](std::size_t i, int step) {
            for (auto k = static_cast<std::ptrdiff_t>(i) + step; k >= 0 && k < std::ssize(section.tokens); k += step) {
                const Part part = section.tokens[static_cast<std::size_t>(k)].part;
                if (part != Part::Literal && part != Part::Slash && part != Part::Meridiem) return part;
            }
            return Part::Literal;
        };
        for (std::size_t i = 0; i < section.tokens.size(); ++i) {
            Token& token = section.tokens[i];
            if (token.part != Part::Month || token.text.size() > 2) continue;
            const Part before = neighbour(i, -1);
            const Part after = neighbour(i, 1);
            const bool is_minute = before == Part::Hour || before == Part::ElapsedHours || after == Part::Second ||
                                   after == Part::ElapsedSeconds;
            if (is_minute) token.part = Part::Minute;
        }
    }

    std::string_view code_;
    std::size_t at_ = 0;
    std::vector<Section> sections_;
};

}  // namespace

std::vector<NumberFormat::Section> read_format_code(std::string_view code) {
    return CodeReader(code).run();
}

}  // namespace kith::intake
