#include "service/credentials.h"

#include "service/json.h"

namespace kith::service {

Result<Credential> credential_of(ledger::Reader& reader, const UserId& user) {
    Credential credential;
    credential.user = user;
    const auto document = TRY(reader.document(ledger::DocumentKind::Credential, user.value()));
    if (!document) return credential;
    const Json json = TRY(parse_json(document->json, "credential.malformed", user.value()));
    credential.password = text_at(json, "password");
    credential.totp_secret = text_at(json, "totp_secret");
    credential.recovery = texts_at(json, "recovery");
    return credential;
}

Result<void> put_credential(ledger::Transaction& transaction, const Credential& credential) {
    const Json json{
        {"password", credential.password}, {"totp_secret", credential.totp_secret}, {"recovery", credential.recovery}};
    ledger::Document document;
    document.kind = ledger::DocumentKind::Credential;
    document.id = credential.user.value();
    document.json = dump_json(json);
    TRY(transaction.put_document(document));
    return {};
}

}  // namespace kith::service
