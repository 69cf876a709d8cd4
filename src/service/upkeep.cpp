#include "service/upkeep.h"

#include "service/json.h"

namespace kith::service {
namespace {

constexpr std::string_view kLastBackup = "last-backup";

}  // namespace

Result<AuditVerified> verify_audit(ledger::Ledger& ledger) {
    const auto reader = TRY(ledger.begin_read());
    AuditVerified verified;
    verified.report = TRY(reader->verify_audit());
    verified.origin = ledger.checkpoint_origin();
    verified.public_key = ledger.checkpoint_public_key();
    return verified;
}

Result<std::string> audit_receipt(ledger::Ledger& ledger, std::uint64_t sequence) {
    const auto reader = TRY(ledger.begin_read());
    const std::vector<ledger::Hash> proof = TRY(reader->inclusion_proof(sequence));
    Json path = Json::array();
    for (const ledger::Hash& hash : proof) path.push_back(to_base64(hash));
    Json receipt;
    receipt["format"] = "kith-receipt";
    receipt["version"] = 1;
    receipt["entry"] = sequence;
    receipt["inclusion_proof"] = std::move(path);
    receipt["checkpoint"] = TRY(reader->last_checkpoint());
    receipt["public_key"] = ledger.checkpoint_public_key();
    return receipt.dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<Health> examine(ledger::Ledger& ledger) {
    const auto reader = TRY(ledger.begin_read());
    Health health;
    health.integrity = TRY(reader->check_integrity(ledger::IntegrityCheck::Full));
    health.counts = TRY(reader->counts());
    health.audit = TRY(reader->verify_audit());
    const ledger::Counts& counts = health.counts;
    if (counts.sources == 0) health.advice.emplace_back("load a community: kith community load FILE");
    if (counts.deliveries_unlinked > 0) health.advice.emplace_back("link what was delivered since: kith link");
    if (counts.reviews_open > 0) health.advice.emplace_back("settle open reviews: kith review list");
    if (counts.quarantined > 0) health.advice.emplace_back("look at quarantined rows and send them back");
    if (!health.is_sound()) health.advice.emplace_back("restore the last good backup: kith restore FILE");
    return health;
}

Result<void> back_up(ledger::Ledger& ledger, const std::string& path, const Clock& clock) {
    TRY(ledger.backup(path));
    const auto transaction = TRY(begin_as_operator(ledger, clock));
    ledger::Document document;
    document.kind = ledger::DocumentKind::Setting;
    document.id = kLastBackup;
    document.json = dump_json(Json{{"at", clock.now().to_iso()}});
    TRY(transaction->put_document(document));
    TRY(transaction->append_audit({"backup", std::nullopt, document.json}));
    return transaction->commit();
}

Result<std::optional<Instant>> last_backup(ledger::Reader& reader) {
    const auto document = TRY(reader.document(ledger::DocumentKind::Setting, std::string(kLastBackup)));
    if (!document) return std::optional<Instant>();
    return Instant::parse_iso(text_at(TRY(parse_json(document->json, "backup.malformed", "")), "at"));
}

}  // namespace kith::service
