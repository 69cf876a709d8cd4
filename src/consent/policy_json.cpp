#include "consent/policy_json.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "consent/entry_reader.h"
#include "consent/policy_words.h"

namespace kith::consent {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kBytesMax = std::size_t{256} * 1024 * 1024;
constexpr std::size_t kDepthMax = 16;

Error policy_error(std::string_view id, std::string message, std::string where = {}) {
    const ErrorCode code = id == "too-large" ? ErrorCode::TooLarge : ErrorCode::InvalidInput;
    return make_error(code, "consent.policy." + std::string(id), std::move(message), std::move(where));
}

/// Walks the text once before anything is built from it: is it JSON, bounded in depth, each key once in its object? The
/// library's parser would keep the last of two keys, and a narrowing said twice could be lost.
class StrictWalk : public nlohmann::json_sax<Json> {
  public:
    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(std::int64_t /*value*/) override { return true; }
    bool number_unsigned(std::uint64_t /*value*/) override { return true; }
    bool number_float(double /*value*/, const std::string& /*text*/) override { return true; }
    bool string(std::string& /*value*/) override { return true; }
    bool binary(Json::binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*size*/) override { return enter(); }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t /*size*/) override { return enter(); }
    bool end_array() override { return leave(); }
    bool key(std::string& name) override {
        auto& seen = keys_[depth_];
        if (std::find(seen.begin(), seen.end(), name) != seen.end() || seen.size() >= kKeysMax) return false;
        seen.push_back(name);
        return true;
    }
    bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const Json::exception& /*why*/) override {
        return false;
    }

  private:
    static constexpr std::size_t kKeysMax = 200;  // keeps the search for a second one short

    bool enter() {
        if (depth_ == kDepthMax) return false;
        keys_[++depth_].clear();
        return true;
    }
    bool leave() {
        --depth_;
        return true;
    }

    std::array<std::vector<std::string>, kDepthMax + 1> keys_;
    std::size_t depth_ = 0;
};

Json parse_strictly(std::string_view text) {
    StrictWalk walk;
    if (!Json::sax_parse(text, &walk)) return Json(Json::value_t::discarded);
    return Json::parse(text, nullptr, false);
}

Member read_member(EntryReader& reader) {
    Member member;
    member.name = reader.text("name");
    member.kind = reader.text("kind");
    reader.text("phone");
    reader.text("contact");
    return member;
}

Source read_source(EntryReader& reader) {
    Source source;
    source.member = reader.id("member");
    reader.text("name");
    source.categories = reader.names("categories");
    for (const std::string& word : reader.plain_names("regimes")) {
        const auto regime = regime_named(word);
        if (!regime) reader.fault("word", "regimes");
        if (regime) source.regimes.push_back(*regime);
    }
    source.reach = reader.flag("restricted") ? Reach::Restricted : Reach::Open;
    return source;
}

Purpose read_purpose(EntryReader& reader) {
    Purpose purpose;
    purpose.name = reader.text("name");
    purpose.categories = reader.names("categories");
    purpose.window = reader.window();
    purpose.data_use_license = reader.flag("needs_dul") ? Need::Yes : Need::No;
    return purpose;
}

Role read_role(EntryReader& reader) {
    Role role;
    reader.text("name");
    role.actions = reader.actions("actions");
    role.categories = reader.names("categories");
    role.caseload = reader.flag("needs_caseload", Presence::Required) ? Need::Yes : Need::No;
    return role;
}

User read_user(EntryReader& reader) {
    User user;
    user.name = reader.text("name");
    user.member = reader.id("member");
    user.role = reader.id("role");
    user.window = reader.window();
    reader.text("holder");
    user.account = reader.flag("disabled") ? Account::Disabled : Account::Active;
    user.caseload = reader.plain_names("caseload");
    return user;
}

Child read_child(EntryReader& reader) {
    Child child;
    const std::string born = reader.text("birth_date");
    if (!born.empty()) {
        const auto date = PartialDate::parse(born);
        if (!date) reader.fault("date", "birth_date");
        if (date) child.birth_date = *date;
    }
    child.postsecondary_from = reader.moment("postsecondary_from");
    child.parts = reader.plain_names("parts");
    return child;
}

