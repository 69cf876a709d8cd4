#pragma once

// The signed-in person's own account: the language and colours they chose, what they can sign in with, and the name of
// the community they are in. Preferences are a setting document a user; they touch no decision, so the epoch stays.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

enum class Language : std::uint8_t { English, Spanish };
enum class Scheme : std::uint8_t { Auto, Light, Dark };
std::string_view name_of(Language language);  // `en`, `es`
std::optional<Language> language_named(std::string_view word);
std::string_view name_of(Scheme scheme);  // `auto`, `light`, `dark`
std::optional<Scheme> scheme_named(std::string_view word);

struct Account {
    Language language = Language::English;
    Scheme scheme = Scheme::Auto;
    bool has_password = false;
    bool has_totp = false;
    std::string community;
};

/// Errors: viewer.unknown.
Result<Account> show_account(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

/// What is absent stays as it is.
struct PreferenceChange {
    std::optional<Language> language;
    std::optional<Scheme> scheme;
};

/// Errors: viewer.unknown.
Result<void> set_preferences(ledger::Ledger& ledger, const PreferenceChange& change, const UserId& viewer,
                             const Clock& clock);

}  // namespace kith::service
