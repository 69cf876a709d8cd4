#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "intake/layout.h"
#include "intake/mapping.h"

namespace kith::intake {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<DoseName> dose_name(std::string_view header) {
    // Names as sheets write them, compacted; the longest that begins the header decides.
    constexpr auto kVaccines = std::to_array<std::string_view>(
        {"dtap",    "tdap",    "td",         "dtp",        "dt",        "mmrv", "mmr",          "ipv",
         "opv",     "polio",   "hepatitisb", "hepatitisa", "hepb",      "hepa", "hib",          "pcv13",
         "pcv15",   "pcv20",   "pcv7",       "pcv",        "varicella", "var",  "chickenpox",   "mcv4",
         "menacwy", "menb",    "mening",     "hpv",        "rotavirus", "rota", "rv",           "influenza",
         "flu",     "covid19", "covid",      "bcg",        "ppsv23",    "rsv",  "pneumococcal", "meningococcal",
         "measles", "mumps",   "rubella"});
    std::string text = normal_header(header);
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    std::string_view best;
    for (const std::string_view vaccine : kVaccines) {
        if (vaccine.size() > best.size() && text.starts_with(vaccine)) best = vaccine;
    }
    if (best.empty()) return std::nullopt;
    std::string_view rest = std::string_view(text).substr(best.size());
    for (const std::string_view noise :
         {"vaccine", "vaccination", "dose", "shot", "date", "number", "no", "given", "of", "on"}) {
        if (rest.starts_with(noise)) rest.remove_prefix(noise.size());
    }
    int number = 0;
    while (!rest.empty() && is_digit(rest.front()) && number < 100) {
        number = number * 10 + (rest.front() - '0');
        rest.remove_prefix(1);
    }
    for (const std::string_view noise : {"st", "nd", "rd", "th", "dose", "date", "given"}) {
        if (rest.starts_with(noise)) rest.remove_prefix(noise.size());
    }
    if (!rest.empty()) return std::nullopt;
    DoseName name{std::string(best), number};
    std::transform(name.vaccine.begin(), name.vaccine.end(), name.vaccine.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return name;
}

}  // namespace kith::intake
