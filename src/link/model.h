#pragma once

// A trained linkage model as a plain value: for every comparison, its levels with the chance of each among matches (m)
// and among non-matches (u). Match weight of a level = log2(m / u).

#include <cstdint>
#include <string>
#include <vector>

namespace kith::link {

/// What an agreement on the comparison speaks for.
enum class Evidence : std::uint8_t {
    Person,     // given and middle name, birth date, sex, strong identifier
    Household,  // surname, address, phone, e-mail, guardian: shared by siblings
};

struct Level {
    std::string name;  // `exact`, `nickname`, `one edit`, `different`, ...
    double m = 0;
    double u = 0;
};

struct Comparison {
    std::string name;
    Evidence evidence = Evidence::Person;
    std::vector<Level> levels;  // best first; missing is no level: it is neutral
};

struct Model {
    std::vector<Comparison> comparisons;
    double prior = 0;                // chance that two random records match
    double household_share = 0;      // pairs of one household but two children, per pair of one child
    double cut = 0;                  // weight (prior included) from which pairs are linked without asking
    double review_from = 0;          // weight from which pairs are offered for review
    double expected_precision = 0;   // of the pairs over the cut, by the model itself
    double expected_recall = 0;      // of the matches among the candidates
    std::vector<double> parameters;  // what explain() needs besides; opaque
};

}  // namespace kith::link
