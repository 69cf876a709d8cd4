#pragma once

// Records as the engine sees them: columns of dictionary-encoded values. Each distinct value is stored once,
// normalised; a cell is a list of codes (none = missing, several = several phones). Codes are ranks in the sorted
// dictionary, so the encoding does not depend on the order of the records.
//
// Not for storing records or showing them: values are folded for comparison.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "table/record.h"
#include "table/table.h"

namespace kith::link {

enum class FieldKind : std::uint8_t {
    GivenName,
    MiddleName,
    Surname,
    FullName,  // split into the three above while reading; a Dataset built by this module holds none
    BirthDate,
    Sex,
    Phone,
    Email,
    AddressLine,
    HouseNumber,
    City,
    Region,
    Postcode,
    GuardianName,
    Identifier,
    Category,  // few distinct values: occupation, school, race
    Text,      // anything else worth comparing
};

std::string_view name_of(FieldKind kind);

/// One field of all records, in compressed rows: the codes of record r are codes[begin[r] .. begin[r + 1]).
struct Column {
    std::string name;
    FieldKind kind = FieldKind::Text;
    std::vector<std::uint32_t> begin;  // records + 1
    std::vector<std::uint32_t> codes;
    std::vector<std::string> values;  // distinct and sorted; folded text, `yyyy-mm-dd` dates, `f`/`m` sexes, digits

    std::span<const std::uint32_t> of(std::uint32_t record) const {
        return {codes.data() + begin[record], codes.data() + begin[record + 1]};
    }
};

/// Whether the records are known to be children: then siblings and twins are among them, however few the records show.
enum class Population : std::uint8_t { Unknown, Children };

struct Dataset {
    Population population = Population::Unknown;
    std::vector<Column> columns;
    std::vector<std::uint32_t> source;  // per record
    std::vector<std::uint64_t> key;     // per record: stable over runs; ties are broken by it

    std::uint32_t size() const { return static_cast<std::uint32_t>(key.size()); }
};

struct IdentityRecord {
    std::uint64_t key = 0;     // unique: the record's id in the ledger
    std::uint32_t source = 0;  // index of the source among those linked
    const table::Identity* identity = nullptr;
};

/// Record i of the dataset is records[i].
Dataset from_identities(std::span<const IdentityRecord> records);

struct TableInput {
    const table::Table* table = nullptr;
    std::uint32_t source = 0;
};

/// What was made of one column of the plain files.
struct ColumnReading {
    std::string name;
    FieldKind kind = FieldKind::Text;
    std::string ignored_because;  // empty when the column is used: `row-id`, `constant`, `empty`, `asked`,
                                  // `repeats-other-columns`
};

struct TablesReading {
    Dataset dataset;  // the rows of the first table, then those of the second, ...
    std::vector<ColumnReading> columns;
};

/// Plain files of which nothing is known: kinds of columns are recognised by headers and values over all tables
/// together; columns of the same folded header are one field. `ignore` lists headers to leave out (truth columns). The
/// key of a row is a hash of what is compared, so the order of rows has no influence.
TablesReading from_tables(std::span<const TableInput> tables, std::span<const std::string> ignore);

}  // namespace kith::link
