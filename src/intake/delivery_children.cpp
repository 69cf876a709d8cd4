#include "intake/delivery_children.h"

#include <algorithm>
#include <map>

#include "base/random.h"
#include "base/result.h"
#include "text/fold.h"

namespace kith::intake {
namespace {

template <class T>
void join_list(std::vector<T>& into, std::vector<T>&& from) {
    for (T& item : from) {
        if (std::find(into.begin(), into.end(), item) == into.end()) into.push_back(std::move(item));
    }
}

void fill(std::string& into, std::string&& from) {
    if (into.empty()) into = std::move(from);
}

bool contradicts(const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty() && a != b;
}

bool contradict(const table::Identity& a, const table::Identity& b) {
    return contradicts(a.given, b.given) || contradicts(a.middle, b.middle) || contradicts(a.surname, b.surname) ||
           contradicts(a.suffix, b.suffix) || contradicts(a.preferred, b.preferred) ||
           (!a.birth_date.is_empty() && !b.birth_date.is_empty() && a.birth_date != b.birth_date) ||
           (a.sex != table::Sex::Unknown && b.sex != table::Sex::Unknown && a.sex != b.sex);
}

bool may_be_one(PartialDate a, PartialDate b) {
    const auto agrees = [](int x, int y) { return x == 0 || y == 0 || x == y; };
    return agrees(a.year, b.year) && agrees(a.month, b.month) && agrees(a.day, b.day);
}

std::string made_id(std::string_view key) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::uint64_t hash = hash64(key, 0x6b697468);
    std::string id = "made-";
    for (int i = 0; i < 16; ++i, hash <<= 4) id += kDigits[hash >> 60];
    return id;
}

std::string month_text(std::int64_t minute) {
    return CivilDate::from_days(static_cast<std::int32_t>(minute / 1440)).to_iso().substr(0, 7);
}

/// Equal facts are one; different facts under one key are numbered in the order of their content.
void settle_facts(std::vector<table::Fact>& facts) {
    for (table::Fact& fact : facts) std::sort(fact.attributes.begin(), fact.attributes.end());
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    for (std::size_t begin = 0; begin < facts.size();) {
        std::size_t end = begin + 1;
        const auto is_same_key = [&](const table::Fact& fact) {
            return fact.category == facts[begin].category && fact.kind == facts[begin].kind &&
                   fact.key == facts[begin].key;
        };
        while (end < facts.size() && is_same_key(facts[end])) ++end;
        for (std::size_t i = end; i > begin + 1; --i) facts[i - 1].key += "#" + std::to_string(i - begin);
        begin = end;
    }
}

}  // namespace

CivilDate first_day_of_year(CivilDate day) {
    const int year = day.month() >= 7 ? day.year() : day.year() - 1;
    return CivilDate::from_ymd(year, 7, 1).value_or(day);
}

std::string name_key(const table::Identity& identity) {
    return text::fold(identity.given) + '|' + text::fold(identity.surname);
}

void fill_identity(table::Identity& into, table::Identity&& from) {
    fill(into.given, std::move(from.given));
    fill(into.middle, std::move(from.middle));
    fill(into.surname, std::move(from.surname));
    fill(into.suffix, std::move(from.suffix));
    fill(into.preferred, std::move(from.preferred));
    if (into.birth_date.is_empty() || (!into.birth_date.is_complete() && from.birth_date.is_complete() &&
                                       may_be_one(into.birth_date, from.birth_date))) {
        if (!from.birth_date.is_empty()) into.birth_date = from.birth_date;
    }
    if (into.sex == table::Sex::Unknown) into.sex = from.sex;
    join_list(into.contacts, std::move(from.contacts));
    join_list(into.addresses, std::move(from.addresses));
    join_list(into.guardians, std::move(from.guardians));
    join_list(into.identifiers, std::move(from.identifiers));
}

ChildIndex Children::with_id(std::string_view id) {
    const std::uint32_t number = ids_.intern(id);
    if (number == child_of_id_.size()) {
        child_of_id_.push_back(static_cast<ChildIndex>(drafts_.size()));
        drafts_.emplace_back().record.local_id = std::string(id);
    }
    return child_of_id_[number];
}

