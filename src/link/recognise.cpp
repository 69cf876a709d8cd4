#include "link/recognise.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

#include "text/dates.h"

namespace kith::link {
namespace {

struct Alias {
    std::string_view header;
    Role role;
};

constexpr std::array kWhole = {
    Alias{"first name", Role::Given},
    Alias{"given name", Role::Given},
    Alias{"given names", Role::Given},
    Alias{"given", Role::Given},
    Alias{"firstname", Role::Given},
    Alias{"givenname", Role::Given},
    Alias{"forename", Role::Given},
    Alias{"fname", Role::Given},
    Alias{"first", Role::Given},
    Alias{"nombre", Role::Given},
    Alias{"legal first name", Role::Given},
    Alias{"student first name", Role::Given},
    Alias{"middle", Role::Middle},
    Alias{"mname", Role::Middle},
    Alias{"middlename", Role::Middle},
    Alias{"mi", Role::Middle},
    Alias{"surname", Role::Surname},
    Alias{"last name", Role::Surname},
    Alias{"lastname", Role::Surname},
    Alias{"family name", Role::Surname},
    Alias{"familyname", Role::Surname},
    Alias{"lname", Role::Surname},
    Alias{"last", Role::Surname},
    Alias{"apellido", Role::Surname},
    Alias{"apellidos", Role::Surname},
    Alias{"nickname", Role::Preferred},
    Alias{"preferred name", Role::Preferred},
    Alias{"goes by", Role::Preferred},
    Alias{"name", Role::FullName},
    Alias{"full name", Role::FullName},
    Alias{"fullname", Role::FullName},
    Alias{"student name", Role::FullName},
    Alias{"child name", Role::FullName},
    Alias{"childs name", Role::FullName},
    Alias{"student", Role::FullName},
    Alias{"child", Role::FullName},
    Alias{"participant", Role::FullName},
    Alias{"participant name", Role::FullName},
    Alias{"patient name", Role::FullName},
    Alias{"first and surname", Role::FullName},
    Alias{"first and last name", Role::FullName},
    Alias{"nombre completo", Role::FullName},
    Alias{"dob", Role::BirthDate},
    Alias{"d o b", Role::BirthDate},
    Alias{"birthdate", Role::BirthDate},
    Alias{"birth date", Role::BirthDate},
    Alias{"birthday", Role::BirthDate},
    Alias{"bday", Role::BirthDate},
    Alias{"date of birth", Role::BirthDate},
    Alias{"dateofbirth", Role::BirthDate},
    Alias{"born", Role::BirthDate},
    Alias{"fecha de nacimiento", Role::BirthDate},
    Alias{"birth year", Role::BirthYear},
    Alias{"year of birth", Role::BirthYear},
    Alias{"yob", Role::BirthYear},
    Alias{"birthyear", Role::BirthYear},
    Alias{"birth month", Role::BirthMonth},
    Alias{"month of birth", Role::BirthMonth},
    Alias{"birth day", Role::BirthDay},
    Alias{"day of birth", Role::BirthDay},
    Alias{"sex", Role::Sex},
    Alias{"gender", Role::Sex},
    Alias{"sexo", Role::Sex},
    Alias{"street number", Role::HouseNumber},
    Alias{"house number", Role::HouseNumber},
    Alias{"street no", Role::HouseNumber},
    Alias{"house no", Role::HouseNumber},
    Alias{"city", Role::City},
    Alias{"suburb", Role::City},
    Alias{"town", Role::City},
    Alias{"municipality", Role::City},
    Alias{"state", Role::Region},
    Alias{"region", Role::Region},
    Alias{"province", Role::Region},
    Alias{"county", Role::Region},
    Alias{"ssn", Role::Identifier},
    Alias{"soc sec id", Role::Identifier},
    Alias{"social security number", Role::Identifier},
    Alias{"nhs number", Role::Identifier},
    Alias{"index", Role::RowId},
    Alias{"row", Role::RowId},
    Alias{"row id", Role::RowId},
    Alias{"rec id", Role::RowId},
    Alias{"record id", Role::RowId},
    Alias{"unique id", Role::RowId},
    Alias{"id", Role::RowId},
    Alias{"line", Role::RowId},
    Alias{"no", Role::RowId},
};

/// Tried in order on the words of a header: `mother phone` is a phone before it is a guardian.
constexpr std::array kWords = {
    Alias{"phone", Role::Phone},        Alias{"telephone", Role::Phone},     Alias{"mobile", Role::Phone},
    Alias{"cell", Role::Phone},         Alias{"tel", Role::Phone},           Alias{"email", Role::Email},
    Alias{"mail", Role::Email},         Alias{"postcode", Role::Postcode},   Alias{"zip", Role::Postcode},
    Alias{"zipcode", Role::Postcode},   Alias{"postal", Role::Postcode},     Alias{"guardian", Role::Guardian},
    Alias{"parent", Role::Guardian},    Alias{"mother", Role::Guardian},     Alias{"father", Role::Guardian},
    Alias{"caregiver", Role::Guardian}, Alias{"madre", Role::Guardian},      Alias{"padre", Role::Guardian},
    Alias{"address", Role::Address},    Alias{"street", Role::Address},      Alias{"addr", Role::Address},
    Alias{"direccion", Role::Address},  Alias{"middle", Role::Middle},       Alias{"surname", Role::Surname},
    Alias{"ssn", Role::Identifier},     Alias{"medicaid", Role::Identifier}, Alias{"id", Role::Identifier},
};

template <class Test>
double share(const std::vector<std::string_view>& cells, Test test) {
    if (cells.empty()) return 0;
    const std::size_t step = std::max<std::size_t>(1, cells.size() / 2000);
    std::size_t seen = 0;
    std::size_t hits = 0;
    for (std::size_t i = 0; i < cells.size(); i += step) {
        ++seen;
        if (test(cells[i])) ++hits;
    }
    return static_cast<double>(hits) / static_cast<double>(seen);
}

std::size_t digits_in(std::string_view cell) {
    return static_cast<std::size_t>(
        std::count_if(cell.begin(), cell.end(), [](unsigned char c) { return std::isdigit(c) != 0; }));
}

bool has_digit(std::string_view cell) {
    return digits_in(cell) > 0;
}
bool is_phone_like(std::string_view cell) {
    const std::size_t digits = digits_in(cell);
    return digits >= 7 && digits <= 15 &&
           std::none_of(cell.begin(), cell.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
}
bool is_formatted_phone(std::string_view cell) {
    return is_phone_like(cell) && digits_in(cell) >= 10 && cell.find_first_of("-( ") != std::string_view::npos;
}

bool is_name_role(Role role) {
    return role == Role::Given || role == Role::Middle || role == Role::Surname || role == Role::Preferred ||
           role == Role::FullName || role == Role::Guardian;
}

bool is_plain_unknown(const ColumnSample& sample) {
    return sample.cells.size() >= 3 && sample.distinct == sample.cells.size();
}

Role role_without_header(const ColumnSample& sample) {
    const auto& cells = sample.cells;
    if (share(cells, [](std::string_view c) { return c.find('@') != std::string_view::npos; }) > 0.8) {
        return Role::Email;
    }
    if (share(cells, is_formatted_phone) > 0.8 && share(cells, text::is_date_like) < 0.2) return Role::Phone;
    return is_plain_unknown(sample) ? Role::RowId : Role::Unknown;
}

}  // namespace

Role role_of_header(std::string_view header) {
    for (const Alias& alias : kWhole) {
        if (alias.header == header) return alias.role;
    }
    std::vector<std::string> words;
    std::istringstream stream{std::string(header)};
    for (std::string word; stream >> word;) words.push_back(word);
    for (const Alias& alias : kWords) {
        if (std::find(words.begin(), words.end(), alias.header) != words.end()) return alias.role;
    }
    const auto has = [&](std::string_view part) { return header.find(part) != std::string_view::npos; };
    if (has("birth")) return has("date") || has("dt") ? Role::BirthDate : Role::Unknown;
    if (has("first name") || has("given name")) return Role::Given;
    if (has("last name") || has("family name")) return Role::Surname;
    return Role::Unknown;
}

Role role_of_values(Role by_header, const ColumnSample& sample) {
    const auto& cells = sample.cells;
    if (is_name_role(by_header) && share(cells, has_digit) > 0.5) return role_without_header(sample);
    switch (by_header) {
        case Role::Unknown:
            return role_without_header(sample);
        case Role::BirthDate:
            return share(cells, has_digit) > 0.5 ? by_header : Role::Unknown;
        case Role::Phone:
            return share(cells, is_phone_like) > 0.3 ? by_header : Role::Unknown;
        case Role::Email:
            return share(cells, [](std::string_view c) { return c.find('@') != std::string_view::npos; }) > 0.3
                       ? by_header
                       : Role::Unknown;
        case Role::Sex:
            return sample.distinct <= std::max<std::size_t>(12, cells.size() / 20) ? by_header : Role::Unknown;
        case Role::Identifier:
            return is_plain_unknown(sample) ? Role::RowId : by_header;
        case Role::RowId:
            return sample.is_distinct_in_each_table ? by_header : Role::Identifier;
        default:
            return by_header;
    }
}

FieldKind kind_of(Role role, const ColumnSample& sample) {
    switch (role) {
        case Role::Given:
        case Role::Preferred:
            return FieldKind::GivenName;
        case Role::Middle:
            return FieldKind::MiddleName;
        case Role::Surname:
            return FieldKind::Surname;
        case Role::FullName:
            return FieldKind::FullName;
        case Role::BirthDate:
        case Role::BirthYear:
        case Role::BirthMonth:
        case Role::BirthDay:
            return FieldKind::BirthDate;
        case Role::Sex:
            return FieldKind::Sex;
        case Role::Phone:
            return FieldKind::Phone;
        case Role::Email:
            return FieldKind::Email;
        case Role::Address:
            return FieldKind::AddressLine;
        case Role::HouseNumber:
            return FieldKind::HouseNumber;
        case Role::City:
            return FieldKind::City;
        case Role::Region:
            return FieldKind::Region;
        case Role::Postcode:
            return FieldKind::Postcode;
        case Role::Guardian:
            return FieldKind::GuardianName;
        case Role::Identifier:
        case Role::RowId:
            return FieldKind::Identifier;
        case Role::Unknown:
            break;
    }
    const bool has_few = sample.distinct <= 40 || sample.distinct * 20 <= sample.cells.size();
    return has_few ? FieldKind::Category : FieldKind::Text;
}

}  // namespace kith::link
