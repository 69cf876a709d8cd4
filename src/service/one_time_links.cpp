#include "service/one_time_links.h"

#include "service/json.h"
#include "service/secret_words.h"
#include "service/sign_in.h"
#include "service/users.h"

namespace kith::service {
namespace {

constexpr std::string_view kDrawer = "link";

Result<void> remove_links_of(ledger::Transaction& transaction, const UserId& user) {
    const std::vector<ledger::Item> items = TRY(transaction.items(kDrawer));
    for (const ledger::Item& item : items) {
        const Json json = TRY(parse_json(item.value, "link.malformed", ""));
        if (text_at(json, "user") != user.value()) continue;
        TRY(transaction.remove_item(kDrawer, text_at(json, "hash")));
    }
    return {};
}

}  // namespace

Result<std::optional<UserId>> user_of_link(ledger::Reader& reader, std::string_view token, Instant now) {
    const auto item = TRY(reader.item(kDrawer, hash_of_token(token)));
    if (!item || item->expires_at <= now) return std::optional<UserId>();
    const Json json = TRY(parse_json(item->value, "link.malformed", ""));
    return std::optional(UserId(text_at(json, "user")));
}

Result<void> remove_link(ledger::Transaction& transaction, std::string_view token) {
    return transaction.remove_item(kDrawer, hash_of_token(token));
}

Result<std::string> issue_link(ledger::Ledger& ledger, const UserId& user, const UserId& viewer, const Clock& clock,
                               const SignInLimits& limits) {
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({viewer, now}));
    TRY(require_operator_or_steward(*transaction, viewer, now));
    const auto found = TRY(find_user(*transaction, user, now));
    if (!found) return make_error(ErrorCode::NotFound, "user.unknown", "no such user", user.value());
    if (found->health != UserHealth::Active) {
        return make_error(ErrorCode::Conflict, "user.inactive", "the account is disabled or not open at this time",
                          user.value());
    }
    TRY(remove_links_of(*transaction, user));
    std::string token = random_token();
    const std::string hash = hash_of_token(token);
    TRY(transaction->put_item(kDrawer, hash, dump_json({{"user", user.value()}, {"hash", hash}}),
                              Instant{now.unix_ms + limits.link_ms_max}));
    const Json entry{{"user", user.value()}};
    TRY(transaction->append_audit({"user.link", std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    return token;
}

}  // namespace kith::service