Agreement read_agreement(EntryReader& reader) {
    Agreement agreement;
    const auto tier = reader.word("tier", kTierWords);
    agreement.tier = static_cast<Tier>(tier.value_or(0));
    agreement.state = static_cast<AgreementState>(reader.word("state", kAgreementStateWords).value_or(0));
    reader.text("title");
    reader.plain_names("clauses");
    const auto needed = [&](Tier owner) { return agreement.tier == owner ? Presence::Required : Presence::Optional; };
    const Presence terms = agreement.tier == Tier::Mou ? Presence::Optional : Presence::Required;
    agreement.parties = reader.names("parties", needed(Tier::Mou));
    agreement.contributor = reader.id("contributor", needed(Tier::Dsa));
    agreement.sources = reader.names("sources", terms);
    agreement.categories = reader.names("categories", terms);
    agreement.purposes = reader.names("purposes", terms);
    agreement.recipients = reader.names("recipients", terms);
    if (terms == Presence::Required || reader.value("actions") != nullptr)
        agreement.actions = reader.actions("actions");
    if (const auto clause = reader.integer("clause")) agreement.clause = static_cast<int>(*clause);
    agreement.window = reader.window();
    agreement.under = reader.id("under", Presence::Optional);
    return agreement;
}

Authority read_authority(EntryReader& reader) {
    Authority authority;
    authority.child = reader.id("child");
    authority.holder = reader.id("holder");
    authority.capacity = static_cast<Capacity>(reader.word("capacity", kCapacityWords).value_or(0));
    authority.basis = reader.text("basis");
    authority.scope = reader.names("scope");
    authority.window = reader.window();
    authority.verified_at = reader.moment("verified_at");
    authority.verified_until_ms = reader.end("verify_by");
    // A word that is no flag is read as joint: it then needs the others.
    const Json* joint = reader.value("joint");
    const bool is_alone = joint == nullptr || (joint->is_boolean() && !joint->get<bool>());
    authority.signing = is_alone ? Signing::Alone : Signing::Joint;
    if (joint != nullptr && !joint->is_boolean()) reader.fault("type", "joint");
    const auto status = reader.word("status", kAuthorityStatusWords);
    authority.status = static_cast<AuthorityStatus>(status.value_or(1));
    return authority;
}

Consent read_consent(EntryReader& reader) {
    Consent consent;
    consent.version = reader.integer("version").value_or(1);
    consent.child = reader.id("child");
    consent.grantor = reader.id("grantor");
    consent.authority = reader.id("authority");
    // An effect that cannot be read is a denial.
    consent.effect = static_cast<Effect>(reader.word("effect", kEffectWords).value_or(1));
    const std::string state = reader.text("state", Presence::Required);
    const auto known = consent_state_named(state);
    if (!known) reader.fault("word", "state");
    consent.state = known.value_or(ConsentState::Proposed);
    consent.categories = reader.names("categories");
    consent.sources = reader.names("sources");
    consent.recipients = reader.recipients("recipients");
    consent.purposes = reader.names("purposes");
    consent.actions = reader.actions("actions");
    consent.signed_at = reader.moment("signed_at", Presence::Required);
    consent.window = reader.window();
    consent.supersedes = reader.id("supersedes", Presence::Optional);
    return consent;
}

NameSet names_or_all(EntryReader& reader, std::string_view key) {
    return reader.value(key) == nullptr ? NameSet::all() : reader.names(key);
}

Forbid read_forbid(EntryReader& reader) {
    Forbid forbid;
    forbid.kind = static_cast<ForbidKind>(reader.word("kind", kForbidKindWords).value_or(0));
    const std::string child = reader.id("child");
    if (!child.empty()) forbid.child = child;
    forbid.categories = names_or_all(reader, "categories");
    forbid.sources = names_or_all(reader, "sources");
    forbid.purposes = names_or_all(reader, "purposes");
    if (reader.value("recipients") != nullptr) forbid.recipients = reader.recipients("recipients");
    forbid.window = reader.window();
    forbid.citation = reader.text("citation");
    return forbid;
}

