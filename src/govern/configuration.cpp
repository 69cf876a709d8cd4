#include "govern/configuration.h"

#include <algorithm>

#include "govern/change_words.h"
#include "govern/json_text.h"
#include "govern/purpose.h"

namespace kith::govern {
namespace {

using Documents = std::map<std::string, std::string>;

Error unknown(const std::string& id) {
    return make_error(ErrorCode::NotFound, "change.unknown", "there is nothing of this id to remove", id);
}

Result<std::vector<Purpose>> purposes_in(const Configuration& configuration, const std::vector<std::string>& ids) {
    std::vector<Purpose> purposes;
    for (const std::string& id : ids) {
        const auto found = configuration.purposes.find(id);
        if (found == configuration.purposes.end()) {
            return make_error(ErrorCode::InvalidInput, "change.unknown-purpose", "no purpose of this id was voted for",
                              id);
        }
        purposes.push_back(TRY(read_purpose(found->second)));
    }
    return purposes;
}

/// An agreement may name only what one of its purposes needs; `*` stands for what they need.
Result<void> check_elements(const Configuration& configuration, const Change& change) {
    const Json json = TRY(read_object(change.document, "change.malformed"));
    Fields fields(json);
    const std::vector<std::string> categories = fields.texts("categories");
    const std::vector<std::string> purpose_ids = fields.texts("purposes");
    TRY(fields.check("change.malformed"));
    if (fields.text("tier") == "mou") return {};
    const std::vector<Purpose> purposes = TRY(purposes_in(configuration, purpose_ids));
    const bool is_all = categories == std::vector<std::string>{"*"};
    const std::vector<std::string> left = is_all ? std::vector<std::string>() : without_purpose(categories, purposes);
    if (!purposes.empty() && left.empty()) return {};
    return make_error(ErrorCode::InvalidInput, "change.element-without-purpose",
                      "expected a purpose of the agreement to need every category it names",
                      left.empty() ? change.id : left.front());
}

Result<void> check_purpose(const Change& change) {
    const Purpose purpose = TRY(read_purpose(change.document));
    if (!purpose.categories.empty()) return {};
    return make_error(ErrorCode::InvalidInput, "change.purpose-without-categories",
                      "expected the purpose to name the categories it needs", change.id);
}

/// The purpose would be gone, or need less: does every agreement still stand?
Result<void> check_agreements(const Configuration& configuration) {
    for (const auto& [id, document] : configuration.agreements) {
        const Change held{ChangeKind::PutAgreement, id, document, 0, {}};
        const Result<void> checked = check_elements(configuration, held);
        if (checked.is_error()) {
            return make_error(ErrorCode::Conflict, "change.purpose-in-use", "an agreement still needs the purpose", id);
        }
    }
    return {};
}

bool names(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Who leaves is first taken out of the agreements, so that decisions end with the membership.
Result<void> check_member_is_free(const Configuration& configuration, const std::string& member) {
    for (const auto& [id, document] : configuration.agreements) {
        const Json json = TRY(read_object(document, "change.malformed"));
        Fields fields(json);
        const bool is_named = fields.text("contributor") == member || names(fields.texts("parties"), member) ||
                              names(fields.texts("recipients"), member);
        if (is_named) {
            return make_error(ErrorCode::Conflict, "change.member-in-use", "an agreement still names the member", id);
        }
    }
    return {};
}

Result<void> check_target(const Change& change) {
    const Json json = TRY(read_object(change.document, "change.malformed"));
    const auto value = json.find("value");
    if (value != json.end() && value->is_number() && value->get<double>() >= 0) return {};
    return make_error(ErrorCode::InvalidInput, "change.value", "expected the target to have a `value` of 0 or more",
                      change.id);
}

Result<void> remove(Documents& documents, const std::string& id) {
    if (documents.erase(id) == 0) return unknown(id);
    return {};
}

Result<void> apply_part(Configuration& next, const Change& change) {
    switch (change.kind) {
        case ChangeKind::None:
        case ChangeKind::Several:
            return {};
        case ChangeKind::PutPurpose:
            TRY(check_purpose(change));
            next.purposes[change.id] = change.document;
            return check_agreements(next);
        case ChangeKind::RemovePurpose:
            TRY(remove(next.purposes, change.id));
            return check_agreements(next);
        case ChangeKind::PutAgreement:
            TRY(check_elements(next, change));
            next.agreements[change.id] = change.document;
            return {};
        case ChangeKind::RemoveAgreement:
            return remove(next.agreements, change.id);
        case ChangeKind::SetMinimumCell:
            next.minimum_cell = change.value;
            return {};
        case ChangeKind::PublishZeros:
            next.publishes_zeros = change.value != 0;
            return {};
        case ChangeKind::PutMeasureTarget:
            TRY(check_target(change));
            next.targets[change.id] = change.document;
            return {};
        case ChangeKind::RemoveMeasureTarget:
            return remove(next.targets, change.id);
        case ChangeKind::AdmitMember:
            next.members[change.id] = change.document;
            return {};
        case ChangeKind::RemoveMember:
            TRY(remove(next.members, change.id));
            return check_member_is_free(next, change.id);
    }
    return {};
}

Json documents_json(const Documents& documents) {
    Json json = Json::object();
    for (const auto& [id, text] : documents) json[id] = Json::parse(text, nullptr, false);
    return json;
}

Result<Documents> read_documents(const Json& json, std::string_view key) {
    Documents documents;
    const auto found = json.find(std::string(key));
    if (found == json.end() || !found->is_object()) {
        return make_error(ErrorCode::Corrupt, "configuration.malformed", "expected an object", std::string(key));
    }
    for (const auto& [id, document] : found->items()) documents[id] = write_json(document);
    return documents;
}

Json value_at(const Configuration& configuration, const std::string& place) {
    if (place == "minimum_cell") return configuration.minimum_cell;
    if (place == "publish_zeros") return configuration.publishes_zeros;
    const std::size_t slash = place.find('/');
    const std::string_view kind = std::string_view(place).substr(0, slash);
    const std::string id = place.substr(slash + 1);
    const Documents& documents = kind == "purpose"     ? configuration.purposes
                                 : kind == "agreement" ? configuration.agreements
                                 : kind == "target"    ? configuration.targets
                                                       : configuration.members;
    const auto found = documents.find(id);
    return found == documents.end() ? Json() : Json::parse(found->second, nullptr, false);
}

}  // namespace

Result<Configuration> apply(const Configuration& configuration, const Change& change) {
    Configuration next = configuration;
    TRY(apply_part(next, change));
    for (const Change& part : change.parts) TRY(apply_part(next, part));
    return next;
}

Result<Configuration> replay(std::span<const Change> changes) {
    Configuration configuration;
    for (const Change& change : changes) configuration = TRY(apply(configuration, change));
    return configuration;
}

std::string write_configuration(const Configuration& configuration) {
    const Json json{{"members", documents_json(configuration.members)},
                    {"purposes", documents_json(configuration.purposes)},
                    {"agreements", documents_json(configuration.agreements)},
                    {"targets", documents_json(configuration.targets)},
                    {"minimum_cell", configuration.minimum_cell},
                    {"publish_zeros", configuration.publishes_zeros}};
    return write_json(json);
}

Result<Configuration> read_configuration(std::string_view text) {
    const Json json = TRY(read_object(text, "configuration.malformed"));
    Configuration configuration;
    configuration.members = TRY(read_documents(json, "members"));
    configuration.purposes = TRY(read_documents(json, "purposes"));
    configuration.agreements = TRY(read_documents(json, "agreements"));
    configuration.targets = TRY(read_documents(json, "targets"));
    Fields fields(json);
    configuration.minimum_cell = fields.number("minimum_cell", kMinimumCellDefault);
    configuration.publishes_zeros = fields.at("publish_zeros") == true;
    TRY(fields.check("configuration.malformed"));
    return configuration;
}

std::string values_at(const Configuration& configuration, const Change& change) {
    Json json = Json::object();
    for (const std::string& place : places_of(change)) json[place] = value_at(configuration, place);
    return write_json(json);
}

}  // namespace kith::govern
