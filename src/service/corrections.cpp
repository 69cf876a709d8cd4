#include "service/corrections.h"

#include <algorithm>
#include <array>

#include "service/family_circle.h"
#include "service/json.h"
#include "service/secret_words.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

constexpr std::size_t kTextBytesMax = 2000;
constexpr std::array<std::string_view, 3> kStates = {"open", "corrected", "refused"};

Result<void> check_text(const std::string& text) {
    if (!text.empty() && text.size() <= kTextBytesMax) return {};
    return make_error(ErrorCode::InvalidInput, "correction.text", "expected 1 to 2000 bytes of text", "text");
}

Correction correction_from(const Json& json) {
    Correction correction;
    correction.id = text_at(json, "id");
    correction.person = PersonId(text_at(json, "person"));
    correction.source = text_at(json, "source");
    correction.member = text_at(json, "member");
    correction.category = text_at(json, "category");
    correction.text = text_at(json, "text");
    correction.asked_at = Instant{number_at(json, "asked_at", 0)};
    correction.reply = text_at(json, "reply");
    const auto state = std::find(kStates.begin(), kStates.end(), text_at(json, "state"));
    if (state != kStates.end()) correction.state = static_cast<CorrectionState>(state - kStates.begin());
    return correction;
}

/// The first record of the source in which the window shows the category.
Result<std::optional<RecordId>> record_shown(ledger::Reader& reader, const FamilyCircle& circle,
                                             const CorrectionRequest& request) {
    for (const FamilyCircle::Part& part : circle.parts()) {
        if (!circle.reaches(part, request.category, request.source)) continue;
        for (const RecordId record : part.records) {
            const ledger::RecordHead head = TRY(reader.record(record));
            if (head.source.value() != request.source) continue;
            std::vector<std::string> categories = TRY(reader.categories(record));
            categories.insert(categories.end(), {"identity", "contact"});
            const bool is_held = std::find(categories.begin(), categories.end(), request.category) != categories.end();
            if (is_held) return std::optional(record);
        }
    }
    return std::optional<RecordId>();
}

Result<void> enter(ledger::Transaction& transaction, std::string_view kind, const PersonId& person,
                   const std::string& id) {
    TRY(transaction.append_audit({std::string(kind), person, dump_json({{"correction", id}})}));
    return {};
}

}  // namespace

std::string_view name_of(CorrectionState state) {
    return kStates[static_cast<std::size_t>(state)];
}

Result<Correction> ask_correction(ledger::Ledger& ledger, const CorrectionRequest& request, const UserId& viewer,
                                  const Clock& clock) {
    TRY(check_text(request.text));
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    const User user = TRY(require_family(*transaction, viewer, now));
    const FamilyCircle circle = TRY(FamilyCircle::open(*transaction, user, request.person, now));
    const auto record = TRY(record_shown(*transaction, circle, request));
    if (!record) {
        return make_error(ErrorCode::NotFound, "correction.not-held", "nothing of the kind is held there");
    }
    const ledger::Source source = TRY(transaction->source(SourceId(request.source)));
    const ledger::StoredIdentity stored = TRY(transaction->identity(*record));
    const std::string id = "r-" + hash_of_token(random_token()).substr(0, 16);
    const Json json{{"id", id},
                    {"person", circle.person().value()},
                    {"source", request.source},
                    {"member", source.member.value()},
                    {"category", request.category},
                    {"text", request.text},
                    {"by", viewer.value()},
                    {"asked_at", now.unix_ms},
                    {"state", "open"}};
    ledger::Document document;
    document.kind = DocumentKind::Correction;
    document.id = id;
    document.json = dump_json(json);
    document.anchor = {source.id, stored.local_id};
    TRY(transaction->put_document(document));
    TRY(enter(*transaction, "correction.ask", circle.person(), id));
    TRY(transaction->commit());
    return correction_from(json);
}

Result<std::vector<Correction>> corrections_of(ledger::Reader& reader, std::span<const RecordId> records,
                                               const UserId& by) {
    std::vector<Correction> corrections;
    const std::vector<ledger::Document> documents = TRY(reader.documents_of(DocumentKind::Correction, records));
    for (const ledger::Document& document : documents) {
        const Json json = TRY(parse_json(document.json, "correction.malformed", document.id));
        if (text_at(json, "by") == by.value()) corrections.push_back(correction_from(json));
    }
    std::stable_sort(corrections.begin(), corrections.end(),
                     [](const Correction& a, const Correction& b) { return a.asked_at > b.asked_at; });
    return corrections;
}

Result<std::vector<Correction>> list_corrections(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    if (!is_steward(standing) && standing.role != kMemberLead) {
        return make_error(ErrorCode::Denied, "role.not-of-source", "only a steward or a member's lead may do this");
    }
    std::vector<Correction> corrections;
    const std::vector<ledger::Document> documents = TRY(reader->documents(DocumentKind::Correction));
    for (const ledger::Document& document : documents) {
        const Json json = TRY(parse_json(document.json, "correction.malformed", document.id));
        const bool is_theirs = is_steward(standing) || text_at(json, "member") == standing.member.value();
        if (is_theirs) corrections.push_back(correction_from(json));
    }
    std::stable_sort(corrections.begin(), corrections.end(),
                     [](const Correction& a, const Correction& b) { return a.asked_at > b.asked_at; });
    return corrections;
}

Result<void> settle_correction(ledger::Ledger& ledger, const std::string& id, CorrectionState state,
                               const std::string& reply, const UserId& viewer, const Clock& clock) {
    if (state == CorrectionState::Refused) TRY(check_text(reply));
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Standing standing = TRY(standing_of(*transaction, viewer, clock.now()));
    auto document = TRY(transaction->document(DocumentKind::Correction, id));
    Json json;
    if (document) json = TRY(parse_json(document->json, "correction.malformed", id));
    const bool is_lead = standing.role == kMemberLead && text_at(json, "member") == standing.member.value();
    if (!document || (!is_lead && !is_steward(standing))) {
        return make_error(ErrorCode::NotFound, "correction.unknown", "no such correction", id);
    }
    if (text_at(json, "state") != "open" || state == CorrectionState::Open) {
        return make_error(ErrorCode::Conflict, "correction.settled", "the correction was settled already", id);
    }
    json["state"] = std::string(name_of(state));
    json["reply"] = reply;
    document->json = dump_json(json);
    TRY(transaction->put_document(*document));
    TRY(enter(*transaction, "correction.settle", PersonId(text_at(json, "person")), id));
    return transaction->commit();
}

}  // namespace kith::service
