#include "service/account.h"

#include <array>

#include "service/community.h"
#include "service/credentials.h"
#include "service/json.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

constexpr std::array<std::string_view, 2> kLanguages = {"en", "es"};
constexpr std::array<std::string_view, 3> kSchemes = {"auto", "light", "dark"};

template <class Word, std::size_t N>
std::optional<Word> word_named(const std::array<std::string_view, N>& words, std::string_view word) {
    for (std::size_t i = 0; i < N; ++i) {
        if (words[i] == word) return static_cast<Word>(i);
    }
    return std::nullopt;
}

std::string preferences_id(const UserId& user) {
    return "preferences/" + user.value();
}

Result<Json> preferences_of(ledger::Reader& reader, const UserId& user) {
    const auto document = TRY(reader.document(DocumentKind::Setting, preferences_id(user)));
    if (!document) return Json::object();
    return TRY(parse_json(document->json, "preferences.malformed", ""));
}

}  // namespace

std::string_view name_of(Language language) {
    return kLanguages[static_cast<std::size_t>(language)];
}
std::optional<Language> language_named(std::string_view word) {
    return word_named<Language>(kLanguages, word);
}
std::string_view name_of(Scheme scheme) {
    return kSchemes[static_cast<std::size_t>(scheme)];
}
std::optional<Scheme> scheme_named(std::string_view word) {
    return word_named<Scheme>(kSchemes, word);
}

Result<Account> show_account(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    TRY(standing_of(*reader, viewer, clock.now()));
    const Json preferences = TRY(preferences_of(*reader, viewer));
    const Credential credential = TRY(credential_of(*reader, viewer));
    const CommunitySettings settings = TRY(community_settings(*reader));
    Account account;
    account.language = language_named(text_at(preferences, "language")).value_or(account.language);
    account.scheme = scheme_named(text_at(preferences, "scheme")).value_or(account.scheme);
    account.has_password = !credential.password.empty();
    account.has_totp = !credential.totp_secret.empty();
    account.community = settings.name;
    return account;
}

Result<void> set_preferences(ledger::Ledger& ledger, const PreferenceChange& change, const UserId& viewer,
                             const Clock& clock) {
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({viewer, now}));
    TRY(standing_of(*transaction, viewer, now));
    Json preferences = TRY(preferences_of(*transaction, viewer));
    if (change.language) preferences["language"] = std::string(name_of(*change.language));
    if (change.scheme) preferences["scheme"] = std::string(name_of(*change.scheme));
    ledger::Document document;
    document.kind = DocumentKind::Setting;
    document.id = preferences_id(viewer);
    document.json = dump_json(preferences);
    TRY(transaction->put_document(document));
    TRY(transaction->commit());
    return {};
}

}  // namespace kith::service
