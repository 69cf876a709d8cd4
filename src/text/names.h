#pragma once

// People's names as organisations write them: full names in one cell, surnames of several parts, suffixes.
//
// Idea: the order of a full-name column (`Ana Ruiz`, `Ruiz Ana`, `Ruiz, Ana`) is one decision for the whole column,
// taken from commas and from which end of the cells holds common given names; a single cell is never guessed at alone.
// Particles (`de la`, `van der`) belong to the surname part that follows them.
//
// Not for display names of organisations, and not a judgement whether two names are one person's (see link).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::text {

enum class NameOrder : std::uint8_t {
    GivenFirst,         // Ana María Ruiz
    SurnameFirst,       // Ruiz Ana María
    SurnameCommaGiven,  // Ruiz, Ana María
    Ambiguous,          // nothing in the column settles it
};

/// Parts as written. A surname part keeps its particles (`de la Cruz`) and its hyphens (`García-López`).
struct NameTokens {
    std::vector<std::string> given;    // first name, then middle names and initials
    std::vector<std::string> surname;  // one part, or two as in Spanish
    std::string suffix;                // Jr., III, ...
    std::string preferred;             // written in quotes or parentheses: Robert (Bobby) Hill
    auto operator<=>(const NameTokens&) const = default;
};

/// The order that the cells of one column share.
NameOrder solve_name_order(std::span<const std::string_view> column);

/// Titles in front (`Mrs.`, `Dr.`) are dropped. A cell with a comma before given names is read as SurnameCommaGiven
/// whatever the order; Ambiguous reads as GivenFirst.
NameTokens split_full_name(std::string_view text, NameOrder order);

/// Folded parts for comparing as sets: hyphens and spaces separate, particles and suffixes are dropped, `Mc Donald` and
/// `O Brien` are joined. `de la Cruz-García` is {cruz, garcia}; a surname of particles alone keeps them.
std::vector<std::string> surname_parts(std::string_view surname);
/// Folded parts of given names, without suffixes. `Ma. del Carmen` is {maria, carmen}.
std::vector<std::string> given_parts(std::string_view given);

/// Takes and returns folded single names. `bob` and `robert` are related, `bob` and `rob` are not: both are short for
/// robert, but a relation through a third name joins names that nobody uses for one child.
bool are_nicknames(std::string_view a, std::string_view b);
/// Every name directly related to `folded`, ordered; empty where there is none. The views live as long as the program.
std::vector<std::string_view> nickname_forms(std::string_view folded);

/// Folded name among the few hundred most usual given names (or surnames) of the United States, English and Spanish.
bool is_common_given_name(std::string_view folded);
bool is_common_surname(std::string_view folded);
bool is_spanish_surname(std::string_view folded);

}  // namespace kith::text
