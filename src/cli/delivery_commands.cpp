// Commands that set up a ledger and bring data in: init, community load, deliver, deliveries, undo.

#include <nlohmann/json.hpp>

#include "cli/ledger_options.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "service/community.h"
#include "service/deliver.h"
#include "service/deliveries.h"
#include "service/files.h"
#include "service/init.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

Json community_json(const service::CommunityLoaded& loaded) {
    return {{"name", loaded.name},
            {"members", loaded.members},
            {"sources", loaded.sources},
            {"users", loaded.users},
            {"documents", loaded.documents}};
}

std::string community_text(const service::CommunityLoaded& loaded) {
    return counted(loaded.members, "member", "members") + ", " + counted(loaded.sources, "source", "sources") + ", " +
           counted(loaded.users, "user", "users") + ", " + counted(loaded.documents, "document", "documents") + "\n";
}

Result<void> run_init(Session& session, const Arguments& arguments) {
    const service::LedgerPlace place = ledger_place(arguments);
    const service::Initialised done = TRY(
        service::init(place, arguments.text("--community"), arguments.text("--name", "community"), session.clock()));
    if (session.form() == Form::Json) {
        Json answer{{"ledger", place.path}, {"name", done.name}};
        if (!place.passphrase_file) answer["key_file"] = place.key_file_or_default();
        if (done.community) answer["community"] = community_json(*done.community);
        session.print_json(answer);
        return {};
    }
    session.print("ledger     " + place.path + "\n");
    if (!place.passphrase_file) {
        session.print("key        " + place.key_file_or_default() +
                      " (keep it apart from the ledger and its backups)\n");
    }
    if (done.community) session.print("community  " + done.community->name + ": " + community_text(*done.community));
    return {};
}

Result<void> run_community_load(Session& session, const Arguments& arguments) {
    const service::InputFile file = TRY(service::InputFile::open(arguments.text("FILE")));
    const auto ledger = TRY(open_ledger(arguments));
    const service::CommunityLoaded loaded = TRY(service::load_community(*ledger, file.text(), session.clock()));
    if (session.form() == Form::Json) {
        session.print_json(community_json(loaded));
    } else {
        session.print(community_text(loaded));
    }
    return {};
}

std::string_view word_of(service::DeliverEnd end) {
    switch (end) {
        case service::DeliverEnd::Committed:
            return "committed";
        case service::DeliverEnd::Previewed:
            return "previewed";
        case service::DeliverEnd::AlreadyHeld:
            return "already_held";
    }
    return "committed";
}

Json accounts_json(const service::Delivered& delivered) {
    Json files = Json::array();
    for (const intake::FileAccount& file : delivered.accounts) {
        files.push_back({{"file", file.name},
                         {"sheet", file.sheet},
                         {"shape", std::string(intake::name_of(file.shape))},
                         {"format", file.format},
                         {"input_lines", file.account.input_lines()},
                         {"loaded", file.account.loaded()},
                         {"quarantined", file.account.quarantined()},
                         {"ignored", file.account.ignored()},
                         {"quarantined_by_reason", file.account.quarantined_by_reason()},
                         {"ignored_by_reason", file.account.ignored_by_reason()}});
    }
    return files;
}

Json delivered_json(const service::Delivered& delivered) {
    Json answer{{"source", delivered.source.value()},
                {"end", std::string(word_of(delivered.end))},
                {"delivery", delivered.delivery ? Json(delivered.delivery->value()) : Json()},
                {"records", delivered.records},
                {"new", delivered.added},
                {"changed", delivered.changed},
                {"gone", delivered.gone},
                {"same", delivered.same},
                {"quarantined", delivered.quarantined_lines},
                {"ignored", delivered.ignored_lines},
                {"loaded", delivered.loaded_lines},
                {"input_lines", delivered.input_lines},
                {"held_back", delivered.held_back},
                {"erased", delivered.erased},
                {"removals_wait", delivered.removals == intake::Removals::Wait},
                {"layout_version", delivered.layout_version},
                {"files", accounts_json(delivered)}};
    Json problems = Json::array();
    for (const intake::FileProblem& each : delivered.problems) {
        const table::Problem& problem = each.problem;
        problems.push_back(
            {{"file", each.file < delivered.file_names.size() ? delivered.file_names[each.file] : std::string()},
             {"id", problem.id},
             {"severity", std::string(table::name_of(problem.severity))},
             {"message", problem.message},
             {"suggestion", problem.suggestion},
             {"sheet", problem.place.sheet},
             {"line", problem.place.line},
             {"column_name", problem.place.column_name}});
    }
    answer["problems"] = std::move(problems);
    Json drift = Json::array();
    for (const intake::Drift& each : delivered.drift) {
        drift.push_back(
            {{"kind", std::string(intake::name_of(each.kind))}, {"sheet", each.sheet}, {"column", each.column}});
    }
    answer["drift"] = std::move(drift);
    return answer;
}

