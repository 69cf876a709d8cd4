#pragma once

// Turns a Policy into a CompiledPolicy (compiled.h). Split over compile.cpp (who and what), compile_rules.cpp (statutes
// and agreements) and compile_consents.cpp (authorities and consents). Not for other modules.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "consent/compiled.h"

namespace kith::consent {

/// id -> index of its one sound entry; ids that are ambiguous or broken are kNone.
template <class Entry>
class Declarations {
  public:
    explicit Declarations(const std::vector<Entry>& entries) {
        for (std::uint32_t i = 0; i < entries.size(); ++i) {
            const auto [place, is_new] = indices_.try_emplace(entries[i].id, i);
            if (!is_new && place->second != kNone && !(entries[place->second] == entries[i])) place->second = kNone;
        }
        for (auto& [id, index] : indices_) {
            if (index != kNone && entries[index].health == Health::Broken) index = kNone;
        }
    }
    std::uint32_t find(std::string_view id) const {
        const auto found = indices_.find(id);
        return found == indices_.end() ? kNone : found->second;
    }
    bool has(std::string_view id) const { return find(id) != kNone; }

  private:
    std::unordered_map<std::string_view, std::uint32_t> indices_;
};

/// Whether a list permits (an undeclared name never fits) or forbids (an undeclared name makes it all).
enum class Reading : std::uint8_t { Permit, Forbid };

class Compiler {
  public:
    explicit Compiler(CompiledPolicy* out);
    void run();

  private:
    void compile_members_and_sources();
    void compile_purposes_and_roles();
    void compile_children();
    void compile_parts();
    void compile_users();
    void compile_statutes();
    void compile_agreements();
    void compile_dsa_rows();
    void compile_dul_items();
    void compile_authorities();
    void compile_consents();
    void compile_consent(std::uint32_t index, bool is_ambiguous);
    void compile_replacements();
    void index_global(const std::vector<std::pair<std::uint32_t, RecipientRow>>& rows, GlobalIndex* index) const;
    template <class Entry>
    void add_statute_rows(const Entry& entry, const CompiledStatute& statute, std::uint32_t item, Reading reading);

    CompiledSet set_of(const NameSet& names, NameTable* table);
    template <class Entry>
    CompiledSet set_of(const NameSet& names, NameTable* table, const Declarations<Entry>& declared, Reading reading);
    std::vector<RecipientRow> rows_of(const RecipientSet& set, std::uint32_t item, Reading reading);
    /// Sorts rows by child number, then bucket, and hands each child its span through `member`.
    void place_rows(std::vector<std::pair<std::uint32_t, RecipientRow>>* rows, std::vector<RecipientRow>* out,
                    Span CompiledChild::*member);

    CompiledPolicy& out_;
    const Policy& policy_;
    Declarations<Member> members_;
    Declarations<Source> sources_;
    Declarations<Purpose> purposes_;
    Declarations<Role> roles_;
    Declarations<User> users_;
    Declarations<Child> children_;
    Declarations<Agreement> agreements_;
    Declarations<Authority> authorities_;
    std::vector<std::pair<std::uint32_t, RecipientRow>> child_rows_;   // of the statutes being compiled
    std::vector<std::pair<std::uint32_t, RecipientRow>> global_rows_;  // by category number
};

std::uint8_t permitted_bits(ActionSet actions);
std::uint8_t denied_bits(ActionSet actions);

template <class Entry>
CompiledSet Compiler::set_of(const NameSet& names, NameTable* table, const Declarations<Entry>& declared,
                             Reading reading) {
    const auto is_undeclared = [&declared](const std::string& name) { return !declared.has(name); };
    if (reading == Reading::Forbid && std::any_of(names.names.begin(), names.names.end(), is_undeclared)) {
        return set_of(NameSet::all(), table);
    }
    return set_of(names, table);
}

}  // namespace kith::consent
