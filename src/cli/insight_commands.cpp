// `kith effect` and `kith suppress`: the insight engines on plain files.

#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "service/effect_file.h"
#include "service/effect_json.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string fixed(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

/// Names between commas.
std::vector<std::string> names_in(const std::string& list) {
    std::vector<std::string> names;
    std::string name;
    for (const char c : list + ",") {
        if (c != ',') {
            name += c;
        } else if (!name.empty()) {
            names.push_back(std::exchange(name, {}));
        }
    }
    return names;
}

std::string estimators_text(const std::vector<insight::Estimate>& estimators) {
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right});
    table.row({"estimator", "estimate", "error", "low", "high"});
    for (const insight::Estimate& estimate : estimators) {
        table.row({std::string(name_of(estimate.estimator)), fixed(estimate.value, 6),
                   fixed(estimate.standard_error, 4), fixed(estimate.low(), 4), fixed(estimate.high(), 4)});
    }
    return table.to_text();
}

std::string balance_text(const std::vector<insight::BalanceRow>& balance) {
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Left});
    table.row({"covariate", "before", "after", "g", "baseline"});
    for (const insight::BalanceRow& row : balance) {
        table.row({printable(row.covariate), fixed(row.before, 4), fixed(row.after, 4), fixed(row.g, 4),
                   std::string(name_of(row.baseline))});
    }
    return table.to_text();
}

std::string effect_text(const service::EffectFileReport& report) {
    const insight::EffectReport& effect = report.effect;
    std::string text = service::effect_sentence(effect) + "\n";
    TextTable counts({Align::Left, Align::Right}, "");
    counts.row({"treated", with_commas(effect.treated)});
    counts.row({"controls", with_commas(effect.controls)});
    counts.row({"matched", with_commas(effect.matched)});
    counts.row({"dropped", with_commas(effect.dropped)});
    if (report.incomplete > 0) counts.row({"left out, incomplete", with_commas(report.incomplete)});
    text += counts.to_text() + "estimates\n" + estimators_text(effect.estimators);
    text += "balance, by " + std::string(name_of(effect.estimate.estimator)) + "\n" + balance_text(effect.balance);
    if (effect.placebo) {
        const insight::Estimate& placebo = effect.placebo->estimate;
        text += "placebo    " + std::string(effect.placebo->is_passed() ? "passed" : "failed") + ", " +
                fixed(placebo.value, 4) + " (" + fixed(placebo.low(), 4) + " to " + fixed(placebo.high(), 4) + ")\n";
    }
    text += "overlap    " + fixed(100 * effect.overlap.treated_outside, 1) +
            " % of the treated outside, controls worth " + fixed(effect.overlap.control_effective, 1) + "\n";
    text += "robustness " + fixed(effect.robustness.value, 4) + ", at the 5 % level " +
            fixed(effect.robustness.value_at_05, 4) + "\n";
    text += "evidence   " + std::string(name_of(effect.evidence.rating)) + ", ESSA tier " +
            (effect.evidence.tier == insight::Tier::None  ? std::string("none")
             : effect.evidence.tier == insight::Tier::Two ? std::string("2")
                                                          : std::string("3"));
    for (const insight::TierReason reason : effect.evidence.because) text += ", " + std::string(name_of(reason));
    return text + "\n";
}

Result<void> run_effect(Session& session, const Arguments& arguments) {
    service::EffectFileRequest request;
    request.file = arguments.text("FILE");
    request.controls = arguments.optional_text("--controls");
    request.treatment = arguments.text("--treatment");
    request.outcome = arguments.text("--outcome");
    request.covariates = names_in(arguments.text("--covariates"));
    request.factors = names_in(arguments.text("--factors"));
    request.placebo = arguments.optional_text("--placebo");
    request.options.minimum = static_cast<std::size_t>(arguments.number("--minimum", 60));
    if (arguments.has("--lower-is-better")) request.options.better = insight::Better::Lower;
    if (arguments.has("--sites")) request.options.sites = static_cast<std::size_t>(arguments.number("--sites", 0));
    const service::EffectFileReport report = TRY(service::effect_of_files(request));
    if (session.form() == Form::Text) {
        session.print(effect_text(report));
        return {};
    }
    Json answer = service::effect_json(report.effect);
    answer["rows"] = report.rows;
    answer["incomplete"] = report.incomplete;
    answer["columns"] = report.columns;
    session.print_json(answer);
    return {};
}

}  // namespace

std::vector<Command> insight_commands() {
    return {
        {"effect",
         "say whether a programme helped, from a plain file",
         "Compares rows with treatment 1 with rows with treatment 0 by several methods and prints the estimates with "
         "95 %\nintervals, balance, overlap, placebo, sensitivity and a verdict in words. Without --placebo, an "
         "outcome "
         "from before\nthe programme, there is no verdict.",
         Uses::Files,
         {{"FILE", "", "the table", Count::Required, Takes::File},
          {"--treatment", "COLUMN", "the column that is 1 for those who took part and 0 for the others",
           Count::Required},
          {"--outcome", "COLUMN", "the column with what came after", Count::Required},
          {"--covariates", "A,B,C", "columns known before; words become indicators", Count::Required},
          {"--factors", "A,B", "covariates whose numbers are names"},
          {"--placebo", "COLUMN", "an outcome from before the programme"},
          {"--controls", "OTHER", "a file whose rows with treatment 0 are compared with instead", Count::Optional,
           Takes::File},
          {"--lower-is-better", "", "a lower outcome is the better one"},
          {"--sites", "N", "places the programme ran at, for the ESSA tier", Count::Optional, Takes::Number},
          {"--minimum", "N", "refuse fewer than this many in either group; 60", Count::Optional, Takes::Number}},
         {"kith effect children.csv --treatment club --outcome absent --covariates age,absent_before --placebo "
          "absent_before --lower-is-better",
          "kith effect trained.csv --controls survey.csv --treatment treat --outcome re78 --covariates age,re74 "
          "--json"},
         run_effect},
    };
}

}  // namespace kith::cli