std::string problems_text(const service::Delivered& delivered) {
    std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
    for (const intake::FileProblem& each : delivered.problems) {
        ++counts[{std::string(table::name_of(each.problem.severity)), each.problem.id}];
    }
    TextTable table({Align::Right, Align::Left, Align::Left}, "    ");
    for (const auto& [key, count] : counts) table.row({with_commas(count), key.first, key.second});
    return table.to_text();
}

std::string delivered_text(const service::Delivered& delivered) {
    const std::string name = delivered.source.value();
    if (delivered.end == service::DeliverEnd::AlreadyHeld) {
        return name + ": already held as delivery " + std::to_string(delivered.delivery->value()) +
               "; nothing was written\n";
    }
    std::string text = name + (delivered.end == service::DeliverEnd::Previewed
                                   ? ": preview, nothing was written\n"
                                   : ": delivery " + std::to_string(delivered.delivery->value()) + "\n");
    text += "  new " + with_commas(delivered.added) + "  changed " + with_commas(delivered.changed) + "  gone " +
            with_commas(delivered.gone) + "  same " + with_commas(delivered.same) + "  quarantined " +
            with_commas(delivered.quarantined_lines) + "  ignored " + with_commas(delivered.ignored_lines) + "\n";
    TextTable files({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Left}, "    ");
    files.row({"file", "lines", "loaded", "quarantined", "ignored", "understood as"});
    for (const intake::FileAccount& file : delivered.accounts) {
        files.row({printable(file.name + (file.sheet.empty() ? "" : " / " + file.sheet)),
                   with_commas(file.account.input_lines()), with_commas(file.account.loaded()),
                   with_commas(file.account.quarantined()), with_commas(file.account.ignored()),
                   file.format.empty() ? std::string(intake::name_of(file.shape)) : file.format});
    }
    text += files.to_text();
    if (!delivered.problems.empty()) text += "  problems\n" + problems_text(delivered);
    for (const intake::Drift& drift : delivered.drift) {
        text += "  layout: " + std::string(intake::name_of(drift.kind)) + " " + printable(drift.column) + "\n";
    }
    if (delivered.removals == intake::Removals::Wait) {
        text += "  " + counted(delivered.gone, "record is", "records are") +
                " missing, too many to believe or perhaps in unread rows: nothing was marked (--allow-removals marks "
                "them)\n";
    }
    return text;
}

