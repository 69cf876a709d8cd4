#include <map>
#include <string>

#include "base/result.h"
#include "link/column_builder.h"
#include "link/dataset.h"
#include "text/address.h"
#include "text/fold.h"

namespace kith::link {
namespace {

/// The columns an Identity fills, beside the names.
struct IdentityColumns {
    ColumnBuilder birth_date{"birth date", FieldKind::BirthDate};
    ColumnBuilder sex{"sex", FieldKind::Sex};
    ColumnBuilder phone{"phone", FieldKind::Phone};
    ColumnBuilder email{"e-mail", FieldKind::Email};
    ColumnBuilder address{"address", FieldKind::AddressLine};
    ColumnBuilder postcode{"postcode", FieldKind::Postcode};
    ColumnBuilder guardian{"guardian", FieldKind::GuardianName};

    std::vector<ColumnBuilder*> all() { return {&birth_date, &sex, &phone, &email, &address, &postcode, &guardian}; }
};

void add_contacts(IdentityColumns& columns, const table::Identity& identity) {
    for (const auto& contact : identity.contacts) {
        if (contact.kind == table::ContactKind::Phone) {
            columns.phone.add(phone_digits(contact.value));
        } else {
            columns.email.add(normal_email(contact.value));
        }
    }
    for (const auto& guardian : identity.guardians) {
        columns.guardian.add(sorted_name(guardian.name));
        columns.phone.add(phone_digits(guardian.phone));
    }
}

void add_addresses(IdentityColumns& columns, const table::Identity& identity) {
    for (const auto& address : identity.addresses) {
        columns.address.add(text::normal_address(address.line));
        const std::string postcode = text::normal_postcode(address.postcode);
        columns.postcode.add(postcode.empty() ? text::parse_address(address.line).postcode : postcode);
    }
}

void add_sex(ColumnBuilder& column, table::Sex sex) {
    if (sex == table::Sex::Female) column.add("f");
    if (sex == table::Sex::Male) column.add("m");
}

/// One column per scheme that more than one record uses.
std::vector<Column> identifier_columns(std::span<const IdentityRecord> records) {
    std::map<std::string, ColumnBuilder> by_scheme;
    for (const auto& record : records) {
        for (const auto& identifier : record.identity->identifiers) {
            const std::string scheme = text::fold(identifier.scheme);
            by_scheme.try_emplace(scheme, "id " + scheme, FieldKind::Identifier);
        }
    }
    for (const auto& record : records) {
        for (const auto& identifier : record.identity->identifiers) {
            by_scheme.at(text::fold(identifier.scheme)).add(normal_identifier(identifier.value));
        }
        for (auto& [scheme, column] : by_scheme) column.end_record();
    }
    std::vector<Column> result;
    result.reserve(by_scheme.size());
    for (auto& [scheme, column] : by_scheme) result.push_back(std::move(column).finish());
    return result;
}

}  // namespace

Dataset from_identities(std::span<const IdentityRecord> records) {
    Dataset result;
    result.population = Population::Children;
    NameColumns names;
    IdentityColumns columns;
    for (const auto& record : records) {
        KITH_CHECK(record.identity != nullptr);
        const table::Identity& identity = *record.identity;
        result.key.push_back(record.key);
        result.source.push_back(record.source);
        names.add_given(identity.given, identity.middle);
        names.add_preferred(identity.preferred);
        names.add_surname(identity.surname);
        names.end_record();
        columns.birth_date.add(identity.birth_date.to_text());
        add_sex(columns.sex, identity.sex);
        add_contacts(columns, identity);
        add_addresses(columns, identity);
        for (ColumnBuilder* column : columns.all()) column->end_record();
    }
    result.columns.push_back(std::move(names.given).finish());
    result.columns.push_back(std::move(names.middle).finish());
    result.columns.push_back(std::move(names.surname).finish());
    for (ColumnBuilder* column : columns.all()) result.columns.push_back(std::move(*column).finish());
    for (Column& column : identifier_columns(records)) result.columns.push_back(std::move(column));
    std::erase_if(result.columns, [](const Column& column) { return column.values.empty(); });
    return result;
}

}  // namespace kith::link
