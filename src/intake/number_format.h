#pragma once

// Numbers as spreadsheets show them: format codes (ECMA-376 part 1, 18.8.30 and 18.8.31) applied to a value, US locale.
//
// A code has up to four sections (positive; negative; zero; text), each with an optional condition. Rounding works on
// the 15 significant decimal digits that spreadsheets keep, half away from zero: 1.005 under `0.00` is 1.01. Dates: in
// the 1900 system serial 60 is 29 February 1900, which never was; in the 1904 system day 0 is 1 January 1904.
//
// Not for parsing text back into values.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::intake {

enum class DateSystem : std::uint8_t { From1900, From1904 };

class NumberFormat {
  public:
    NumberFormat() : NumberFormat("General") {}
    explicit NumberFormat(std::string_view code);

    std::string number(double value, DateSystem system) const;
    std::string text(std::string_view value) const;
    bool is_date() const;

    /// The code of a built-in format id; `General` for those the standard leaves open.
    static std::string_view built_in(std::uint32_t id);

    enum class Part : std::uint8_t {
        Literal,
        Digit,
        Point,
        Comma,
        Percent,
        Exponent,
        Slash,
        General,
        At,
        Year,
        Month,
        Minute,
        Day,
        Hour,
        Second,
        Fraction,
        Meridiem,
        ElapsedHours,
        ElapsedMinutes,
        ElapsedSeconds,
    };
    struct Token {
        Part part;
        std::string text;  // as written; for Literal as shown
    };
    struct Section {
        std::vector<Token> tokens;
        char condition = '\0';  // < > = l(<=) g(>=) n(<>)
        double limit = 0;
        bool is_date = false;
    };

  private:
    const Section* choose(double value) const;

    std::vector<Section> sections_;
};

/// General: up to eleven characters, then an exponent.
std::string format_general(double value);

}  // namespace kith::intake
