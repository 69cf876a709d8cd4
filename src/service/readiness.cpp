#include "service/readiness.h"

#include <algorithm>
#include <map>

#include "govern/documents.h"
#include "service/json.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using govern::ReadinessAnswer;
using ledger::DocumentKind;

constexpr std::size_t kEvidenceBytesMax = 2'000;

using Answers = std::map<std::string, std::vector<ReadinessAnswer>>;  // by item

Result<Answers> read_answers(ledger::Reader& reader) {
    Answers answers;
    const std::vector<ledger::Document> documents = TRY(reader.documents(DocumentKind::ReadinessAnswer));
    for (const ledger::Document& document : documents) {
        ReadinessAnswer answer = TRY(govern::read_answer(document.json));
        answers[answer.item].push_back(std::move(answer));
    }
    return answers;
}

/// Each member answers alone: a lead sees the others only after their own answer.
void hide_others(ReadinessLine& line, const Standing& viewer) {
    if (viewer.role != kMemberLead) return;
    const bool has_answered = std::any_of(line.answers.begin(), line.answers.end(), [&](const ReadinessAnswer& answer) {
        return answer.member == viewer.member;
    });
    if (has_answered) return;
    line.is_hidden_until_answered = !line.answers.empty();
    line.answers.clear();
    line.spread.reset();
}

}  // namespace

Result<std::vector<ReadinessLine>> show_readiness(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    if (standing.role == "family") {
        return make_error(ErrorCode::Denied, "readiness.denied", "readiness is for those who take part");
    }
    Answers answers = TRY(read_answers(*reader));
    const std::vector<govern::Indicator> indicators = govern::indicators_of(TRY(platform_facts(*reader, clock.now())));
    std::vector<ReadinessLine> lines;
    for (const govern::ReadinessItem& item : govern::readiness_items()) {
        ReadinessLine line;
        line.item = &item;
        line.answers = std::move(answers[std::string(item.id)]);
        line.spread = govern::spread_of(line.answers);
        const auto measured = std::find_if(indicators.begin(), indicators.end(),
                                           [&](const govern::Indicator& each) { return each.key == item.indicator; });
        if (measured != indicators.end()) line.indicator = *measured;
        hide_others(line, standing);
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<void> answer_readiness(ledger::Ledger& ledger, const ReadinessAnswer& answer, const UserId& viewer,
                              const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Standing standing = TRY(standing_of(*transaction, viewer, clock.now()));
    if (standing.role != kMemberLead) {
        return make_error(ErrorCode::Denied, "role.not-member-lead", "only the lead of a member answers for it");
    }
    TRY(govern::check_answer(answer));
    if (answer.evidence.size() > kEvidenceBytesMax) {
        return make_error(ErrorCode::InvalidInput, "readiness.too-long", "the evidence is too long", "evidence");
    }
    ReadinessAnswer own = answer;
    own.member = standing.member;
    ledger::Document document;
    document.kind = DocumentKind::ReadinessAnswer;
    document.id = own.item + "/" + own.member.value();
    document.json = govern::write_answer(own);
    TRY(transaction->put_document(document));
    const Json entry{{"item", own.item}, {"member", own.member.value()}};
    TRY(transaction->append_audit({"readiness", std::nullopt, dump_json(entry)}));
    return transaction->commit();
}

}  // namespace kith::service