StatutoryPermit read_permit(EntryReader& reader) {
    static constexpr std::array<std::string_view, 1> kKinds = {"statute"};
    StatutoryPermit permit;
    if (reader.value("kind") != nullptr) static_cast<void>(reader.word("kind", kKinds));
    permit.child = reader.id("child");
    permit.categories = reader.names("categories");
    permit.sources = reader.names("sources");
    permit.recipients = reader.recipients("recipients");
    permit.purposes = reader.names("purposes");
    permit.actions = reader.actions("actions");
    permit.window = reader.window();
    permit.citation = reader.text("citation");
    permit.duty = reader.text("duty");
    return permit;
}

bool has_id(const Json& entry, const char* key) {
    const auto found = entry.find(key);
    if (found == entry.end() || !found->is_string()) return false;
    const auto& id = found->get_ref<const std::string&>();
    return !id.empty() && id.size() <= 200 && id != kEveryChild;
}

bool has_version(const Json& entry) {
    const auto found = entry.find("version");
    return found != entry.end() && found->is_number_unsigned() && found->get<std::uint64_t>() >= 1 &&
           found->get<std::uint64_t>() <= 1'000'000'000;
}

class DocumentReader {
  public:
    explicit DocumentReader(const Json& document) : document_(document) {}
    Result<PolicyReading> run();

  private:
    Result<void> read_head();
    Result<void> read_sections();
    Result<std::int64_t> head_integer(std::string_view key, std::int64_t low, std::int64_t high,
                                      std::int64_t fallback) const;
    template <class Entry>
    Result<void> section(const char* name, Entry (*read)(EntryReader&), std::vector<Entry>* out,
                         std::initializer_list<const char*> ids = {"id"});

    const Json& document_;
    PolicyReading reading_;
    ReadingContext context_;
};

Result<std::int64_t> DocumentReader::head_integer(std::string_view key, std::int64_t low, std::int64_t high,
                                                  std::int64_t fallback) const {
    const auto found = document_.find(key);
    if (found == document_.end()) return fallback;
    const bool is_integer = found->is_number_integer() &&
                            (!found->is_number_unsigned() || found->get<std::uint64_t>() <= 0x7fffffffffffffffULL);
    if (!is_integer || found->get<std::int64_t>() < low || found->get<std::int64_t>() > high) {
        const std::string_view id = key == "timezone_offset_minutes" ? "timezone"
                                    : key == "majority_age"          ? "majority-age"
                                                                     : "version";
        return policy_error(id, "expected a whole number within its limits", "/" + std::string(key));
    }
    return found->get<std::int64_t>();
}

Result<void> DocumentReader::read_head() {
    const auto format = document_.find("format");
    if (format == document_.end() || *format != "kith-policy") {
        return policy_error("format", "expected `format` to be `kith-policy`", "/format");
    }
    const auto version = document_.find("version");
    if (version == document_.end() || !version->is_number_integer() || *version != 1) {
        return policy_error("version", "expected `version` to be 1", "/version");
    }
    constexpr std::int64_t kEpochMax = std::numeric_limits<std::int64_t>::max();
    reading_.policy.epoch = static_cast<std::uint64_t>(TRY(head_integer("epoch", 0, kEpochMax, 0)));
    reading_.policy.timezone_offset_minutes =
        static_cast<int>(TRY(head_integer("timezone_offset_minutes", -840, 840, 0)));
    reading_.policy.majority_age = static_cast<int>(TRY(head_integer("majority_age", 18, 21, 18)));
    context_ = {reading_.policy.timezone_offset_minutes, &reading_.faults};
    static constexpr std::array<std::string_view, 18> kKeys = {
        "format",       "version",     "epoch",    "timezone_offset_minutes",
        "majority_age", "note",        "members",  "sources",
        "purposes",     "roles",       "users",    "children",
        "agreements",   "authorities", "consents", "forbids",
        "permits",      "name"};
    for (const auto& item : document_.items()) {
        if (std::find(kKeys.begin(), kKeys.end(), item.key()) == kKeys.end()) {
            return policy_error("unknown-section", "a policy has no such section");
        }
    }
    return {};
}

