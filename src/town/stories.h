#pragma once

// The story of consent of each child (ConsentStory), told as authorities, consents and forbids. consents.json and
// truth/policy.json tell the same, with other names for the child.

#include <string>

#include "town/community_parts.h"

namespace kith::town {

enum class StorySection : std::uint8_t { Authorities, Consents, Forbids };

/// Entries of a JSON list, separated by commas however many children there are.
class EntryList {
  public:
    enum class Place : std::uint8_t { AtStart, AfterOthers };
    EntryList(std::string& out, Place place) : out_(out), is_first_(place == Place::AtStart) {}

    /// The text to append the next entry to.
    std::string& next() {
        if (!is_first_) out_ += ",\n";
        is_first_ = false;
        return out_;
    }

  private:
    std::string& out_;
    bool is_first_;
};

class StoryTeller {
  public:
    StoryTeller(const Desk& desk, ChildName name) : desk_(desk), name_(std::move(name)), terms_(terms_of(desk.town)) {}

    void tell(StorySection section, std::uint32_t child, EntryList& list) const;

    /// The first child of [0, size) with an entry in the section; size if there is none.
    std::uint32_t first_with(StorySection section, std::uint32_t size) const;

  private:
    struct Consent;
    void tell_authorities(std::uint32_t child, EntryList& list) const;
    void tell_consents(std::uint32_t child, EntryList& list) const;
    void tell_forbids(std::uint32_t child, EntryList& list) const;
    void append_authority(std::uint32_t child, std::size_t holder, std::string& out) const;
    void append_consent(std::uint32_t child, const Consent& consent, std::string& out) const;
    void append_holder(std::uint32_t child, std::size_t holder, std::string& out) const;
    static void append_id(std::string_view prefix, std::uint32_t child, std::string& out);
    CivilDate eighteenth_birthday(std::uint32_t child) const;

    const Desk& desk_;
    ChildName name_;
    Terms terms_;
};

/// Children that truth/policy.json knows.
std::uint32_t policy_children(const Town& town);

}  // namespace kith::town
