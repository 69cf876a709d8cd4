#include "service/standing.h"

#include "service/json.h"

namespace kith::service {
namespace {

Error not_a_viewer() {
    return make_error(ErrorCode::Denied, "viewer.unknown", "no such viewer, or not at this time");
}

/// A day is open from its first to its last moment in UTC; an unreadable day opens nothing.
bool is_open(const Json& user, Instant now) {
    const std::string from = text_at(user, "from");
    const std::string to = text_at(user, "to");
    const CivilDate today = now.date_utc();
    if (!from.empty()) {
        const auto day = CivilDate::parse_iso(std::string_view(from).substr(0, 10));
        if (!day || today < *day) return false;
    }
    if (!to.empty()) {
        const auto day = CivilDate::parse_iso(std::string_view(to).substr(0, 10));
        if (!day || *day < today) return false;
    }
    return true;
}

}  // namespace

Result<Standing> standing_of(ledger::Reader& reader, const UserId& user, Instant now) {
    const auto document = TRY(reader.document(ledger::DocumentKind::User, user.value()));
    if (!document) return not_a_viewer();
    const Json json = TRY(parse_json(document->json, "policy.document", user.value()));
    const bool is_disabled = !at(json, "disabled").is_null() && at(json, "disabled") != false;
    if (is_disabled || !is_open(json, now)) return not_a_viewer();
    return Standing{user, text_at(json, "name"), text_at(json, "role"), MemberId(text_at(json, "member"))};
}

bool handles(const Standing& standing, const ledger::Source& source) {
    return is_steward(standing) || (standing.role == kMemberLead && standing.member == source.member);
}

Result<void> require_steward(const Standing& standing) {
    if (is_steward(standing)) return {};
    return make_error(ErrorCode::Denied, "role.not-steward", "only a steward may do this");
}

Result<ledger::Source> require_source(ledger::Reader& reader, const Standing& standing, const SourceId& source) {
    const Error denied = make_error(ErrorCode::Denied, "role.not-of-source",
                                    "only a steward, or the lead of the source's member, may do this");
    auto found = reader.source(source);
    if (found.is_error()) {
        // Who handles no source at all learns nothing of which there are.
        const bool may_know = is_steward(standing) || found.error().code != ErrorCode::NotFound;
        return may_know ? std::move(found).error() : denied;
    }
    if (!handles(standing, *found)) return denied;
    return found;
}

}  // namespace kith::service
