#include "cli/decision_json.h"

#include <nlohmann/json.hpp>

#include "cli/text_table.h"
#include "consent/policy_json.h"

namespace kith::cli {

nlohmann::ordered_json answer_json(const consent::Answer& answer) {
    return nlohmann::ordered_json::parse(consent::write_answer(answer), nullptr, false);
}

std::string reasons_text(const consent::Answer& answer, const std::string& indent) {
    std::string text;
    for (const consent::Reason& reason : answer.reasons) text += indent + printable(reason.text) + "\n";
    for (const consent::Obligation& obligation : answer.obligations) {
        if (obligation.kind == consent::ObligationKind::RecordDisclosure) continue;  // done, not to be done
        text += indent + "bound by: " + printable(obligation.text) + "\n";
    }
    return text;
}

std::string unlock_text(const consent::Answer& answer, const std::string& indent) {
    std::string text;
    for (const consent::UnlockStep& step : answer.unlock) {
        text += indent + printable(step.text) + (step.who.empty() ? "" : " (" + printable(step.who) + ")") + "\n";
    }
    return text;
}

}  // namespace kith::cli
