#include "service/users.h"

#include <array>

#include "consent/policy.h"
#include "service/community.h"
#include "service/credentials.h"
#include "service/json.h"
#include "service/ledger_access.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

struct RolePages {
    std::string_view role;
    std::vector<std::string_view> pages;
};

const std::array<RolePages, 5> kRolePages = {
    RolePages{"steward",
              {"home", "deliveries", "reviews", "consents", "decide", "joined", "measures", "effect", "audit"}},
    RolePages{"member-lead", {"home", "children", "deliveries", "consents", "decide", "joined", "measures"}},
    RolePages{"analyst", {"home", "measures", "effect"}},
    RolePages{"family", {"family"}},
    RolePages{"coordinator", {"home", "children", "consents", "measures"}},
};

/// An instant as it stands, or the first moment of a local day; `days_on` later.
std::optional<Instant> moment_of(const std::string& text, int timezone_offset_minutes, int days_on) {
    if (const auto day = CivilDate::parse_iso(text)) {
        return consent::local_midnight(day->plus_days(days_on), timezone_offset_minutes);
    }
    return Instant::parse_iso(text);
}

bool has_text(const Json& object, std::string_view key) {
    return !at(object, key).is_null();
}

UserHealth health_of(const Json& user, int timezone_offset_minutes, Instant now) {
    const Json& disabled = at(user, "disabled");
    if (!disabled.is_null() && disabled != false) return UserHealth::Disabled;
    if (has_text(user, "from")) {
        const auto from = moment_of(text_at(user, "from"), timezone_offset_minutes, 0);
        if (!from || now < *from) return UserHealth::NotYet;
    }
    if (has_text(user, "to")) {
        const auto to = moment_of(text_at(user, "to"), timezone_offset_minutes, 1);
        if (!to || *to <= now) return UserHealth::Over;
    }
    return UserHealth::Active;
}

Result<std::string> member_name(ledger::Reader& reader, const MemberId& id) {
    const std::vector<ledger::Member> members = TRY(reader.members());
    for (const ledger::Member& member : members) {
        if (member.id != id) continue;
        const Json json = TRY(parse_json(member.json, "community.malformed", id.value()));
        const std::string name = text_at(json, "name");
        return name.empty() ? id.value() : name;
    }
    return id.value();
}

Result<User> user_from(ledger::Reader& reader, const ledger::Document& document, int timezone_offset_minutes,
                       Instant now) {
    const Json json = TRY(parse_json(document.json, "policy.document", document.id));
    User user;
    user.id = UserId(document.id);
    user.name = text_at(json, "name").empty() ? document.id : text_at(json, "name");
    user.role = text_at(json, "role");
    user.member = MemberId(text_at(json, "member"));
    user.member_name = TRY(member_name(reader, user.member));
    user.holder = text_at(json, "holder");
    user.health = health_of(json, timezone_offset_minutes, now);
    if (has_text(json, "to")) user.ends_at = moment_of(text_at(json, "to"), timezone_offset_minutes, 1);
    return user;
}

}  // namespace

Result<std::optional<User>> find_user(ledger::Reader& reader, const UserId& id, Instant now) {
    const auto document = TRY(reader.document(DocumentKind::User, id.value()));
    if (!document) return std::optional<User>();
    const CommunitySettings settings = TRY(community_settings(reader));
    return std::optional(TRY(user_from(reader, *document, settings.timezone_offset_minutes, now)));
}

Result<void> require_operator_or_steward(ledger::Reader& reader, const UserId& viewer, Instant now) {
    if (viewer.value() == kOperator) return {};
    const Standing standing = TRY(standing_of(reader, viewer, now));
    return require_steward(standing);
}

Result<std::vector<UserAccount>> list_users(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Instant now = clock.now();
    TRY(require_operator_or_steward(*reader, viewer, now));
    const CommunitySettings settings = TRY(community_settings(*reader));
    const std::vector<ledger::Document> documents = TRY(reader->documents(DocumentKind::User));
    std::vector<UserAccount> accounts;
    for (const ledger::Document& document : documents) {
        UserAccount account;
        account.user = TRY(user_from(*reader, document, settings.timezone_offset_minutes, now));
        const Credential credential = TRY(credential_of(*reader, account.user.id));
        account.has_password = !credential.password.empty();
        account.has_totp = !credential.totp_secret.empty();
        accounts.push_back(std::move(account));
    }
    return accounts;
}

Result<void> set_user_state(ledger::Ledger& ledger, const UserId& user, Switch state, const UserId& viewer,
                            const Clock& clock) {
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({viewer, now}));
    TRY(require_operator_or_steward(*transaction, viewer, now));
    auto document = TRY(transaction->document(DocumentKind::User, user.value()));
    if (!document) return make_error(ErrorCode::NotFound, "user.unknown", "no such user", user.value());
    if (user == viewer) return make_error(ErrorCode::Conflict, "user.self", "nobody disables themselves");
    Json json = TRY(parse_json(document->json, "policy.document", user.value()));
    json["disabled"] = state == Switch::Disable;
    document->json = dump_json(json);
    TRY(transaction->put_document(*document));
    TRY(transaction->bump_epoch());
    const Json entry{{"user", user.value()}};
    TRY(transaction->append_audit(
        {state == Switch::Disable ? "user.disable" : "user.enable", std::nullopt, dump_json(entry)}));
    return transaction->commit();
}

std::vector<std::string_view> pages_of(std::string_view role) {
    for (const RolePages& each : kRolePages) {
        if (each.role == role) return each.pages;
    }
    return {"home", "children"};  // practitioners, by whatever name their role goes
}

}  // namespace kith::service
