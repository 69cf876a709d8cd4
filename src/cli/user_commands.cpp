// Commands about the people who sign in: user list, disable, enable, link, password. At the machine, in the operator's
// name.

#include <iostream>

#include <nlohmann/json.hpp>

#include "cli/ledger_options.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "service/files.h"
#include "service/sign_in.h"
#include "service/users.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

const UserId& operator_user() {
    static const UserId kUser{std::string(service::kOperator)};
    return kUser;
}

std::string_view word_of(service::UserHealth health) {
    switch (health) {
        case service::UserHealth::Active:
            return "active";
        case service::UserHealth::Disabled:
            return "disabled";
        case service::UserHealth::NotYet:
            return "not yet";
        case service::UserHealth::Over:
            return "over";
    }
    return "";
}

Result<void> run_user_list(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const std::vector<service::UserAccount> accounts =
        TRY(service::list_users(*ledger, operator_user(), session.clock()));
    if (session.form() == Form::Json) {
        Json users = Json::array();
        for (const service::UserAccount& each : accounts) {
            users.push_back({{"id", each.user.id.value()},
                             {"name", each.user.name},
                             {"role", each.user.role},
                             {"member", each.user.member.value()},
                             {"state", std::string(word_of(each.user.health))},
                             {"has_password", each.has_password},
                             {"has_totp", each.has_totp}});
        }
        session.print_json({{"users", std::move(users)}});
        return {};
    }
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Left, Align::Left});
    for (const service::UserAccount& each : accounts) {
        const std::string proofs = std::string(each.has_password ? "password" : "") + (each.has_totp ? " + code" : "");
        table.row({each.user.id.value(), printable(each.user.name), each.user.role, each.user.member.value(),
                   std::string(word_of(each.user.health)) + (proofs.empty() ? "" : ", " + proofs)});
    }
    session.print(table.to_text());
    return {};
}

Result<void> set_state(Session& session, const Arguments& arguments, service::Switch state) {
    const auto ledger = TRY(open_ledger(arguments));
    const UserId user(arguments.text("USER"));
    TRY(service::set_user_state(*ledger, user, state, operator_user(), session.clock()));
    const bool is_disabled = state == service::Switch::Disable;
    if (session.form() == Form::Json) {
        session.print_json({{"user", user.value()}, {"disabled", is_disabled}});
    } else {
        session.print(user.value() +
                      (is_disabled ? " is disabled; sessions end at their next request\n" : " is enabled\n"));
    }
    return {};
}

Result<void> run_user_disable(Session& session, const Arguments& arguments) {
    return set_state(session, arguments, service::Switch::Disable);
}

Result<void> run_user_enable(Session& session, const Arguments& arguments) {
    return set_state(session, arguments, service::Switch::Enable);
}

Result<void> run_user_link(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const UserId user(arguments.text("USER"));
    const std::string token = TRY(service::issue_link(*ledger, user, operator_user(), session.clock()));
    const std::string url = arguments.text("--base", "http://127.0.0.1:8080") + "/enter#" + token;
    if (session.form() == Form::Json) {
        session.print_json({{"user", user.value()}, {"url", url}});
    } else {
        session.print(url + "\n");
    }
    return {};
}

/// Never from the command line itself, which others on the machine can read.
Result<std::string> read_password(const Arguments& arguments) {
    std::string password;
    if (const auto path = arguments.optional_text("--password-file")) {
        const service::InputFile file = TRY(service::InputFile::open(*path));
        password = std::string(file.text().substr(0, file.text().find_first_of("\r\n")));
    } else {
        std::getline(std::cin, password);
    }
    return password;
}

Result<void> run_user_password(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const UserId user(arguments.text("USER"));
    const std::string password = TRY(read_password(arguments));
    TRY(service::set_password_of(*ledger, user, password, session.clock()));
    if (session.form() == Form::Json) {
        session.print_json({{"user", user.value()}, {"has_password", true}});
    } else {
        session.print("the password of " + user.value() + " is set; its sessions have ended\n");
    }
    return {};
}

}  // namespace

std::vector<Command> user_commands() {
    const Option user{"USER", "", "a user's id", Count::Required};
    return {
        {"user list", "list who may sign in, and how", "", Uses::Ledger, {}, {"kith user list"}, run_user_list},
        {"user disable",
         "end a user's access at once",
         "Sessions of the user end at their next request, also in a server that is running.",
         Uses::Ledger,
         {user},
         {"kith user disable coach-daniels"},
         run_user_disable},
        {"user enable",
         "give a user their access back",
         "",
         Uses::Ledger,
         {user},
         {"kith user enable coach-daniels"},
         run_user_enable},
        {"user link",
         "print a link by which a user signs in once",
         "Good for seven days and one use; an earlier link of the user ends. Who has set up an authenticator needs "
         "its\n"
         "code besides.",
         Uses::Ledger,
         {user, {"--base", "URL", "the server's address; http://127.0.0.1:8080 where absent"}},
         {"kith user link ms-rivera"},
         run_user_link},
        {"user password",
         "set a user's password",
         "The password is the first line of standard input, or of a file. At least eight characters, none of the most\n"
         "common ones. The user's sessions end.",
         Uses::Ledger,
         {user,
          {"--password-file", "FILE", "its first line instead of standard input's", Count::Optional, Takes::File}},
         {"kith user password ms-rivera < password.txt"},
         run_user_password},
    };
}

}  // namespace kith::cli
