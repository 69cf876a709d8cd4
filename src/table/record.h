#pragma once

// What one source says about one child, after mapping and before storage: an identity, facts, and attendance strips.
// Values are normalised only as far as their type demands (a date is a date); names stay as the sender wrote them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil_date.h"

namespace kith::table {

enum class Sex : std::uint8_t { Unknown, Female, Male, Other };

enum class ContactKind : std::uint8_t { Phone, Email };

struct Contact {
    ContactKind kind = ContactKind::Phone;
    std::string value;  // E.164 where the phone is valid, else as written; e-mail in lower case
    std::string label;  // `mother`, `home`; may be empty
    auto operator<=>(const Contact&) const = default;
};

struct Address {
    std::string line;  // house number and street, as written
    std::string city;
    std::string region;
    std::string postcode;
    auto operator<=>(const Address&) const = default;
};

struct Guardian {
    std::string name;      // as written
    std::string relation;  // `mother`, `grandmother`, `foster parent`; may be empty
    std::string phone;     // E.164 where valid
    std::string local_id;  // the source's id of the guardian, if it has one
    auto operator<=>(const Guardian&) const = default;
};

/// An id that more than one source may hold: state student id, Medicaid number. `scheme` says whose.
struct Identifier {
    std::string scheme;
    std::string value;
    auto operator<=>(const Identifier&) const = default;
};

struct Identity {
    std::string given;
    std::string middle;
    std::string surname;  // all parts, as written: `García-López`, `de la Cruz`
    std::string suffix;
    std::string preferred;  // preferred or nickname
    PartialDate birth_date;
    Sex sex = Sex::Unknown;
    std::vector<Contact> contacts;
    std::vector<Address> addresses;
    std::vector<Guardian> guardians;
    std::vector<Identifier> identifiers;
    auto operator<=>(const Identity&) const = default;
};

struct Attribute {
    std::string name;   // the program's word where it knows one (`grade_level`), else the sender's header
    std::string value;  // as text
    auto operator<=>(const Attribute&) const = default;
};

/// One statement in one category. `key` tells it from the record's other facts of the kind, so that a later delivery
/// can change it: an enrolment's class, a vaccination's vaccine and date.
struct Fact {
    std::string category;  // table/category.h
    std::string kind;      // `enrolment`, `score`, `visit`, `dose`, `incident`, `stay`, ...
    std::string key;
    std::optional<CivilDate> from;
    std::optional<CivilDate> to;
    std::vector<Attribute> attributes;
    auto operator<=>(const Fact&) const = default;
};

/// Attendance marks as stored, one byte a day.
enum class Mark : char {
    None = ' ',  // nothing said
    NotHeld = '-',
    Present = 'P',
    Absent = 'A',  // unexcused or reason unknown
    Excused = 'E',
    Tardy = 'T',    // present, late
    Partial = 'H',  // part of the day
};

/// One record's marks of one programme and year: marks[i] is the Mark of first_day + i; 366 bytes at the most.
struct Strip {
    std::string category;   // school_attendance or programme_attendance
    std::string programme;  // `Lincoln Elementary`, `After-school club`
    CivilDate first_day;    // 1 July of the programme year
    std::string marks;
    auto operator<=>(const Strip&) const = default;
};

/// Where in the delivery a record was said: the provenance of its cells.
struct Origin {
    std::uint32_t file = 0;  // index into the delivery's files
    std::uint64_t line = 0;  // 1-based
};

struct Record {
    std::string local_id;  // the source's own id of the child; made from the identity where the source has none
    bool has_own_id = true;
    Identity identity;
    std::vector<Fact> facts;
    std::vector<Strip> strips;
    std::vector<Origin> origins;
};

}  // namespace kith::table
