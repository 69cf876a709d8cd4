#include "town/scribe.h"

#include "town/streams.h"

namespace kith::town {
namespace {

bool happens(Feed feed, ErrorKind kind, Random& random) {
    return random.below(10'000) < rates_of(feed)[static_cast<std::size_t>(kind)];
}

/// Draws the error in any case, so that the draws that follow do not depend on it.
bool happens_to(bool is_possible, Feed feed, ErrorKind kind, Random& random, ErrorCounts& errors) {
    if (!happens(feed, kind, random) || !is_possible) return false;
    ++errors[static_cast<std::size_t>(kind)];
    return true;
}

table::Sex other_sex(table::Sex sex) {
    return sex == table::Sex::Female ? table::Sex::Male : table::Sex::Female;
}

int age_years(const Town& town, const Child& child) {
    return (town.options.now.days() - child.born) / 365;
}

}  // namespace

std::string Scribe::surname_of(const Child& child) const {
    const Household& home = town_.households[child.household];
    std::string surname = names_.surname(home.surname);
    if (home.form == SurnameForm::Single) return surname;
    return surname + (home.form == SurnameForm::TwoParts ? ' ' : '-') + names_.surname(home.second_surname);
}

std::vector<Adult> Scribe::guardians(std::uint32_t household) const {
    const Household& home = town_.households[household];
    Random random = stream_of(town_.options.seed, Stream::Guardians, household);
    const bool is_double = home.form != SurnameForm::Single;
    const std::string first = names_.surname(home.surname);
    const std::string second = names_.surname(home.second_surname);
    const auto adult = [&](table::Sex sex, const std::string& surname, std::string_view relation) {
        return Adult{std::string(names_.draw_adult(random, home.culture, sex)), surname, relation};
    };
    const std::string mothers = is_double || random.chance(0.3) ? second : first;
    switch (home.kind) {
        case HomeKind::TwoParents: {
            std::vector<Adult> both = {adult(table::Sex::Female, mothers, "mother")};
            both.push_back(adult(table::Sex::Male, first, "father"));
            return both;
        }
        case HomeKind::Mother:
            return {adult(table::Sex::Female, mothers, "mother")};
        case HomeKind::Father:
            return {adult(table::Sex::Male, first, "father")};
        case HomeKind::Kinship:
            return {adult(table::Sex::Female, random.chance(0.5) ? first : second, "grandmother")};
        case HomeKind::Foster:
            return {adult(table::Sex::Female, names_.surname(names_.draw_surname(random, Culture::Anglo)),
                          "foster parent")};
    }
    return {};
}

void Scribe::write_truth(std::uint32_t index, AsWritten& out) const {
    const Child& child = town_.children[index];
    const Household& home = town_.households[child.household];
    out.given = names_.given(child.sex, child.given);
    out.middle = names_.given(child.sex, child.middle);
    out.surname = surname_of(child);
    out.preferred.clear();
    if (child.has_nickname) {
        Random random = stream_of(town_.options.seed, Stream::Child, (1ULL << 41U) + index);
        out.preferred = names_.nickname(random, out.given);
    }
    out.born = ymd_of(child.born);
    out.sex = child.sex;
    out.phone.clear();
    append_number(out.phone, home.phone);
    out.street.clear();
    append_number(out.street, home.number);
    out.street += ' ';
    out.street += names_.street(home.street);
    if (home.unit != 0) {
        out.street += " Apt ";
        append_number(out.street, home.unit);
    }
    out.postcode = 55101 + home.area % 700;
    out.guardian = guardians(child.household).front();
}

void Scribe::draw_names(Feed feed, const Child& child, Random& random, AsWritten& out, ErrorCounts& errors) const {
    const Household& home = town_.households[child.household];
    if (happens_to(!out.preferred.empty(), feed, ErrorKind::Nickname, random, errors)) out.given = out.preferred;
    const bool is_former = happens_to(child.has_former_surname, feed, ErrorKind::FormerSurname, random, errors);
    if (is_former) out.surname = names_.surname(home.former_surname);
    const bool is_double = home.form != SurnameForm::Single && !is_former;
    const std::uint64_t part = random.below(10);
    if (happens_to(is_double, feed, ErrorKind::DroppedSurname, random, errors)) {
        if (part < 6) {
            out.surname = names_.surname(home.surname);
        } else if (part < 8) {
            out.surname = names_.surname(home.second_surname);
        } else {  // the other way of joining the parts
            out.surname = names_.surname(home.surname) + (home.form == SurnameForm::TwoParts ? '-' : ' ') +
                          names_.surname(home.second_surname);
        }
    }
    std::string& typed = random.chance(0.45) ? out.given : out.surname;
    if (happens_to(true, feed, ErrorKind::Typing, random, errors)) mistype(random, typed);
    if (happens_to(true, feed, ErrorKind::Hearing, random, errors)) mishear(random, typed);
    if (happens_to(true, feed, ErrorKind::Scanning, random, errors)) misscan(random, typed);
    if (happens_to(true, feed, ErrorKind::SwappedNames, random, errors)) std::swap(out.given, out.surname);
    if (random.chance(0.001)) out.sex = other_sex(out.sex);
}

void Scribe::draw_date(Feed feed, std::uint32_t index, Random& random, AsWritten& out, ErrorCounts& errors) const {
    const Child& child = town_.children[index];
    const Household& home = town_.households[child.household];
    const bool is_swappable = out.born.day <= 12 && out.born.day != out.born.month;
    if (happens_to(is_swappable, feed, ErrorKind::SwappedDayMonth, random, errors))
        std::swap(out.born.day, out.born.month);
    std::uint32_t sibling = home.first_child + (index - home.first_child + 1) % home.children;
    const bool has_sibling = town_.children[sibling].born != child.born;
    if (happens_to(has_sibling, feed, ErrorKind::SiblingDate, random, errors))
        out.born = ymd_of(town_.children[sibling].born);
    const std::uint64_t placeholder = random.below(3);
    if (happens_to(true, feed, ErrorKind::PlaceholderDate, random, errors)) {
        if (placeholder == 0) out.born = {1900, 1, 1};
        if (placeholder == 1) out.born = {2000, 1, 1};
        if (placeholder == 2) out.born = {out.born.year, 1, 1};
    }
    if (happens_to(true, feed, ErrorKind::MissingDate, random, errors)) out.born = {};
}

void Scribe::draw_contact(Feed feed, const Child& child, Random& random, AsWritten& out, ErrorCounts& errors) const {
    const Household& home = town_.households[child.household];
    if (happens_to(true, feed, ErrorKind::MissingPhone, random, errors)) out.phone.clear();
    if (happens_to(home.has_moved, feed, ErrorKind::FormerAddress, random, errors)) {
        out.street.clear();
        append_number(out.street, home.former_number);
        out.street += ' ';
        out.street += names_.street(home.former_street);
    }
    const std::uint64_t cell = random.below(3);
    if (happens_to(true, feed, ErrorKind::NullText, random, errors)) {
        if (cell == 0) out.middle = "NULL";
        if (cell == 1) out.phone = "NULL";
        if (cell == 2) out.street = "NULL";
    }
}

void Scribe::write(Feed feed, std::uint32_t index, std::uint64_t copy, AsWritten& out, ErrorCounts& errors) const {
    const Child& child = town_.children[index];
    write_truth(index, out);
    const auto stream = static_cast<Stream>(static_cast<std::uint64_t>(Stream::Row) + static_cast<std::uint64_t>(feed));
    Random random = stream_of(town_.options.seed, stream, (copy << 32U) + index);
    draw_names(feed, child, random, out, errors);
    draw_date(feed, index, random, out, errors);
    draw_contact(feed, child, random, out, errors);
    if (age_years(town_, child) < 1 && feed == Feed::Hospital && random.chance(0.02)) out.given = "Baby";  // newborns
}

}  // namespace kith::town
