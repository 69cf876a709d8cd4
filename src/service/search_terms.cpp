#include "service/search_terms.h"

#include <algorithm>

#include "base/civil_date.h"
#include "text/fold.h"

namespace kith::service {
namespace {

void add_words(std::string_view text, std::vector<std::string>& terms) {
    const std::string folded = text::fold(text);
    std::size_t begin = 0;
    while (begin < folded.size()) {
        const std::size_t end = std::min(folded.find(' ', begin), folded.size());
        if (end > begin) terms.push_back(folded.substr(begin, end - begin));
        begin = end + 1;
    }
}

void keep_each_once(std::vector<std::string>& terms) {
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

}  // namespace

std::vector<std::string> search_terms(const table::Identity& identity) {
    std::vector<std::string> terms;
    for (const std::string* name : {&identity.given, &identity.middle, &identity.surname, &identity.preferred}) {
        add_words(*name, terms);
    }
    if (identity.birth_date.is_complete()) terms.push_back(identity.birth_date.to_text());
    keep_each_once(terms);
    return terms;
}

std::vector<std::string> query_terms(std::string_view query) {
    std::vector<std::string> terms;
    std::size_t begin = 0;
    while (begin < query.size()) {
        const std::size_t end = std::min(query.find(' ', begin), query.size());
        const std::string_view word = query.substr(begin, end - begin);
        if (CivilDate::parse_iso(word)) {
            terms.emplace_back(word);
        } else {
            add_words(word, terms);
        }
        begin = end + 1;
    }
    keep_each_once(terms);
    return terms;
}

}  // namespace kith::service
