#pragma once

// What a clerk of one organisation writes down about a child: the truth, with the errors people make. The kinds follow
// what record-linkage studies describe (typing, hearing, scanning, exchanged fields, placeholders); the rates are the
// town's own and stand in docs/formats/town.md. Every error is counted.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "town/formatting.h"
#include "town/model.h"
#include "town/names.h"

namespace kith::town {

enum class ErrorKind : std::uint8_t {
    Typing,
    Hearing,
    Scanning,
    SwappedNames,
    SwappedDayMonth,
    PlaceholderDate,
    SiblingDate,
    MissingDate,
    NullText,
    MissingPhone,
    Nickname,
    FormerSurname,
    DroppedSurname,
    FormerAddress,
    Duplicate,
    TestRow,
};
inline constexpr std::size_t kErrorKinds = 16;
std::string_view name_of(ErrorKind kind);

/// Chances in ten thousand, by ErrorKind: of the rows to which the error can happen at all (a nickname only to a child
/// who has one, a former surname only where there was one, a dropped part only of a double surname).
using ErrorRates = std::array<std::uint16_t, kErrorKinds>;
const ErrorRates& rates_of(Feed feed);

using ErrorCounts = std::array<std::uint64_t, kErrorKinds>;

struct Adult {
    std::string given;
    std::string surname;
    std::string_view relation;  // mother, father, grandmother, foster parent
};

struct AsWritten {
    std::string given;
    std::string middle;
    std::string surname;
    std::string preferred;  // only where the child has a nickname
    Ymd born;               // year 0: the cell is empty
    table::Sex sex = table::Sex::Unknown;
    std::string phone;   // ten digits, or empty, or NULL
    std::string street;  // 12 Oak St Apt 3
    std::uint32_t postcode = 0;
    Adult guardian;
};

/// Draws the same row whenever it is asked again.
class Scribe {
  public:
    Scribe(const Town& town, const NameBook& names) : town_(town), names_(names) {}

    /// `copy` tells the rows of one child in one feed apart (0 unless the feed repeats).
    void write(Feed feed, std::uint32_t child, std::uint64_t copy, AsWritten& out, ErrorCounts& errors) const;

    /// Everything as it is.
    void write_truth(std::uint32_t child, AsWritten& out) const;

    /// The first is the one called first; at most two.
    std::vector<Adult> guardians(std::uint32_t household) const;
    std::string surname_of(const Child& child) const;

  private:
    void draw_names(Feed feed, const Child& child, Random& random, AsWritten& out, ErrorCounts& errors) const;
    void draw_date(Feed feed, std::uint32_t child, Random& random, AsWritten& out, ErrorCounts& errors) const;
    void draw_contact(Feed feed, const Child& child, Random& random, AsWritten& out, ErrorCounts& errors) const;

    const Town& town_;
    const NameBook& names_;
};

/// One slip of the finger, of the ear, or of a scanner, in place. UTF-8 letters beyond ASCII are left alone.
void mistype(Random& random, std::string& text);
void mishear(Random& random, std::string& text);
void misscan(Random& random, std::string& text);

}  // namespace kith::town
