#include "link/dataset.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "link/birth_cell.h"
#include "link/recognise.h"

namespace kith::link {
namespace {

table::Table table_of(const std::vector<std::string>& columns, const std::vector<std::vector<std::string>>& rows) {
    table::Table result;
    result.columns = columns;
    std::uint64_t line = 2;
    for (const auto& row : rows) {
        result.begin_row(line++);
        for (const auto& cell : row) result.add_cell(result.store(cell));
    }
    return result;
}

const Column* find_column(const Dataset& dataset, FieldKind kind) {
    const auto found = std::find_if(dataset.columns.begin(), dataset.columns.end(),
                                    [&](const Column& column) { return column.kind == kind; });
    return found == dataset.columns.end() ? nullptr : &*found;
}

std::vector<std::string> values_of(const Dataset& dataset, FieldKind kind, std::uint32_t record) {
    std::vector<std::string> result;
    if (const Column* column = find_column(dataset, kind); column != nullptr) {
        for (const std::uint32_t code : column->of(record)) result.push_back(column->values[code]);
    }
    return result;
}

using Values = std::vector<std::string>;

TEST(Tables, AreReadByHeadersAndValues) {
    const table::Table table =
        table_of({"rec_id", " First Name", "LAST_NAME", "DOB", "Mother Phone", "Cell", "x"},
                 {{"a1", "José Luis", "de la Cruz-García", "04/09/2016", "(612) 555-0123", "", "red"},
                  {"a2", "Ana Sol", "Null", "12/25/2015", "612.555.0123", "612-555-9999", "red"},
                  {"a3", "Bo", "Li", "1/31/2014", "n/a", "", "blue"}});
    const TableInput input{&table, 0};
    const TablesReading reading = from_tables(std::span(&input, 1), {});
    const Dataset& dataset = reading.dataset;
    ASSERT_EQ(dataset.size(), 3U);
    EXPECT_EQ(reading.columns[0].ignored_because, "row-id");
    EXPECT_EQ(values_of(dataset, FieldKind::GivenName, 0), Values{"jose"});
    EXPECT_EQ(values_of(dataset, FieldKind::MiddleName, 0), Values{"luis"});
    EXPECT_EQ(values_of(dataset, FieldKind::Surname, 0), Values{"cruz garcia"});
    EXPECT_EQ(values_of(dataset, FieldKind::Surname, 1), Values{});
    EXPECT_EQ(values_of(dataset, FieldKind::BirthDate, 0), Values{"2016-04-09"});
    EXPECT_EQ(values_of(dataset, FieldKind::Phone, 1), (Values{"6125550123", "6125559999"}));
    EXPECT_EQ(values_of(dataset, FieldKind::Phone, 2), Values{});
    EXPECT_EQ(values_of(dataset, FieldKind::Category, 2), Values{"blue"});
}

TEST(Tables, PoolColumnsOfTheSameHeader) {
    const table::Table one = table_of({"name", "born"}, {{"Ana Ruiz", "2016-01-02"}, {"Bo Li", "2015-03-04"}});
    const table::Table two = table_of({"Born", "Name", "note"}, {{"2014-05-06", "Cy Day", "z"}});
    const TableInput inputs[] = {{&one, 0}, {&two, 1}};
    const Dataset dataset = from_tables(inputs, {}).dataset;
    ASSERT_EQ(dataset.size(), 3U);
    EXPECT_EQ(dataset.source, (std::vector<std::uint32_t>{0, 0, 1}));
    EXPECT_EQ(values_of(dataset, FieldKind::BirthDate, 2), Values{"2014-05-06"});
    EXPECT_EQ(values_of(dataset, FieldKind::GivenName, 2), Values{"cy"});
}

TEST(Tables, LeaveOutWhatIsAskedAndWhatIsConstant) {
    const table::Table table =
        table_of({"first name", "cluster", "state"}, {{"Ana", "1", "WA"}, {"Bo", "1", "WA"}, {"Cy", "2", "WA"}});
    const TableInput input{&table, 0};
    const std::vector<std::string> ignore = {"Cluster"};
    const TablesReading reading = from_tables(std::span(&input, 1), ignore);
    EXPECT_EQ(reading.columns[1].ignored_because, "asked");
    EXPECT_EQ(reading.columns[2].ignored_because, "constant");
    EXPECT_EQ(reading.dataset.columns.size(), 1U);
}

TEST(Tables, MayBeEmptyRaggedOrWithoutColumns) {
    const table::Table nothing = table_of({}, {{"stray"}, {}});
    const table::Table ragged = table_of({"first name", "dob"}, {{"Ana"}, {"Bo", "2016-02-03", "more"}, {}});
    const TableInput inputs[] = {{&nothing, 0}, {&ragged, 1}};
    EXPECT_EQ(from_tables(inputs, {}).dataset.size(), 5U);
    EXPECT_EQ(from_tables({}, {}).dataset.size(), 0U);
}

TEST(Tables, KeysDoNotDependOnTheOrderOfRows) {
    const table::Table one = table_of({"first name", "dob"}, {{"Ana", "2016-02-03"}, {"Bo", "2015-02-03"}});
    const table::Table two = table_of({"first name", "dob"}, {{"Bo", "2015-02-03"}, {"Ana", "2016-02-03"}});
    const TableInput first{&one, 0};
    const TableInput second{&two, 0};
    const auto x = from_tables(std::span(&first, 1), {}).dataset.key;
    const auto y = from_tables(std::span(&second, 1), {}).dataset.key;
    EXPECT_EQ(x[0], y[1]);
    EXPECT_EQ(x[1], y[0]);
    EXPECT_NE(x[0], x[1]);
}

TEST(BirthCells, KeepTheDigitsOfImpossibleDates) {
    EXPECT_EQ(birth_text("19560409", text::DateOrder::Ymd), "1956-04-09");
    EXPECT_EQ(birth_text("1836-21-01", text::DateOrder::Ymd), "1836-21-01");
    EXPECT_EQ(birth_text("2018-12-04 00:00:00", text::DateOrder::Ymd), "2018-12-04");
    EXPECT_EQ(birth_text("9/4/2016", text::DateOrder::Dmy), "2016-04-09");
    EXPECT_EQ(birth_text("13/45/2016", text::DateOrder::Mdy), "2016-13-45");
    EXPECT_EQ(birth_text("2016", text::DateOrder::Ymd), "2016");
    EXPECT_EQ(birth_text("soon", text::DateOrder::Ymd), "");
}

TEST(Headers, SayWhatAColumnIs) {
    EXPECT_EQ(role_of_header("mother phone"), Role::Phone);
    EXPECT_EQ(role_of_header("soc sec id"), Role::Identifier);
    EXPECT_EQ(role_of_header("first name"), Role::Given);
    EXPECT_EQ(role_of_header("birthplace"), Role::Unknown);
    EXPECT_EQ(role_of_header("birth place"), Role::Unknown);
}

TEST(Identities, BecomeColumns) {
    table::Identity identity;
    identity.given = "Mary Ann";
    identity.middle = "Lee";
    identity.preferred = "Molly";
    identity.surname = "O'Brien";
    identity.birth_date = {2016, 4, 9};
    identity.sex = table::Sex::Female;
    identity.contacts = {{table::ContactKind::Phone, "+16125550123", ""}, {table::ContactKind::Email, "A@b.org", ""}};
    identity.guardians = {{"Kim O'Brien", "mother", "+16125550199", ""}};
    identity.identifiers = {{"State ID", "77-1"}};
    const IdentityRecord record{9, 3, &identity};
    const Dataset dataset = from_identities(std::span(&record, 1));
    EXPECT_EQ(dataset.population, Population::Children);
    EXPECT_EQ(values_of(dataset, FieldKind::GivenName, 0), (Values{"mary", "molly"}));
    EXPECT_EQ(values_of(dataset, FieldKind::MiddleName, 0), Values{"ann lee"});
    EXPECT_EQ(values_of(dataset, FieldKind::Surname, 0), Values{"obrien"});
    EXPECT_EQ(values_of(dataset, FieldKind::Phone, 0), (Values{"6125550123", "6125550199"}));
    EXPECT_EQ(values_of(dataset, FieldKind::GuardianName, 0), Values{"kim obrien"});
    EXPECT_EQ(values_of(dataset, FieldKind::Identifier, 0), Values{"771"});
}

}  // namespace
}  // namespace kith::link
