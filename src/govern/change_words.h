#pragma once

// The words of changes and the table of what each kind carries. Internal to this module.

#include <array>
#include <string_view>

#include "govern/configuration.h"

namespace kith::govern {

/// What stands in a change besides its kind.
enum class Carries : std::uint8_t { Nothing, Document, Id, Number, Parts };

struct ChangeWord {
    ChangeKind kind;
    std::string_view word;
    Carries carries;
    std::string_view key;    // of what it carries
    std::string_view place;  // where it is put: `purpose/<id>`
};

inline constexpr std::array<ChangeWord, 12> kChangeWords = {{
    {ChangeKind::None, "none", Carries::Nothing, "", ""},
    {ChangeKind::PutPurpose, "put_purpose", Carries::Document, "purpose", "purpose"},
    {ChangeKind::RemovePurpose, "remove_purpose", Carries::Id, "id", "purpose"},
    {ChangeKind::PutAgreement, "put_agreement", Carries::Document, "agreement", "agreement"},
    {ChangeKind::RemoveAgreement, "remove_agreement", Carries::Id, "id", "agreement"},
    {ChangeKind::SetMinimumCell, "set_minimum_cell", Carries::Number, "value", "minimum_cell"},
    {ChangeKind::PublishZeros, "publish_zeros", Carries::Number, "value", "publish_zeros"},
    {ChangeKind::PutMeasureTarget, "put_measure_target", Carries::Document, "target", "target"},
    {ChangeKind::RemoveMeasureTarget, "remove_measure_target", Carries::Id, "id", "target"},
    {ChangeKind::AdmitMember, "admit_member", Carries::Document, "member", "member"},
    {ChangeKind::RemoveMember, "remove_member", Carries::Id, "id", "member"},
    {ChangeKind::Several, "several", Carries::Parts, "changes", ""},
}};

inline const ChangeWord& word_of(ChangeKind kind) {
    return kChangeWords[static_cast<std::size_t>(kind)];
}

}  // namespace kith::govern
