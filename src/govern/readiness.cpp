#include "govern/readiness.h"

#include <algorithm>
#include <array>

namespace kith::govern {
namespace {

constexpr std::array<std::string_view, 8> kDimensions = {"purpose", "stakeholders", "leadership", "flexibility",
                                                         "legal",   "technical",    "capacity",   "impact"};

constexpr std::array<ReadinessItem, 24> kItems = {{
    {"purpose.shared", Dimension::Purpose, "Everybody here can say in one sentence why we put our data together.", ""},
    {"purpose.measured", Dimension::Purpose, "We agreed which numbers would show that we are getting there.",
     "purposes_with_measures"},
    {"purpose.needed", Dimension::Purpose, "We ask only for data that one of our purposes needs.",
     "elements_with_purpose"},
    {"stakeholders.table", Dimension::Stakeholders, "The organisations that matter most for these children take part.",
     "plan_on_time"},
    {"stakeholders.benefit", Dimension::Stakeholders, "We can name what our own organisation has from taking part.",
     ""},
    {"stakeholders.families", Dimension::Stakeholders, "Families had a say in what is shared and for what.", ""},
    {"leadership.arbiter", Dimension::Leadership, "It is clear who decides when members disagree.", "recent_vote"},
    {"leadership.commitment", Dimension::Leadership, "Our leadership would defend this work in a hard year.", ""},
    {"leadership.review", Dimension::Leadership, "Decisions are looked at again on the day we said.",
     "motions_reviewed"},
    {"flexibility.as_is", Dimension::Flexibility, "We send our data as it is; nobody types it a second time.",
     "members_with_data"},
    {"flexibility.fresh", Dimension::Flexibility, "Our data arrives as often as we promised.", "feeds_fresh"},
    {"flexibility.repaired", Dimension::Flexibility, "What was held back is looked at and repaired soon.",
     "quarantine_age"},
    {"legal.agreements", Dimension::Legal, "The agreements we need are signed and in force.", "mou_signed"},
    {"legal.expiries", Dimension::Legal, "We know which agreements end next and who renews them.", "agreement_end"},
    {"legal.consents", Dimension::Legal, "We ask families for consent at a good moment, in their language.",
     "consent_coverage"},
    {"technical.identity", Dimension::Technical, "We trust that records put together are about one child.",
     "review_backlog"},
    {"technical.security", Dimension::Technical, "Who leaves us loses access the same day.", ""},
    {"technical.backup", Dimension::Technical, "We could get everything back after a fire.", "last_backup"},
    {"capacity.people", Dimension::Capacity, "Somebody has paid hours for this work in our organisation.", ""},
    {"capacity.skills", Dimension::Capacity, "Our people can read the pages they are given.", ""},
    {"capacity.money", Dimension::Capacity, "The work is paid for beyond this year.", ""},
    {"impact.used", Dimension::Impact, "What we learned changed what we do for a child or a group.", ""},
    {"impact.findings", Dimension::Impact, "We know what helped, and how sure we are.", "findings"},
    {"impact.harm", Dimension::Impact, "We would notice if sharing did harm, and know what to do.", "consents_ending"},
}};

}  // namespace

std::string_view name_of(Dimension dimension) {
    return kDimensions[static_cast<std::size_t>(dimension)];
}

std::span<const ReadinessItem> readiness_items() {
    return kItems;
}

const ReadinessItem* find_item(std::string_view id) {
    const auto* const found =
        std::find_if(kItems.begin(), kItems.end(), [&](const ReadinessItem& item) { return item.id == id; });
    return found == kItems.end() ? nullptr : found;
}

Result<void> check_answer(const ReadinessAnswer& answer) {
    if (find_item(answer.item) == nullptr) {
        return make_error(ErrorCode::NotFound, "readiness.unknown-item", "there is no item of this id", answer.item);
    }
    if (answer.level < 0 || answer.level > kLevelMost) {
        return make_error(ErrorCode::InvalidInput, "readiness.level", "expected a level of 0 to 3", answer.item);
    }
    if (answer.confidence < 0 || answer.confidence > kLevelMost) {
        return make_error(ErrorCode::InvalidInput, "readiness.confidence", "expected a confidence of 0 to 3",
                          answer.item);
    }
    return {};
}

std::optional<int> spread_of(std::span<const ReadinessAnswer> answers) {
    if (answers.size() < 2) return std::nullopt;
    const auto [low, high] =
        std::minmax_element(answers.begin(), answers.end(),
                            [](const ReadinessAnswer& a, const ReadinessAnswer& b) { return a.level < b.level; });
    return high->level - low->level;
}

}  // namespace kith::govern
