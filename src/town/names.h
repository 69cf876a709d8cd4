#pragma once

// Names drawn with realistic frequencies: a few are common, most are rare (weights 1 / (rank + 8)^0.9, Zipf's law with
// a flattened head). Immutable after construction; one per writer is cheap.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/random.h"
#include "town/model.h"

namespace kith::town {

class NameBook {
  public:
    NameBook();

    std::uint16_t draw_given(Random& random, Culture culture, table::Sex sex) const;
    /// A name with the same first letter as `other`, as parents of twins like them; any name if there is none.
    std::uint16_t draw_alike(Random& random, Culture culture, table::Sex sex, std::string_view other) const;
    std::uint32_t draw_surname(Random& random, Culture culture) const;

    std::string_view given(table::Sex sex, std::uint16_t index) const;
    std::string surname(std::uint32_t index) const;
    /// Empty when the name has no usual short form.
    std::string_view nickname(Random& random, std::string_view given) const;

    std::string_view draw_adult(Random& random, Culture culture, table::Sex sex) const;
    std::size_t street_count() const { return streets_.size() * street_kinds_.size(); }
    std::string street(std::size_t index) const;

    std::size_t given_count(table::Sex sex) const;
    std::size_t surname_count() const { return surnames_.words.size(); }

  private:
    /// The lists of all cultures one after another, and where each begins.
    struct Lists {
        std::vector<std::string> words;
        std::array<std::uint32_t, kCultureCount + 1> begin{};
        std::array<std::vector<double>, kCultureCount> cumulative;

        std::uint32_t draw(Random& random, Culture culture) const;
    };
    static Lists read(const std::array<std::string_view, kCultureCount>& texts);
    const Lists& given_lists(table::Sex sex) const { return sex == table::Sex::Female ? girls_ : boys_; }

    Lists girls_;
    Lists boys_;
    Lists women_;
    Lists men_;
    Lists surnames_;
    std::vector<std::string> stems_;
    std::vector<std::string> endings_;
    std::vector<std::string> streets_;
    std::vector<std::string> street_kinds_;
    std::unordered_map<std::string_view, std::vector<std::string_view>> nicknames_;
};

}  // namespace kith::town