std::optional<ChildIndex> Children::find(std::string_view id) const {
    const auto number = ids_.find(id);
    return number ? std::optional(child_of_id_[*number]) : std::nullopt;
}

ChildIndex Children::with_name(const table::Identity& identity, std::string_view context) {
    const std::string name = name_key(identity);
    std::string key = name + '\n' + identity.birth_date.to_text() + '\n';
    key += context;
    const auto [found, is_new] = named_.try_emplace(std::move(key), static_cast<ChildIndex>(drafts_.size()));
    if (is_new) {
        Draft& draft = drafts_.emplace_back();
        draft.name_key = name;
        draft.context = std::string(context);
        draft.record.has_own_id = false;
        draft.record.identity.birth_date = identity.birth_date;
    }
    return found->second;
}

Heard Children::say(ChildIndex child, table::Identity identity, Saying saying, std::uint32_t sheet) {
    Draft& draft = drafts_[child];
    table::Identity& held = draft.record.identity;
    const bool is_repeated = saying == Saying::Listed && draft.listed_by == sheet;
    const bool is_first_listing = saying == Saying::Listed && draft.listed_by == 0xffffffff;
    if (is_first_listing) draft.listed_by = sheet;
    if (is_repeated && contradict(held, identity)) {
        fill_identity(identity, std::move(held));
        held = std::move(identity);
        return Heard::Contradicted;
    }
    if (is_first_listing) {  // the list outranks what logs mentioned before
        fill_identity(identity, std::move(held));
        held = std::move(identity);
        return Heard::New;
    }
    fill_identity(held, std::move(identity));
    return is_repeated ? Heard::Same : Heard::New;
}

void Children::add_origin(ChildIndex child, table::Origin origin) {
    auto& origins = drafts_[child].record.origins;
    const bool has_own_id = drafts_[child].record.has_own_id;
    // A child with an id is found by it; one known by name alone needs every line that named it.
    if (has_own_id && !origins.empty() && origins.back().file == origin.file && origins.size() >= 4) return;
    origins.push_back(origin);
}

StripKey Children::strip_key(std::string_view category, std::string_view programme) {
    for (std::size_t i = 0; i < strip_names_.size(); ++i) {
        if (strip_names_[i].first == category && strip_names_[i].second == programme) return static_cast<StripKey>(i);
    }
    strip_names_.emplace_back(category, programme);
    return static_cast<StripKey>(strip_names_.size() - 1);
}

Children::StripDraft& Children::strip_of(Draft& draft, StripKey key, std::int32_t first_day) {
    for (StripDraft& strip : draft.strips) {
        if (strip.key == key && strip.first_day == first_day) return strip;
    }
    const CivilDate first = CivilDate::from_days(first_day);
    const auto length = static_cast<std::size_t>(first.plus_years(1).days() - first_day);
    draft.strips.push_back({key, first_day, std::string(length, static_cast<char>(table::Mark::None))});
    return draft.strips.back();
}

void Children::mark(ChildIndex child, StripKey key, std::int32_t days, table::Mark mark) {
    if (mark == table::Mark::None) return;
    Draft& draft = drafts_[child];
    for (StripDraft& strip : draft.strips) {
        const std::int64_t at = static_cast<std::int64_t>(days) - strip.first_day;
        if (strip.key != key || at < 0 || at >= static_cast<std::int64_t>(strip.marks.size())) continue;
        char& held = strip.marks[static_cast<std::size_t>(at)];
        held = static_cast<char>(combine(static_cast<table::Mark>(held), mark));
        return;
    }
    const std::int32_t first_day = first_day_of_year(CivilDate::from_days(days)).days();
    strip_of(draft, key, first_day).marks[static_cast<std::size_t>(days - first_day)] = static_cast<char>(mark);
}

void Children::visit(ChildIndex child, StripKey key, std::int64_t in_minute, std::int64_t out_minute) {
    drafts_[child].visits.push_back({key, in_minute, out_minute});
}

