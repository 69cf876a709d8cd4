#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "base/random.h"
#include "text/name_tables.h"
#include "text/names.h"
#include "text/positions.h"

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

/// Open addressing over the relations, a quarter full, so that a pair of unrelated names is answered by one look.
class RelationIndex {
  public:
    explicit RelationIndex(const std::vector<Relation>& relations) : relations_(relations) {
        slots_.resize(std::bit_ceil(relations.size() * 4), kEmpty);
        for (std::size_t i = 0; i < relations.size(); ++i) {
            std::size_t slot = first_slot(relations[i]);
            while (slots_[slot] != kEmpty) slot = next(slot);
            slots_[slot] = static_cast<std::uint32_t>(i);
        }
    }

    bool has(const Relation& relation) const {
        for (std::size_t slot = first_slot(relation); slots_[slot] != kEmpty; slot = next(slot)) {
            if (relations_[slots_[slot]] == relation) return true;
        }
        return false;
    }

  private:
    static constexpr std::uint32_t kEmpty = ~std::uint32_t{0};

    static std::uint64_t word_of(std::string_view name) {
        const ShortText text(name.substr(0, kShortBytes));
        return text.low ^ (text.high << 5) ^ name.size();
    }
    std::size_t first_slot(const Relation& relation) const {
        return mix64(word_of(relation.first) * 3 + word_of(relation.second)) & (slots_.size() - 1);
    }
    std::size_t next(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }

    const std::vector<Relation>& relations_;
    std::vector<std::uint32_t> slots_;
};

const std::vector<Relation>& relations() {
    static const std::vector<Relation> kAll = make_relations();
    return kAll;
}

std::vector<std::string_view> make_sorted(std::string_view list) {
    std::vector<std::string_view> names;
    for_words(list, [&](std::string_view name) { names.push_back(name); });
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

bool are_nicknames(std::string_view a, std::string_view b) {
    static const RelationIndex kIndex(relations());
    return kIndex.has(Relation(a, b));
}

std::vector<std::string_view> nickname_forms(std::string_view folded) {
    std::vector<std::string_view> forms;
    auto at = std::lower_bound(relations().begin(), relations().end(), Relation(folded, {}));
    for (; at != relations().end() && at->first == folded; ++at) forms.push_back(at->second);
    return forms;
}

bool is_common_given_name(std::string_view folded) {
    static const std::vector<std::string_view> kNames = make_sorted(common_given_names());
    return std::binary_search(kNames.begin(), kNames.end(), folded);
}

bool is_common_surname(std::string_view folded) {
    static const std::vector<std::string_view> kNames = make_sorted(common_surnames());
    return std::binary_search(kNames.begin(), kNames.end(), folded) || is_spanish_surname(folded);
}

bool is_spanish_surname(std::string_view folded) {
    static const std::vector<std::string_view> kNames = make_sorted(spanish_surnames());
    return std::binary_search(kNames.begin(), kNames.end(), folded);
}

}  // namespace kith::text
