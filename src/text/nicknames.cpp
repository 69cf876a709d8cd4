#include <algorithm>
#include <utility>

#include "text/name_tables.h"
#include "text/names.h"

namespace kith::text {

namespace {

using Relation = std::pair<std::string_view, std::string_view>;

/// Calls word(view) for each word of a list.
template <class Visit>
void for_words(std::string_view list, const Visit& visit) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        visit(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

/// Both directions of every relation, ordered, so that a name's forms are neighbours.
std::vector<Relation> make_relations() {
    std::vector<Relation> relations;
    for (const std::string_view line : nickname_lines()) {
        const std::string_view formal = line.substr(0, line.find(' '));
        for_words(line.substr(formal.size() + 1), [&](std::string_view form) {
            relations.emplace_back(formal, form);
            relations.emplace_back(form, formal);
        });
    }
    std::sort(relations.begin(), relations.end());
    relations.erase(std::unique(relations.begin(), relations.end()), relations.end());
    return relations;
}

const std::vector<Relation>& relations() {
    static const std::vector<Relation> all = make_relations();
    return all;
}

std::vector<std::string_view> make_sorted(std::string_view list) {
    std::vector<std::string_view> names;
    for_words(list, [&](std::string_view name) { names.push_back(name); });
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

bool are_nicknames(std::string_view a, std::string_view b) {
    return std::binary_search(relations().begin(), relations().end(), Relation(a, b));
}

std::vector<std::string_view> nickname_forms(std::string_view folded) {
    std::vector<std::string_view> forms;
    auto at = std::lower_bound(relations().begin(), relations().end(), Relation(folded, {}));
    for (; at != relations().end() && at->first == folded; ++at) forms.push_back(at->second);
    return forms;
}

bool is_common_given_name(std::string_view folded) {
    static const std::vector<std::string_view> names = make_sorted(common_given_names());
    return std::binary_search(names.begin(), names.end(), folded);
}

bool is_common_surname(std::string_view folded) {
    static const std::vector<std::string_view> names = make_sorted(common_surnames());
    return std::binary_search(names.begin(), names.end(), folded) || is_spanish_surname(folded);
}

bool is_spanish_surname(std::string_view folded) {
    static const std::vector<std::string_view> names = make_sorted(spanish_surnames());
    return std::binary_search(names.begin(), names.end(), folded);
}

}  // namespace kith::text
