#include "service/second_factor.h"

#include <algorithm>
#include <array>

#include "crypto/secret.h"
#include "service/community.h"
#include "service/json.h"
#include "service/secret_words.h"
#include "service/totp.h"

namespace kith::service {
namespace {

constexpr std::string_view kDrawer = "totp";
constexpr std::int64_t kOfferMs = 10 * 60'000;
constexpr int kRecoveryCodes = 10;

std::string last_step_key(const UserId& user) {
    return "last:" + user.value();
}
std::string offer_key(const UserId& user) {
    return "offer:" + user.value();
}

/// A code of an older step is refused by its age; so the last step is worth keeping for as long as one may be taken.
Result<void> keep_step(ledger::Transaction& transaction, const UserId& user, std::int64_t step) {
    return transaction.put_item(kDrawer, last_step_key(user), std::to_string(step), Instant{(step + 4) * kTotpStepMs});
}

Result<bool> take_totp(ledger::Transaction& transaction, const Credential& credential, const std::string& code,
                       Instant now) {
    const auto secret = from_base32(credential.totp_secret);
    if (!secret) return false;
    std::optional<std::int64_t> last;
    if (const auto item = TRY(transaction.item(kDrawer, last_step_key(credential.user)))) {
        last = std::strtoll(item->value.c_str(), nullptr, 10);
    }
    const auto step = totp_step(*secret, code, now, last);
    if (!step) return false;
    TRY(keep_step(transaction, credential.user, *step));
    return true;
}

Result<bool> take_recovery(ledger::Transaction& transaction, Credential& credential, const std::string& code) {
    const auto found = std::find(credential.recovery.begin(), credential.recovery.end(), hash_of_recovery_code(code));
    if (found == credential.recovery.end()) return false;
    credential.recovery.erase(found);
    TRY(put_credential(transaction, credential));
    const Json entry{{"user", credential.user.value()}, {"left", credential.recovery.size()}};
    TRY(transaction.append_audit({"sign-in.recovery", std::nullopt, dump_json(entry)}));
    return true;
}

/// Percent-encoded (RFC 3986): everything but letters and digits.
std::string encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string url;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        if (is_plain) {
            url += c;
        } else {
            url += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return url;
}

}  // namespace

Result<CodeAnswer> take_code(ledger::Transaction& transaction, Credential& credential,
                             const std::optional<std::string>& code, Instant now) {
    if (credential.totp_secret.empty()) return CodeAnswer::NotNeeded;
    if (!code || code->empty()) return CodeAnswer::Missing;
    const bool is_taken =
        TRY(take_totp(transaction, credential, *code, now)) || TRY(take_recovery(transaction, credential, *code));
    return is_taken ? CodeAnswer::Right : CodeAnswer::Wrong;
}

Result<TotpOffer> offer_totp(ledger::Transaction& transaction, const User& user, Instant now) {
    std::array<std::byte, kTotpSecretBytes> secret{};
    crypto::fill_random(secret);
    TotpOffer offer;
    offer.secret = to_base32(secret);
    const CommunitySettings settings = TRY(community_settings(transaction));
    const std::string issuer = encoded(settings.name.empty() ? "Kith" : settings.name);
    offer.otpauth_url =
        "otpauth://totp/" + issuer + ":" + encoded(user.id.value()) + "?secret=" + offer.secret + "&issuer=" + issuer;
    TRY(transaction.put_item(kDrawer, offer_key(user.id), offer.secret, Instant{now.unix_ms + kOfferMs}));
    return offer;
}

Result<std::vector<std::string>> accept_totp(ledger::Transaction& transaction, const UserId& user,
                                             const std::string& code, Instant now) {
    const auto offer = TRY(transaction.item(kDrawer, offer_key(user)));
    if (!offer || offer->expires_at <= now) {
        return make_error(ErrorCode::Conflict, "totp.none-begun", "no authenticator is being set up: begin again");
    }
    const auto secret = from_base32(offer->value);
    const auto step = secret ? totp_step(*secret, code, now, std::nullopt) : std::nullopt;
    if (!step) return make_error(ErrorCode::InvalidInput, "totp.wrong-code", "the code does not fit", "code");
    Credential credential = TRY(credential_of(transaction, user));
    credential.totp_secret = offer->value;
    credential.recovery.clear();
    std::vector<std::string> codes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        codes.push_back(random_recovery_code());
        credential.recovery.push_back(hash_of_recovery_code(codes.back()));
    }
    TRY(put_credential(transaction, credential));
    TRY(keep_step(transaction, user, *step));
    TRY(transaction.remove_item(kDrawer, offer_key(user)));
    const Json entry{{"user", user.value()}};
    TRY(transaction.append_audit({"sign-in.totp", std::nullopt, dump_json(entry)}));
    return codes;
}

}  // namespace kith::service
