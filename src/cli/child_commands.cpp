// Commands about one child: find, show, and consent give, narrow, withdraw, list, load.

#include <nlohmann/json.hpp>

#include "cli/child_text.h"
#include "cli/ledger_options.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "service/consents.h"
#include "service/files.h"
#include "service/find_child.h"
#include "service/show_child.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

Result<void> run_find(Session& session, const Arguments& arguments) {
    service::FindRequest request;
    for (const std::string& word : arguments.texts("WORD")) request.query += word + " ";
    request.viewer = UserId(arguments.text("--as"));
    request.purpose = arguments.text("--purpose");
    const auto ledger = TRY(open_ledger(arguments));
    const service::Found found = TRY(service::find_children(*ledger, request, session.clock()));
    Json hits = Json::array();
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Left}, "");
    for (const service::Hit& hit : found.hits) {
        hits.push_back({{"child", hit.person.value()},
                        {"given", hit.given},
                        {"surname", hit.surname},
                        {"birth_date", hit.birth_date},
                        {"sources", hit.sources}});
        std::string sources;
        for (const std::string& source : hit.sources) sources += (sources.empty() ? "" : ", ") + source;
        table.row({hit.person.value(), printable(hit.given + " " + hit.surname), hit.birth_date, sources});
    }
    if (session.form() == Form::Json) {
        session.print_json({{"hits", std::move(hits)}, {"more", found.is_cut}});
        return {};
    }
    session.print(found.hits.empty() ? "no child that you may know of fits\n" : table.to_text());
    if (found.is_cut) session.print("more records fit; add a word or a birth date\n");
    return {};
}

Result<void> run_show(Session& session, const Arguments& arguments) {
    service::ShowRequest request;
    request.child = arguments.text("CHILD");
    request.viewer = UserId(arguments.text("--as"));
    request.purpose = arguments.text("--purpose");
    const auto ledger = TRY(open_ledger(arguments));
    const service::ChildView view = TRY(service::show_child(*ledger, request, session.clock()));
    if (session.form() == Form::Json) {
        session.print_json(child_json(view));
    } else {
        session.print(child_text(view));
    }
    return {};
}

service::ConsentTerms terms_of(const Arguments& arguments) {
    service::ConsentTerms terms;
    terms.categories = words_of(arguments, "--categories");
    terms.sources = words_of(arguments, "--sources");
    terms.recipients = words_of(arguments, "--recipients");
    terms.purposes = words_of(arguments, "--purposes");
    terms.actions = words_of(arguments, "--actions");
    terms.from = arguments.optional_text("--from");
    terms.to = arguments.optional_text("--to");
    return terms;
}

void print_version(Session& session, const std::string& id, std::uint32_t version, std::string_view done) {
    if (session.form() == Form::Json) {
        session.print_json({{"consent", id}, {"version", version}});
    } else {
        session.print("consent " + id + " " + std::string(done) + ": version " + std::to_string(version) + "\n");
    }
}

Result<void> run_consent_give(Session& session, const Arguments& arguments) {
    service::GiveRequest request;
    request.child = arguments.text("CHILD");
    request.authority = arguments.text("--authority");
    request.effect = arguments.has("--deny") ? service::GiveEffect::Deny : service::GiveEffect::Permit;
    request.terms = terms_of(arguments);
    request.user = UserId(arguments.text("--as", service::kOperator));
    const auto ledger = TRY(open_ledger(arguments));
    const std::string id = TRY(service::give_consent(*ledger, request, session.clock()));
    print_version(session, id, 1, "given");
    return {};
}

Result<void> run_consent_narrow(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const std::string id = arguments.text("CONSENT");
    const UserId user(arguments.text("--as", service::kOperator));
    const std::uint32_t version = TRY(service::narrow_consent(*ledger, id, terms_of(arguments), user, session.clock()));
    print_version(session, id, version, "narrowed");
    return {};
}

Result<void> run_consent_withdraw(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const std::string id = arguments.text("CONSENT");
    const UserId user(arguments.text("--as", service::kOperator));
    const std::uint32_t version = TRY(service::withdraw_consent(*ledger, id, user, session.clock()));
    print_version(session, id, version, "withdrawn");
    return {};
}

Json documents_json(const std::vector<service::HeldConsent>& held) {
    Json list = Json::array();
    for (const service::HeldConsent& each : held) list.push_back(Json::parse(each.json, nullptr, false));
    return list;
}

std::string list_text(const Json& list) {
    std::string text;
    if (!list.is_array()) return "all";
    for (const Json& each : list) {
        const std::string word = each.is_string() ? each.get<std::string>() : each.dump();
        text += (text.empty() ? "" : ", ") + (word == "*" ? "all" : word);
    }
    return text.empty() ? "none" : text;
}

std::string consent_text(const service::HeldConsent& held) {
    const Json json = Json::parse(held.json, nullptr, false);
    if (!json.is_object()) return {};
    const auto text_of = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string("open");
    };
    const auto list_of = [&](const char* key) { return json.contains(key) ? list_text(json[key]) : "all"; };
    return printable(held.id) + " version " + std::to_string(held.version) + "  " + text_of("effect") + ", " +
           text_of("state") + "\n  categories  " + list_of("categories") + "\n  sources     " + list_of("sources") +
           "\n  recipients  " + list_of("recipients") + "\n  purposes    " + list_of("purposes") + "\n  signed      " +
           text_of("signed_at") + ", until " + text_of("to") + "\n";
}