void Children::fill_silent_days(StripKey key, table::Mark mark) {
    std::map<std::int32_t, std::string> held;  // first day of the year -> which days somebody has a mark on
    for (const Draft& draft : drafts_) {
        for (const StripDraft& strip : draft.strips) {
            if (strip.key != key) continue;
            std::string& days = held.try_emplace(strip.first_day, strip.marks.size(), ' ').first->second;
            for (std::size_t i = 0; i < days.size(); ++i) {
                if (strip.marks[i] != ' ') days[i] = 'x';
            }
        }
    }
    for (Draft& draft : drafts_) {
        const bool takes_part =
            strip_names_.size() == 1 || std::any_of(draft.strips.begin(), draft.strips.end(),
                                                    [&](const StripDraft& strip) { return strip.key == key; });
        if (!takes_part) continue;
        for (const auto& [first_day, days] : held) {
            StripDraft& strip = strip_of(draft, key, first_day);
            for (std::size_t i = 0; i < days.size(); ++i) {
                if (days[i] == 'x' && strip.marks[i] == ' ') strip.marks[i] = static_cast<char>(mark);
            }
        }
    }
}

void Children::absorb(ChildIndex from, ChildIndex into) {
    Draft& source = drafts_[from];
    Draft& target = drafts_[into];
    source.is_absorbed = true;
    fill_identity(target.record.identity, std::move(source.record.identity));
    std::move(source.record.facts.begin(), source.record.facts.end(), std::back_inserter(target.record.facts));
    target.record.origins.insert(target.record.origins.end(), source.record.origins.begin(),
                                 source.record.origins.end());
    target.visits.insert(target.visits.end(), source.visits.begin(), source.visits.end());
    for (const StripDraft& strip : source.strips) {
        std::string& marks = strip_of(target, strip.key, strip.first_day).marks;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            const auto both = combine(static_cast<table::Mark>(marks[i]), static_cast<table::Mark>(strip.marks[i]));
            if (strip.marks[i] != ' ') marks[i] = static_cast<char>(both);
        }
    }
}

void Children::settle_names() {
    std::map<std::string, std::vector<ChildIndex>> groups;
    for (ChildIndex child = 0; child < drafts_.size(); ++child) {
        if (!drafts_[child].record.has_own_id) groups[drafts_[child].name_key].push_back(child);
    }
    if (groups.empty()) return;
    std::unordered_map<std::string, std::vector<ChildIndex>> known;
    for (ChildIndex child = 0; child < drafts_.size(); ++child) {
        if (!drafts_[child].record.has_own_id) continue;
        const std::string key = name_key(drafts_[child].record.identity);
        if (groups.contains(key)) known[key].push_back(child);
    }
    for (const auto& [name, group] : groups) settle_group(group, known[name]);
}

/// Children of one name without an id: first those who are a child with an id in the same delivery, then those whose
/// birth date another row gave.
void Children::settle_group(const std::vector<ChildIndex>& group, const std::vector<ChildIndex>& known) {
    std::map<std::string, std::vector<ChildIndex>> by_birth;
    const auto birth_of = [&](ChildIndex child) { return drafts_[child].record.identity.birth_date; };
    for (const ChildIndex child : group) {
        std::vector<ChildIndex> fitting;
        for (const ChildIndex other : known) {
            if (may_be_one(birth_of(child), birth_of(other))) fitting.push_back(other);
        }
        if (fitting.size() == 1) {
            absorb(child, fitting.front());
        } else {
            by_birth[birth_of(child).to_text()].push_back(child);
        }
    }
    const auto dateless = by_birth.find("");
    if (dateless != by_birth.end() && by_birth.size() == 2) {
        auto& dated = std::next(by_birth.begin())->second;
        if (dated.size() == 1) {
            for (const ChildIndex child : dateless->second) absorb(child, dated.front());
            by_birth.erase(dateless);
        }
    }
    for (auto& [birth, children] : by_birth) settle_contexts(std::move(children));
}