Result<std::vector<service::DeliverRequest>> requests_of(const Arguments& arguments) {
    std::vector<service::DeliverRequest> requests;
    if (arguments.has("--manifest")) {
        requests = TRY(service::read_manifest(arguments.text("--manifest")));
    } else {
        if (!arguments.has("--source")) {
            return make_error(ErrorCode::InvalidInput, "deliver.no-source",
                              "expected --source NAME or --manifest FILE");
        }
        service::DeliverRequest request;
        request.source = SourceId(arguments.text("--source"));
        request.files = arguments.texts("FILE");
        requests.push_back(std::move(request));
    }
    Json settings = Json::object();
    for (const std::string_view key : {"policy", "programme", "category", "date-order", "blank", "region"}) {
        if (!arguments.has("--" + std::string(key))) continue;
        const std::string name = key == "category"     ? "default_category"
                                 : key == "date-order" ? "date_order"
                                                       : std::string(key);
        settings[name] = arguments.text("--" + std::string(key));
    }
    for (service::DeliverRequest& request : requests) {
        request.step = arguments.has("--preview") ? service::DeliverStep::Preview : service::DeliverStep::Commit;
        request.removal = arguments.has("--allow-removals") ? service::Removal::Allowed : service::Removal::Guarded;
        request.if_new.member = arguments.text("--member");
        settings["id"] = request.source.value();
        settings["name"] = request.source.value();
        request.if_new.settings = settings.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return requests;
}

Result<void> run_deliver(Session& session, const Arguments& arguments) {
    const std::vector<service::DeliverRequest> requests = TRY(requests_of(arguments));
    const auto ledger = TRY(open_ledger(arguments));
    Json all = Json::array();
    Result<void> end;
    for (const service::DeliverRequest& request : requests) {
        auto delivered = service::deliver(*ledger, request, session.clock(), session.pool(), session.progress());
        if (delivered.is_error()) {
            // What came before stands: each delivery is one transaction.
            Error error = std::move(delivered).error();
            if (requests.size() > 1)
                error.where = request.source.value() + (error.where.empty() ? "" : ": " + error.where);
            end = std::move(error);
            break;
        }
        if (session.form() == Form::Text) session.print(delivered_text(*delivered));
        if (session.form() == Form::Json) all.push_back(delivered_json(*delivered));
    }
    if (session.form() == Form::Json && !(all.empty() && end.is_error())) {
        session.print_json(arguments.has("--manifest") ? all : all.front());
    }
    return end;
}

std::string_view word_of(ledger::DeliveryState state) {
    switch (state) {
        case ledger::DeliveryState::Received:
            return "received";
        case ledger::DeliveryState::Committed:
            return "committed";
        case ledger::DeliveryState::Undone:
            return "undone";
    }
    return "received";
}

Result<void> run_delivery_list(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    std::optional<SourceId> source;
    if (arguments.has("--source")) source = SourceId(arguments.text("--source"));
    const std::vector<ledger::Delivery> deliveries = TRY(service::list_deliveries(*ledger, source));
    Json list = Json::array();
    TextTable table({Align::Right, Align::Left, Align::Left, Align::Left, Align::Right}, "");
    for (const ledger::Delivery& delivery : deliveries) {
        const std::string state(word_of(delivery.state));
        list.push_back({{"delivery", delivery.id.value()},
                        {"source", delivery.source.value()},
                        {"state", state},
                        {"received_at", delivery.received_at.to_iso()},
                        {"by", delivery.by.value()},
                        {"files", delivery.files.size()}});
        table.row({std::to_string(delivery.id.value()), delivery.source.value(), state, delivery.received_at.to_iso(),
                   counted(delivery.files.size(), "file", "files")});
    }
    if (session.form() == Form::Json) {
        session.print_json(list);
    } else {
        session.print(table.to_text());
    }
    return {};
}

Result<void> run_delivery_undo(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const DeliveryId id(static_cast<std::uint64_t>(arguments.number("DELIVERY", 0)));
    TRY(service::undo_delivery(*ledger, id, session.clock()));
    if (session.form() == Form::Json) {
        session.print_json({{"undone", id.value()}});
    } else {
        session.print("delivery " + std::to_string(id.value()) + " is undone; run `kith link` to link what is left\n");
    }
    return {};
}

std::vector<Option> deliver_options() {
    return {
        {"FILE", "", "files of one delivery; a folder stands for the files in it", Count::Many, Takes::File},
        {"--source", "NAME", "the source that sends them; made on first use"},
        {"--manifest", "FILE", "a list of sources and their files, delivered in order", Count::Optional, Takes::File},
        {"--preview", "", "say what would change and write nothing"},
        {"--allow-removals", "", "mark missing records as gone even where they are many"},
        {"--member", "NAME", "the member of a new source; else one of the source's name"},
        {"--policy", "WORD", "of a new source: full (missing means gone), additions, delta or slice"},
        {"--programme", "NAME", "of a new source: the programme its attendance is about"},
        {"--category", "NAME", "of a new source: the category of facts that do not show theirs"},
        {"--date-order", "ORDER", "of a new source: mdy, dmy or ymd, where the file cannot say"},
        {"--blank", "WORD", "of a new source: what a blank mark means: none, absent or present"},
        {"--region", "CODE", "of a new source: the country of phone numbers, such as US"}};
}

}  // namespace

std::vector<Command> delivery_commands() {
    return {
        {"init",
         "make a new ledger and its key",
         "The key file opens everything in the ledger; it is readable by its owner only. Without it the ledger is "
         "lost.",
         Uses::Ledger,
         {{"--community", "FILE", "who takes part: members, sources, users, agreements", Count::Optional, Takes::File},
          {"--name", "NAME", "the community's name, where no file says it"}},
         {"kith init --community town/community.json", "kith init --ledger riverton.db --name Riverton"},
         run_init},
        {"community load",
         "load or update who takes part",
         "What the file names again gets a new version; what it does not name stays.",
         Uses::Ledger,
         {{"FILE", "", "a community file", Count::Required, Takes::File}},
         {"kith community load community.json"},
         run_community_load},
        {"deliver",
         "bring a source's files into the ledger",
         "Every line is loaded, quarantined with a reason, or ignored with a reason. The same files again write "
         "nothing;\n"
         "a record that is missing is suspected gone, never deleted.",
         Uses::Ledger,
         deliver_options(),
         {"kith deliver attendance.xlsx --source northside-club --preview",
          "kith deliver export/ --source lincoln-sis --member lincoln-schools",
          "kith deliver --manifest town/deliveries.json"},
         run_deliver},
        {"delivery list",
         "list deliveries, newest first",
         "",
         Uses::Ledger,
         {{"--source", "NAME", "of this source only"}},
         {"kith delivery list --source lincoln-sis"},
         run_delivery_list},
        {"delivery undo",
         "take the newest delivery of a source back",
         "Every record is put back to what it was before.",
         Uses::Ledger,
         {{"DELIVERY", "", "its number", Count::Required, Takes::Number}},
         {"kith delivery undo 12"},
         run_delivery_undo},
    };
}

}  // namespace kith::cli
