#include "service/sessions.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>

#include "crypto/hash.h"
#include "crypto/secret.h"
#include "service/json.h"
#include "service/ledger_access.h"
#include "service/secret_words.h"

namespace kith::service {
namespace {

constexpr std::string_view kDrawer = "session";
constexpr std::string_view kCsrfLabel = "kith/csrf";
constexpr std::int64_t kWriteDownMs = 60'000;
constexpr std::int64_t kSweepMs = 10 * 60'000;

constexpr std::array<std::string_view, 4> kProofs = {"link", "password", "password+code", "link+code"};

Error none() {
    return make_error(ErrorCode::Unauthenticated, "session.none", "nobody is signed in here");
}

std::string csrf_of(std::string_view token) {
    const crypto::Hash tag = crypto::hmac_sha256(as_bytes(token), as_bytes(kCsrfLabel));
    return to_hex(ByteView(tag).first(16));
}

/// What the ledger keeps of a session.
struct Kept {
    UserId user;
    Proof proof = Proof::Link;
    Instant since;
    Instant used;
};

std::string to_text(const Kept& kept, const std::string& hash) {
    return dump_json({{"user", kept.user.value()},
                      {"proof", std::string(name_of(kept.proof))},
                      {"since", kept.since.unix_ms},
                      {"used", kept.used.unix_ms},
                      {"hash", hash}});
}

Result<Kept> kept_from(const Json& json) {
    const auto proof = std::find(kProofs.begin(), kProofs.end(), text_at(json, "proof"));
    if (proof == kProofs.end()) return none();
    return Kept{UserId(text_at(json, "user")), static_cast<Proof>(proof - kProofs.begin()),
                Instant{number_at(json, "since", 0)}, Instant{number_at(json, "used", 0)}};
}

struct Entry {
    Kept kept;
    User user;
    std::string csrf;
    std::uint64_t epoch = 0;
    Instant written;  // `used` as the ledger has it
};

}  // namespace

std::string_view name_of(Proof proof) {
    return kProofs[static_cast<std::size_t>(proof)];
}

bool is_csrf(const SignedIn& signed_in, std::string_view value) {
    return crypto::equal_in_constant_time(as_bytes(signed_in.csrf), as_bytes(value));
}

struct Sessions::State {
    ledger::Ledger& ledger;
    const Clock& clock;
    SessionLimits limits;
    std::mutex mutex;
    std::unordered_map<std::string, Entry> entries;  // by hash
    std::uint64_t ended = 0;                         // rises with end(): what was read before it is not kept
    Instant swept;

    Instant end_of(const Kept& kept) const {
        return std::min(Instant{kept.since.unix_ms + limits.age_ms_max},
                        Instant{kept.used.unix_ms + limits.idle_ms_max});
    }

    std::uint64_t count_of_ended() {
        const std::lock_guard lock(mutex);
        return ended;
    }

    bool is_over(const Entry& entry, Instant now) const {
        return end_of(entry.kept) <= now || (entry.user.ends_at && *entry.user.ends_at <= now);
    }

    SignedIn use(Entry& entry, Instant now) const {
        entry.kept.used = std::max(entry.kept.used, now);
        return {entry.user, entry.kept.proof, entry.kept.since, end_of(entry.kept), entry.csrf};
    }

    /// From memory, if nothing that ends sessions has happened since it was read.
    std::optional<Result<SignedIn>> known(const std::string& hash, std::uint64_t epoch, Instant now) {
        const auto found = entries.find(hash);
        if (found == entries.end() || found->second.epoch != epoch) return std::nullopt;
        if (is_over(found->second, now)) {
            entries.erase(found);
            return Result<SignedIn>(none());
        }
        return Result<SignedIn>(use(found->second, now));
    }

