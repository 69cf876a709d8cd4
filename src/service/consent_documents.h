#pragma once

// How consents, authorities and forbids about a child stand in the ledger: a document each, anchored to the record that
// the child was named by. Every version of a consent is a document of its own (`id#version`), because a decision about
// the past needs them all.

#include <string>

#include "ledger/ledger.h"
#include "service/json.h"

namespace kith::service {

Result<void> put_consent_document(ledger::Transaction& transaction, ledger::DocumentKind kind, const Json& entry);

/// The consent with the highest version. Errors: consent.unknown.
Result<Json> latest_consent(ledger::Reader& reader, const std::string& id);

}  // namespace kith::service