/// One name and birth date. Contexts count only where there are two of them: else the id must not change when a phone
/// number does.
void Children::settle_contexts(std::vector<ChildIndex> group) {
    std::sort(group.begin(), group.end(),
              [&](ChildIndex a, ChildIndex b) { return drafts_[a].context < drafts_[b].context; });
    const auto with_context =
        std::count_if(group.begin(), group.end(), [&](ChildIndex child) { return !drafts_[child].context.empty(); });
    const bool is_one = with_context <= 1;
    for (std::size_t i = 0; i + 1 < group.size() && is_one; ++i) absorb(group[i], group.back());
    for (const ChildIndex child : group) {
        Draft& draft = drafts_[child];
        if (draft.is_absorbed) continue;
        std::string key = draft.name_key + '\n' + draft.record.identity.birth_date.to_text();
        if (!is_one) key += '\n' + draft.context;
        draft.record.local_id = made_id(key);
    }
}

void Children::add_hours(Draft& draft) const {
    std::sort(draft.visits.begin(), draft.visits.end());
    draft.visits.erase(std::unique(draft.visits.begin(), draft.visits.end()), draft.visits.end());
    for (std::size_t begin = 0; begin < draft.visits.size();) {
        const Visit& first = draft.visits[begin];
        const std::string month = month_text(first.in_minute);
        std::int64_t minutes = 0;
        std::int64_t open = 0;
        std::size_t end = begin;
        for (; end < draft.visits.size() && draft.visits[end].key == first.key &&
               month_text(draft.visits[end].in_minute) == month;
             ++end) {
            const Visit& visit = draft.visits[end];
            if (visit.out_minute >= 0) minutes += visit.out_minute - visit.in_minute;
            open += visit.out_minute < 0 ? 1 : 0;
        }
        table::Fact fact;
        fact.category = strip_names_[first.key].first;
        fact.kind = "hours";
        fact.key = strip_names_[first.key].second + "|" + month;
        fact.from = CivilDate::parse_iso(month + "-01");
        fact.attributes = {{"programme", strip_names_[first.key].second},
                           {"visits", std::to_string(end - begin)},
                           {"minutes", std::to_string(minutes)}};
        if (open > 0) fact.attributes.push_back({"visits_without_departure", std::to_string(open)});
        draft.record.facts.push_back(std::move(fact));
        begin = end;
    }
}

void Children::complete(Draft& draft) const {
    table::Record& record = draft.record;
    add_hours(draft);
    settle_facts(record.facts);
    for (StripDraft& strip : draft.strips) {
        if (strip.marks.find_first_not_of(' ') == std::string::npos) continue;
        const auto& [category, programme] = strip_names_[strip.key];
        record.strips.push_back({category, programme, CivilDate::from_days(strip.first_day), std::move(strip.marks)});
    }
    std::sort(record.strips.begin(), record.strips.end());
    table::Identity& identity = record.identity;
    std::sort(identity.contacts.begin(), identity.contacts.end());
    std::sort(identity.addresses.begin(), identity.addresses.end());
    std::sort(identity.guardians.begin(), identity.guardians.end());
    std::sort(identity.identifiers.begin(), identity.identifiers.end());
    std::sort(record.origins.begin(), record.origins.end(), [](const table::Origin& a, const table::Origin& b) {
        return a.file != b.file ? a.file < b.file : a.line < b.line;
    });
}

std::vector<table::Record> Children::finish(ThreadPool& pool) {
    settle_names();
    std::vector<ChildIndex> order;
    for (ChildIndex child = 0; child < drafts_.size(); ++child) {
        if (!drafts_[child].is_absorbed) order.push_back(child);
    }
    std::sort(order.begin(), order.end(),
              [&](ChildIndex a, ChildIndex b) { return drafts_[a].record.local_id < drafts_[b].record.local_id; });
    std::vector<table::Record> records(order.size());
    pool.for_ranges(order.size(), 1024, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            complete(drafts_[order[i]]);
            records[i] = std::move(drafts_[order[i]].record);
        }
    });
    return records;
}

}  // namespace kith::intake