    Result<Entry> read(ledger::Reader& reader, const std::string& hash, std::string_view token, Instant now) const {
        const auto item = TRY(reader.item(kDrawer, hash));
        if (!item) return none();
        const Json json = TRY(parse_json(item->value, "session.malformed", ""));
        Entry entry;
        entry.kept = TRY(kept_from(json));
        entry.written = entry.kept.used;
        auto user = TRY(find_user(reader, entry.kept.user, now));
        if (!user || user->health != UserHealth::Active) return none();
        entry.user = std::move(*user);
        entry.csrf = csrf_of(token);
        entry.epoch = TRY(reader.epoch());
        return entry;
    }
};

Sessions::Sessions(ledger::Ledger& ledger, const Clock& clock, SessionLimits limits)
    : state_(new State{ledger, clock, limits, {}, {}, 0, {}}) {}
Sessions::~Sessions() = default;

Result<NewSession> Sessions::begin(ledger::Transaction& transaction, const User& user, Proof proof) {
    const Instant now = state_->clock.now();
    const Kept kept{user.id, proof, now, now};
    NewSession fresh;
    fresh.token = random_token();
    fresh.signed_in = {user, proof, now, state_->end_of(kept), csrf_of(fresh.token)};
    const std::string hash = hash_of_token(fresh.token);
    TRY(transaction.put_item(kDrawer, hash, to_text(kept, hash), state_->end_of(kept)));
    return fresh;
}

Result<SignedIn> Sessions::look_up(std::string_view token) {
    if (token.empty()) return none();
    const std::string hash = hash_of_token(token);
    const Instant now = state_->clock.now();
    for (;;) {
        // Counted before the state that is read begins: a session that ends in between is not taken from the older
        // state.
        const std::uint64_t ended = state_->count_of_ended();
        const auto reader = TRY(state_->ledger.begin_read());
        const std::uint64_t epoch = TRY(reader->epoch());
        {
            const std::lock_guard lock(state_->mutex);
            if (auto answer = state_->known(hash, epoch, now)) return *std::move(answer);
        }
        auto entry = state_->read(*reader, hash, token, now);
        const std::lock_guard lock(state_->mutex);
        if (state_->ended != ended) continue;  // somebody signed out meanwhile: perhaps this one
        const auto held = state_->entries.find(hash);
        if (entry.is_ok() && held != state_->entries.end()) {
            entry->kept.used = std::max(entry->kept.used, held->second.kept.used);
        }
        if (entry.is_error() || state_->is_over(*entry, now)) {
            if (held != state_->entries.end()) state_->entries.erase(held);
            const bool is_none = entry.is_ok() || entry.error().code == ErrorCode::Unauthenticated;
            return is_none ? none() : std::move(entry).error();
        }
        Entry& kept = state_->entries[hash] = std::move(entry).value();
        return state_->use(kept, now);
    }
}

Result<void> Sessions::end(std::string_view token) {
    const std::string hash = hash_of_token(token);
    const Instant now = state_->clock.now();
    const auto signed_in = look_up(token);
    const UserId user = signed_in.is_ok() ? signed_in->user.id : UserId(std::string(kOperator));
    const auto transaction = TRY(state_->ledger.begin_write({user, now}));
    TRY(transaction->remove_item(kDrawer, hash));
    if (signed_in.is_ok()) TRY(transaction->append_audit({"sign-out", std::nullopt, "{}"}));
    TRY(transaction->commit());
    const std::lock_guard lock(state_->mutex);
    ++state_->ended;
    state_->entries.erase(hash);
    return {};
}

Result<void> Sessions::end_others(ledger::Transaction& transaction, const UserId& user, std::string_view kept_token) {
    const std::string kept = kept_token.empty() ? std::string() : hash_of_token(kept_token);
    const std::vector<ledger::Item> items = TRY(transaction.items(kDrawer));
    for (const ledger::Item& item : items) {
        const Json json = TRY(parse_json(item.value, "session.malformed", ""));
        const std::string hash = text_at(json, "hash");
        if (text_at(json, "user") == user.value() && hash != kept) TRY(transaction.remove_item(kDrawer, hash));
    }
    TRY(transaction.bump_epoch());
    return {};
}

Result<void> Sessions::upkeep() {
    const Instant now = state_->clock.now();
    std::vector<std::pair<std::string, Kept>> used;
    {
        const std::lock_guard lock(state_->mutex);
        std::erase_if(state_->entries, [&](const auto& each) { return state_->is_over(each.second, now); });
        for (auto& [hash, entry] : state_->entries) {
            if (entry.kept.used.unix_ms - entry.written.unix_ms < kWriteDownMs) continue;
            entry.written = entry.kept.used;
            used.emplace_back(hash, entry.kept);
        }
        if (used.empty() && now.unix_ms - state_->swept.unix_ms < kSweepMs) return {};
        state_->swept = now;
    }
    const auto transaction = TRY(begin_as_operator(state_->ledger, state_->clock));
    for (const auto& [hash, kept] : used) {
        const auto item = TRY(transaction->item(kDrawer, hash));
        if (item) TRY(transaction->put_item(kDrawer, hash, to_text(kept, hash), state_->end_of(kept)));
    }
    TRY(transaction->drop_expired_items(now));
    return transaction->commit();
}

}  // namespace kith::service
