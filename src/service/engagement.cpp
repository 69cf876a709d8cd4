#include "service/engagement.h"

#include <algorithm>

#include "govern/documents.h"
#include "service/community.h"
#include "service/json.h"
#include "service/local_day.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using govern::Prospect;
using ledger::DocumentKind;

constexpr std::size_t kTextBytesMax = 2'000;
constexpr std::int64_t kHoursMax = 1'000'000;

Error invalid(std::string_view id, std::string message, std::string_view where) {
    return make_error(ErrorCode::InvalidInput, id, std::move(message), std::string(where));
}

Result<void> check_texts(const ProspectChange& change) {
    for (const auto* text :
         {&change.organisation, &change.contact, &change.owner, &change.benefit, &change.fears, &change.next_step}) {
        if (*text && (*text)->size() > kTextBytesMax) return invalid("prospect.too-long", "the text is too long", "");
    }
    for (const auto* hours : {&change.hours_given, &change.hours_saved}) {
        if (*hours && (**hours < 0 || **hours > kHoursMax)) {
            return invalid("prospect.hours", "expected 0 to 1,000,000 hours", "");
        }
    }
    return {};
}

Result<void> check_member(ledger::Reader& reader, const std::optional<std::string>& member) {
    if (!member || member->empty()) return {};
    const std::vector<ledger::Member> members = TRY(reader.members());
    const bool is_known = std::any_of(members.begin(), members.end(),
                                      [&](const ledger::Member& each) { return each.id.value() == *member; });
    if (is_known) return {};
    return make_error(ErrorCode::NotFound, "prospect.unknown-member", "there is no such member", *member);
}

template <class Value>
void set(Value& held, const std::optional<Value>& said) {
    if (said) held = *said;
}

Result<Prospect> changed(const Prospect& held, const ProspectChange& change, CivilDate today) {
    Prospect next = held;
    set(next.organisation, change.organisation);
    set(next.contact, change.contact);
    set(next.owner, change.owner);
    set(next.benefit, change.benefit);
    set(next.fears, change.fears);
    set(next.next_step, change.next_step);
    set(next.hours_given, change.hours_given);
    set(next.hours_saved, change.hours_saved);
    if (change.member) next.member = MemberId(*change.member);
    if (change.due) next.due = change.due;
    if (next.organisation.empty()) return invalid("prospect.no-organisation", "expected a name", "organisation");
    const govern::Stage stage = change.stage.value_or(next.stage);
    return govern::reach_stage(next, stage, today);
}

Result<void> put(ledger::Transaction& transaction, const Prospect& prospect) {
    ledger::Document document;
    document.kind = DocumentKind::Prospect;
    document.id = prospect.id;
    document.json = govern::write_prospect(prospect);
    TRY(transaction.put_document(document));
    const Json entry{{"prospect", prospect.id}, {"stage", std::string(govern::name_of(prospect.stage))}};
    TRY(transaction.append_audit({"engagement", std::nullopt, dump_json(entry)}));
    return transaction.commit();
}

}  // namespace

Result<std::vector<ProspectView>> list_engagement(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    if (standing.role == "family") {
        return make_error(ErrorCode::Denied, "engagement.denied", "the plan is for those who work with it");
    }
    const CivilDate today = TRY(local_day(*reader, clock.now()));
    const std::vector<ledger::Document> documents = TRY(reader->documents(DocumentKind::Prospect));
    std::vector<ProspectView> views;
    for (const ledger::Document& document : documents) {
        Prospect prospect = TRY(govern::read_prospect(document.json));
        const bool is_overdue = govern::is_overdue(prospect, today);
        views.push_back({std::move(prospect), is_overdue});
    }
    const auto key = [](const ProspectView& view) {
        const CivilDate due = view.prospect.due.value_or(CivilDate());
        const bool has_left = view.prospect.stage == govern::Stage::Left;
        return std::tuple(has_left, !view.is_overdue, due, view.prospect.id);
    };
    std::sort(views.begin(), views.end(),
              [&](const ProspectView& a, const ProspectView& b) { return key(a) < key(b); });
    return views;
}

Result<ProspectView> add_prospect(ledger::Ledger& ledger, const ProspectChange& change, const UserId& viewer,
                                  const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    TRY(require_steward(TRY(standing_of(*transaction, viewer, clock.now()))));
    TRY(check_texts(change));
    TRY(check_member(*transaction, change.member));
    const CivilDate today = TRY(local_day(*transaction, clock.now()));
    Prospect prospect;
    prospect.id = slug_of(change.organisation.value_or(""));
    prospect = TRY(changed(prospect, change, today));
    if (TRY(transaction->document(DocumentKind::Prospect, prospect.id))) {
        return make_error(ErrorCode::Conflict, "prospect.exists", "the plan has this organisation already",
                          prospect.id);
    }
    TRY(put(*transaction, prospect));
    return ProspectView{prospect, govern::is_overdue(prospect, today)};
}

Result<ProspectView> update_prospect(ledger::Ledger& ledger, const std::string& id, const ProspectChange& change,
                                     const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    TRY(require_steward(TRY(standing_of(*transaction, viewer, clock.now()))));
    const auto document = TRY(transaction->document(DocumentKind::Prospect, id));
    if (!document) return make_error(ErrorCode::NotFound, "prospect.unknown", "the plan has no such entry", id);
    TRY(check_texts(change));
    TRY(check_member(*transaction, change.member));
    const CivilDate today = TRY(local_day(*transaction, clock.now()));
    const Prospect next = TRY(changed(TRY(govern::read_prospect(document->json)), change, today));
    TRY(put(*transaction, next));
    return ProspectView{next, govern::is_overdue(next, today)};
}

}  // namespace kith::service
