// Commands that keep a ledger: audit verify, audit receipt, backup, restore, doctor.

#include <nlohmann/json.hpp>

#include "base/bytes.h"
#include "cli/ledger_options.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "service/upkeep.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

Json audit_json(const ledger::AuditReport& report) {
    return {{"holds", report.holds()},           {"entries", report.size},  {"root", to_hex(report.root)},
            {"checkpoints", report.checkpoints}, {"erased", report.erased}, {"failures", report.failures}};
}

std::string failures_text(const std::vector<std::string>& failures) {
    std::string text;
    for (std::size_t i = 0; i < failures.size() && i < 20; ++i) text += "  " + printable(failures[i]) + "\n";
    return text;
}

Result<void> run_audit_verify(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const service::AuditVerified verified = TRY(service::verify_audit(*ledger));
    const ledger::AuditReport& report = verified.report;
    if (session.form() == Form::Json) {
        Json answer = audit_json(report);
        answer["checkpoint"] = report.last_checkpoint;
        answer["origin"] = verified.origin;
        answer["public_key"] = verified.public_key;
        session.print_json(answer);
    } else {
        session.print(std::string("audit log  ") + (report.holds() ? "holds" : "BROKEN") + "\nentries    " +
                      with_commas(report.size) + "\nroot       " + to_hex(report.root) + "\n" +
                      failures_text(report.failures));
        if (!report.last_checkpoint.empty()) session.print("\n" + report.last_checkpoint);
    }
    if (report.holds()) return {};
    return make_error(ErrorCode::Corrupt, "audit.broken", "the audit log does not hold");
}

Result<void> run_audit_receipt(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const auto sequence = static_cast<std::uint64_t>(arguments.number("ENTRY", 0));
    const std::string receipt = TRY(service::audit_receipt(*ledger, sequence));
    session.print(receipt + "\n");
    return {};
}

Result<void> run_backup(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const std::string path = arguments.text("FILE");
    TRY(service::back_up(*ledger, path, session.clock()));
    if (session.form() == Form::Json) {
        session.print_json({{"backup", path}, {"keys", path + ".keys"}});
    } else {
        session.print("backup  " + path + "\nkeys    " + path + ".keys\n");
    }
    return {};
}

Result<void> run_restore(Session& session, const Arguments& arguments) {
    const service::LedgerPlace place = ledger_place(arguments);
    TRY(service::restore_ledger(arguments.text("FILE"), place));
    if (session.form() == Form::Json) {
        session.print_json({{"ledger", place.path}});
    } else {
        session.print("restored to " + place.path + "\n");
    }
    return {};
}

Json counts_json(const ledger::Counts& counts) {
    return {{"members", counts.members},
            {"sources", counts.sources},
            {"deliveries", counts.deliveries_committed},
            {"deliveries_unfinished", counts.deliveries_received},
            {"deliveries_undone", counts.deliveries_undone},
            {"deliveries_unlinked", counts.deliveries_unlinked},
            {"records", counts.records_active},
            {"records_suspected_gone", counts.records_suspected_gone},
            {"records_undone", counts.records_undone},
            {"records_erased", counts.records_shredded},
            {"persons", counts.persons},
            {"tombstones", counts.tombstones},
            {"link_runs", counts.link_runs},
            {"reviews_open", counts.reviews_open},
            {"verdicts", counts.verdicts},
            {"problems", counts.problems},
            {"audit_entries", counts.audit_entries}};
}

Result<void> run_doctor(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const service::Health health = TRY(service::examine(*ledger));
    const Json counts = counts_json(health.counts);
    if (session.form() == Form::Json) {
        session.print_json(
            {{"sound", health.is_sound()},
             {"integrity",
              {{"failures", health.integrity.failures}, {"records_opened", health.integrity.records_opened}}},
             {"audit", audit_json(health.audit)},
             {"counts", counts},
             {"advice", health.advice}});
    } else {
        TextTable table({Align::Left, Align::Right});
        for (const auto& [name, value] : counts.items()) {
            std::string words = name;
            for (char& c : words) c = c == '_' ? ' ' : c;
            table.row({words, with_commas(value.get<std::uint64_t>())});
        }
        session.print(std::string("ledger     ") + (health.integrity.holds() ? "sound" : "DAMAGED") + "\n" +
                      failures_text(health.integrity.failures) + "audit log  " +
                      (health.audit.holds() ? "holds" : "BROKEN") + "\n" + failures_text(health.audit.failures) +
                      table.to_text());
        for (const std::string& advice : health.advice) session.print("next: " + advice + "\n");
    }
    if (health.is_sound()) return {};
    return make_error(ErrorCode::Corrupt, "doctor.unsound", "the ledger is damaged");
}

}  // namespace

std::vector<Command> upkeep_commands() {
    return {
        {"audit verify",
         "recompute the whole audit log",
         "Every entry, every node of the tree and every signed checkpoint.",
         Uses::Ledger,
         {},
         {"kith audit verify --json"},
         run_audit_verify},
        {"audit receipt",
         "prove to somebody outside that an entry is in the log",
         "Prints the inclusion proof, the signed checkpoint and the public key.",
         Uses::Ledger,
         {{"ENTRY", "", "its number, from 0", Count::Required, Takes::Number}},
         {"kith audit receipt 41 > receipt.json"},
         run_audit_receipt},
        {"backup",
         "copy the ledger while it is in use",
         "The records' keys go to FILE.keys, so that they can be kept for a shorter time than the data. The community "
         "key\n"
         "is in neither.",
         Uses::Ledger,
         {{"FILE", "", "a path that does not exist yet", Count::Required, Takes::File}},
         {"kith backup /mnt/backup/kith-2026-11-23.db"},
         run_backup},
        {"restore",
         "put a backup in place of the ledger",
         "The backup is verified first. Records erased since stay erased.",
         Uses::Ledger,
         {{"FILE", "", "a backup", Count::Required, Takes::File}},
         {"kith restore /mnt/backup/kith-2026-11-23.db --ledger kith.db"},
         run_restore},
        {"doctor",
         "check that everything is whole and say what to do next",
         "",
         Uses::Ledger,
         {},
         {"kith doctor"},
         run_doctor},
    };
}

}  // namespace kith::cli
