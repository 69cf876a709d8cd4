#include "service/consent_documents.h"

#include "service/consent_view.h"
#include "service/consents.h"
#include "service/policy_source.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

std::string consent_document_id(const std::string& id, std::int64_t version) {
    return id + "#" + std::to_string(version);
}

}  // namespace

Result<void> put_consent_document(ledger::Transaction& transaction, DocumentKind kind, const Json& entry) {
    ledger::Document document;
    document.kind = kind;
    document.id = text_at(entry, "id");
    if (kind == DocumentKind::Consent) document.id = consent_document_id(document.id, number_at(entry, "version", 1));
    document.json = dump_json(entry);
    const Json& child = at(entry, "child");
    if (child.is_object()) document.anchor = {SourceId(text_at(child, "source")), text_at(child, "local_id")};
    TRY(transaction.put_document(document));
    return {};
}

Result<Json> latest_consent(ledger::Reader& reader, const std::string& id) {
    // Versions are given without gaps, from the one that was loaded: most often the first.
    std::optional<ledger::Document> latest;
    for (std::int64_t version = 1;; ++version) {
        auto document = TRY(reader.document(DocumentKind::Consent, consent_document_id(id, version)));
        if (!document && version > 1) break;
        if (document) latest = std::move(document);
    }
    if (!latest) return make_error(ErrorCode::NotFound, "consent.unknown", "no such consent", id);
    return parse_json(latest->json, "policy.document", id);
}

Result<ConsentsOfChild> list_consents(ledger::Ledger& ledger, const std::string& child, const UserId& user,
                                      const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({user, clock.now()}));
    ConsentsOfChild consents;
    consents.person = TRY(find_person(*transaction, child));
    const ledger::Person person = TRY(transaction->person(consents.person));
    std::vector<RecordId> records;
    for (const ledger::Link& link : person.links) records.push_back(link.record);
    consents.authorities = TRY(consent_documents_of(*transaction, DocumentKind::Authority, records));
    consents.consents = TRY(consent_documents_of(*transaction, DocumentKind::Consent, records));
    consents.forbids = TRY(consent_documents_of(*transaction, DocumentKind::Forbid, records));
    const Json entry{{"viewer", user.value()}, {"action", "consent.list"}};
    TRY(transaction->append_audit({"disclosure", consents.person, dump_json(entry)}));
    TRY(transaction->commit());
    return consents;
}

}  // namespace kith::service