template <class Entry>
Result<void> DocumentReader::section(const char* name, Entry (*read)(EntryReader&), std::vector<Entry>* out,
                                     std::initializer_list<const char*> ids) {
    const auto found = document_.find(name);
    if (found == document_.end()) return {};
    const std::string pointer = "/" + std::string(name);
    if (!found->is_array()) return policy_error("list", "expected a list", pointer);
    out->reserve(found->size());
    for (std::size_t i = 0; i < found->size(); ++i) {
        const Json& entry = (*found)[i];
        const std::string where = pointer + "/" + std::to_string(i);
        if (!entry.is_object()) return policy_error("item", "expected an object", where);
        for (const char* key : ids) {
            if (has_id(entry, key)) continue;
            return policy_error("id", "expected an id: text of 1 to 200 bytes, not `*`", where + "/" + key);
        }
        if (std::is_same_v<Entry, Consent> && !has_version(entry)) {
            return policy_error("id", "expected a version: a whole number from 1", where + "/version");
        }
        EntryReader reader(entry, where, context_);
        Entry value = read(reader);
        value.id = entry["id"].get_ref<const std::string&>();
        value.health = reader.close();
        out->push_back(std::move(value));
    }
    return {};
}

Result<void> DocumentReader::read_sections() {
    Policy& policy = reading_.policy;
    TRY(section("members", read_member, &policy.members));
    TRY(section("sources", read_source, &policy.sources));
    TRY(section("purposes", read_purpose, &policy.purposes));
    TRY(section("roles", read_role, &policy.roles));
    TRY(section("users", read_user, &policy.users));
    TRY(section("children", read_child, &policy.children));
    TRY(section("agreements", read_agreement, &policy.agreements));
    TRY(section("authorities", read_authority, &policy.authorities, {"id", "child"}));
    TRY(section("consents", read_consent, &policy.consents, {"id", "child"}));
    TRY(section("forbids", read_forbid, &policy.forbids));
    TRY(section("permits", read_permit, &policy.permits));
    return {};
}

Result<PolicyReading> DocumentReader::run() {
    TRY(read_head());
    TRY(read_sections());
    return std::move(reading_);
}

Error request_error(std::string_view id, std::string message, std::string where = {}) {
    return make_error(ErrorCode::InvalidInput, "consent.request." + std::string(id), std::move(message),
                      std::move(where));
}

}  // namespace

Result<PolicyReading> read_policy(std::string_view json) {
    if (json.size() > kBytesMax) return policy_error("too-large", "a policy has at most 256 MiB");
    const Json document = parse_strictly(json);
    if (document.is_discarded()) {
        return policy_error("not-json", "expected JSON with each key once and at most 16 levels");
    }
    if (!document.is_object()) return policy_error("not-an-object", "expected one object");
    return DocumentReader(document).run();
}

Result<Request> read_request(std::string_view json, int timezone_offset_minutes) {
    if (json.size() > kBytesMax) return request_error("not-json", "a request is short");
    const Json document = parse_strictly(json);
    if (document.is_discarded()) return request_error("not-json", "expected JSON with each key once");
    if (!document.is_object()) return request_error("not-an-object", "expected one object");
    static constexpr std::array<std::string_view, 7> kKeys = {"viewer",  "child",  "category", "source",
                                                              "purpose", "action", "at"};
    for (const auto& item : document.items()) {
        if (std::find(kKeys.begin(), kKeys.end(), item.key()) == kKeys.end()) {
            return request_error("unknown-key", "a request has no such key");
        }
    }
    std::array<std::string, kKeys.size()> values;
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
        const std::string where = "/" + std::string(kKeys[i]);
        const auto found = document.find(kKeys[i]);
        if (found == document.end()) return request_error("missing", "expected this key", where);
        if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
            return request_error("type", "expected text", where);
        }
        values[i] = found->get_ref<const std::string&>();
    }
    const auto action = action_named(values[5]);
    if (!action) {
        return request_error("action", "expected `existence`, `summary`, `detail`, `contact`, `export` or `match`",
                             "/action");
    }
    const auto at = parse_moment(values[6], timezone_offset_minutes);
    if (!at) return request_error("at", "expected a date or an instant", "/at");
    return Request{values[0], values[1], values[2], values[3], values[4], *action, *at};
}

}  // namespace kith::consent
