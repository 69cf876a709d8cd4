#include "link/dataset.h"

namespace kith::link {

std::string_view name_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::GivenName:
            return "given name";
        case FieldKind::MiddleName:
            return "middle name";
        case FieldKind::Surname:
            return "surname";
        case FieldKind::FullName:
            return "full name";
        case FieldKind::BirthDate:
            return "birth date";
        case FieldKind::Sex:
            return "sex";
        case FieldKind::Phone:
            return "phone";
        case FieldKind::Email:
            return "e-mail";
        case FieldKind::AddressLine:
            return "address";
        case FieldKind::HouseNumber:
            return "house number";
        case FieldKind::City:
            return "city";
        case FieldKind::Region:
            return "region";
        case FieldKind::Postcode:
            return "postcode";
        case FieldKind::GuardianName:
            return "guardian name";
        case FieldKind::Identifier:
            return "identifier";
        case FieldKind::Category:
            return "category";
        case FieldKind::Text:
            return "text";
    }
    return "text";
}

}  // namespace kith::link
