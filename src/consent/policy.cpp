#include "consent/policy.h"

#include <algorithm>
#include <array>

#include "table/category.h"

namespace kith::consent {
namespace {

constexpr std::array<std::string_view, kActionCount> kActionWords = {"existence", "summary", "detail",
                                                                     "contact",   "export",  "match"};
constexpr std::array<std::string_view, kRegimeCount> kRegimeWords = {
    "ferpa", "idea",     "ppra",       "hipaa", "part2",         "vawa", "coppa",
    "wic",   "medicaid", "head_start", "meals", "child_welfare", "hmis", "state"};
constexpr std::array<std::string_view, 10> kConsentStateWords = {
    "proposed",  "requested", "given",      "renewed",     "refused",
    "withdrawn", "expired",   "terminated", "invalidated", "suspended_by_conflict"};

template <class Enum, std::size_t N>
std::optional<Enum> find_word(const std::array<std::string_view, N>& words, std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Enum>(found - words.begin());
}

constexpr std::uint32_t bit(Action action) {
    return 1U << static_cast<unsigned>(action);
}

// kIncluded[a]: what somebody who may do `a` thereby may do.
constexpr std::uint32_t kSummaryBits = bit(Action::Summary) | bit(Action::Existence);
constexpr std::uint32_t kDetailBits = bit(Action::Detail) | kSummaryBits;
constexpr std::array<std::uint32_t, kActionCount> kIncluded = {bit(Action::Existence),
                                                               kSummaryBits,
                                                               kDetailBits,
                                                               bit(Action::Contact) | bit(Action::Existence),
                                                               bit(Action::Export) | kDetailBits,
                                                               bit(Action::Match)};

constexpr int kEducationMajorityAge = 18;

struct DateRange {
    CivilDate first;
    CivilDate last;
};

std::optional<DateRange> possible_dates(PartialDate date) {
    if (date.year == 0 || (date.month == 0 && date.day != 0)) return std::nullopt;
    const auto first = CivilDate::from_ymd(date.year, std::max<int>(date.month, 1), std::max<int>(date.day, 1));
    if (!first) return std::nullopt;
    if (date.day != 0) return DateRange{*first, *first};
    const int last_month = date.month == 0 ? 12 : date.month;
    const auto next_month =
        last_month == 12 ? CivilDate::from_ymd(date.year + 1, 1, 1) : CivilDate::from_ymd(date.year, last_month + 1, 1);
    if (!next_month) return std::nullopt;
    return DateRange{*first, next_month->plus_days(-1)};
}

}  // namespace

std::string_view name_of(Action action) {
    return kActionWords[static_cast<std::size_t>(action)];
}
std::optional<Action> action_named(std::string_view word) {
    return find_word<Action>(kActionWords, word);
}
std::string_view name_of(Regime regime) {
    return kRegimeWords[static_cast<std::size_t>(regime)];
}
std::optional<Regime> regime_named(std::string_view word) {
    return find_word<Regime>(kRegimeWords, word);
}
std::string_view name_of(ConsentState state) {
    return kConsentStateWords[static_cast<std::size_t>(state)];
}
std::optional<ConsentState> consent_state_named(std::string_view word) {
    return find_word<ConsentState>(kConsentStateWords, word);
}

ActionSet ActionSet::of(std::initializer_list<Action> actions) {
    ActionSet set;
    for (const Action action : actions) set.add(action);
    return set;
}

bool ActionSet::permits(Action action) const {
    for (std::size_t listed = 0; listed < kActionCount; ++listed) {
        if (((bits_ >> listed) & 1U) != 0 && (kIncluded[listed] & bit(action)) != 0) return true;
    }
    return false;
}

bool ActionSet::denies(Action action) const {
    return (bits_ & kIncluded[static_cast<std::size_t>(action)]) != 0;
}

bool NameSet::has(std::string_view name) const {
    return is_all || std::find(names.begin(), names.end(), name) != names.end();
}

bool Source::has(Regime regime) const {
    return std::find(regimes.begin(), regimes.end(), regime) != regimes.end();
}

Instant local_midnight(CivilDate date, int timezone_offset_minutes) {
    return Instant{Instant::at_midnight_utc(date).unix_ms - std::int64_t{timezone_offset_minutes} * 60'000};
}

HandOver hand_over_of(const Child& child, RecordKind kind, int majority_age, int timezone_offset_minutes) {
    HandOver result;
    const int age = kind == RecordKind::Education ? kEducationMajorityAge : majority_age;
    if (const auto born = possible_dates(child.birth_date)) {
        result.earliest_ms = local_midnight(born->first.plus_years(age), timezone_offset_minutes).unix_ms;
        result.latest_ms = local_midnight(born->last.plus_years(age), timezone_offset_minutes).unix_ms;
    }
    if (kind == RecordKind::Education && child.postsecondary_from) {
        result.earliest_ms = std::min(result.earliest_ms, child.postsecondary_from->unix_ms);
        result.latest_ms = std::min(result.latest_ms, child.postsecondary_from->unix_ms);
    }
    return result;
}

RecordKind record_kind_of(const Source& source, std::string_view category) {
    namespace words = table::category;
    static constexpr std::array kSchool = {words::kSchoolEnrolment, words::kSchoolAttendance, words::kGrades,
                                           words::kAssessment, words::kBehaviour};
    const bool is_school = std::find(kSchool.begin(), kSchool.end(), category) != kSchool.end();
    return is_school || source.has(Regime::Ferpa) ? RecordKind::Education : RecordKind::Other;
}

}  // namespace kith::consent