Result<void> run_consent_list(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const service::ConsentsOfChild consents = TRY(service::list_consents(
        *ledger, arguments.text("CHILD"), UserId(std::string(service::kOperator)), session.clock()));
    if (session.form() == Form::Json) {
        session.print_json({{"child", consents.person.value()},
                            {"authorities", documents_json(consents.authorities)},
                            {"consents", documents_json(consents.consents)},
                            {"forbids", documents_json(consents.forbids)}});
        return {};
    }
    session.print(consents.person.value() + ": " + counted(consents.authorities.size(), "authority", "authorities") +
                  ", " + counted(consents.consents.size(), "consent", "consents") + ", " +
                  counted(consents.forbids.size(), "order or forbid", "orders and forbids") + "\n");
    for (const service::HeldConsent& held : consents.authorities) {
        session.print("authority " + printable(held.id) + "\n");
    }
    for (const service::HeldConsent& held : consents.consents) session.print(consent_text(held));
    for (const service::HeldConsent& held : consents.forbids) session.print("forbid " + printable(held.id) + "\n");
    return {};
}

Result<void> run_consent_load(Session& session, const Arguments& arguments) {
    const service::InputFile file = TRY(service::InputFile::open(arguments.text("FILE")));
    const auto ledger = TRY(open_ledger(arguments));
    const service::ConsentsLoaded loaded = TRY(service::load_consents(*ledger, file.text(), session.clock()));
    if (session.form() == Form::Json) {
        session.print_json(
            {{"authorities", loaded.authorities}, {"consents", loaded.consents}, {"forbids", loaded.forbids}});
    } else {
        session.print(counted(loaded.authorities, "authority", "authorities") + ", " +
                      counted(loaded.consents, "consent", "consents") + ", " +
                      counted(loaded.forbids, "forbid", "forbids") + "\n");
    }
    return {};
}

const Option kAs{"--as", "USER", "who asks", Count::Required};
const Option kPurpose{"--purpose", "PURPOSE", "what for", Count::Required};
const Option kEnteredBy{"--as", "USER", "who enters it"};

std::vector<Option> with_terms(std::vector<Option> options) {
    const std::vector<Option> terms = {
        {"--categories", "LIST", "kinds of data, with commas between", Count::Many},
        {"--sources", "LIST", "whose data", Count::Many},
        {"--recipients", "LIST", "members who may see it", Count::Many},
        {"--purposes", "LIST", "what it may be used for", Count::Many},
        {"--actions", "LIST", "existence, summary, detail, contact, export, match", Count::Many},
        {"--from", "DATE", "first day"},
        {"--to", "DATE", "last day"},
    };
    options.insert(options.end(), terms.begin(), terms.end());
    return options;
}

std::vector<Command> consent_commands() {
    const Option child{"CHILD", "", "`k-...`, or SOURCE:LOCAL-ID", Count::Required};
    const Option consent{"CONSENT", "", "its id", Count::Required};
    const Option authority{"--authority", "ID", "on which authority; the grantor is its holder", Count::Required};
    return {
        {"consent give",
         "enter what a holder of authority permits or forbids",
         "A list that is left out means all; actions left out mean detail and contact.",
         Uses::Ledger,
         with_terms({child, authority, {"--deny", "", "it forbids"}, kEnteredBy}),
         {"kith consent give k-7d2mq0v9xw3e --authority a-7 --categories school_attendance,grades "
          "--recipients northside-club --to 2027-06-30"},
         run_consent_give},
        {"consent narrow",
         "reduce a consent to less",
         "Writes a new version; lists that are left out stay as they are.",
         Uses::Ledger,
         with_terms({consent, kEnteredBy}),
         {"kith consent narrow c-112 --categories school_attendance"},
         run_consent_narrow},
        {"consent withdraw",
         "withdraw a consent, with effect at once",
         "",
         Uses::Ledger,
         {consent, kEnteredBy},
         {"kith consent withdraw c-112"},
         run_consent_withdraw},
        {"consent list",
         "list a child's authorities, consents and orders",
         "",
         Uses::Ledger,
         {child},
         {"kith consent list lincoln-sis:1000123"},
         run_consent_list},
        {"consent load",
         "load a file of authorities, consents and orders",
         "",
         Uses::Ledger,
         {{"FILE", "", "a consents file", Count::Required, Takes::File}},
         {"kith consent load town/consents.json"},
         run_consent_load},
    };
}

}  // namespace

std::vector<Command> child_commands() {
    std::vector<Command> commands = {
        {"find",
         "find children by name and birth date",
         "Whole words; all must fit. A child the viewer may not know of is no hit.",
         Uses::Ledger,
         {{"WORD", "", "a part of a name, or a birth date yyyy-mm-dd", Count::RequiredMany}, kAs, kPurpose},
         {"kith find garcia 2015-04-09 --as ms-rivera --purpose care-coordination"},
         run_find},
        {"show",
         "show one child as far as the viewer may see them",
         "Every cell says why it is shown, or what would unlock it. The look is entered in the audit log.",
         Uses::Ledger,
         {{"CHILD", "", "`k-...`, or SOURCE:LOCAL-ID", Count::Required}, kAs, kPurpose},
         {"kith show k-7d2mq0v9xw3e --as ms-rivera --purpose care-coordination"},
         run_show},
    };
    std::vector<Command> some = consent_commands();
    std::move(some.begin(), some.end(), std::back_inserter(commands));
    return commands;
}

}  // namespace kith::cli
