#pragma once

// Builds the columns of a Dataset: cells are added in record order, and finish() turns them into ranks in the sorted
// dictionary of distinct values. Not for more than 2^32 cells.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "link/dataset.h"

namespace kith::link {

class ColumnBuilder {
  public:
    ColumnBuilder(std::string name, FieldKind kind);

    /// Values of the record being built; empty text and a value already given are skipped.
    void add(std::string_view value);
    void end_record();
    Column finish() &&;

    FieldKind kind() const { return column_.kind; }

  private:
    struct TextHash {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    Column column_;
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> codes_;
};

/// A name's first part is the given name, the rest middle names: `Mary Ann` and `Mary` + `Ann` must not differ.
struct NameColumns {
    ColumnBuilder given{"given name", FieldKind::GivenName};
    ColumnBuilder middle{"middle name", FieldKind::MiddleName};
    ColumnBuilder surname{"surname", FieldKind::Surname};

    void add_given(std::string_view given_text, std::string_view middle_text);
    void add_preferred(std::string_view text);
    void add_surname(std::string_view text);
    void end_record();
};

/// Sorted folded parts of a whole name, so that its order does not count.
std::string sorted_name(std::string_view text);
/// The last ten digits; empty for fewer than seven or for one digit repeated.
std::string phone_digits(std::string_view text);
/// Letters and digits only, folded; empty for words that mean missing and for one character repeated.
std::string normal_identifier(std::string_view text);
/// Lower case without blanks; empty where there is no `@`.
std::string normal_email(std::string_view text);
/// `f` or `m`; other words stay folded; empty for words that mean missing.
std::string normal_sex(std::string_view text);
/// Folded text; empty for words that mean missing: `null`, `n a`, `none`, `unknown`, ...
std::string normal_text(std::string_view text);

}  // namespace kith::link
