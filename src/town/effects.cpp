#include <charconv>

#include "town/paths.h"
#include "town/people.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::size_t kGrain = 4096;

/// A programme, the outcome it is said to change, and the children it could have served.
struct Programme {
    std::string_view id;
    Feed feed;
    std::string_view outcome;
    std::string_view effect;  // as JSON
    Selection selection;
    int age_from;
    int age_below;
};
constexpr std::array<Programme, 4> kProgrammes = {{
    {"northside-club", Feed::Club, "days_absent_since_start", R"({"kind":"factor","value":0.75})", kClubSelection, 6,
     15},
    {"bright-mentors", Feed::Mentors, "reading_winter", R"({"kind":"points","value":4.0})", kMentorSelection, 7, 17},
    {"harbor-house", Feed::SignIn, "maths_q2", R"({"kind":"points","value":3.0})", kTutoringSelection, 8, 18},
    {"summer-reach", Feed::Summer, "reading_fall", R"({"kind":"points","value":0.0})", kSummerSelection, 6, 14},
}};

struct Outcomes {
    double as_served = 0;
    double without = 0;
    bool is_known = false;
};

class Observer {
  public:
    explicit Observer(const Desk& desk) : desk_(desk), start_(programme_start(desk.town)) {}

    Outcomes outcomes(const Programme& programme, std::uint32_t child, std::vector<DayException>& buffer) const {
        switch (programme.feed) {
            case Feed::Club:
                return {absences(child, Programmes::AsServed, buffer), absences(child, Programmes::None, buffer), true};
            case Feed::Mentors:
                return reading(child, 4);
            case Feed::Summer:
                return reading(child, 3);
            default:
                break;
        }
        if (desk_.town.children[child].grade < 3) return {};
        return {maths_grades(desk_.town, child, Programmes::AsServed)[1],
                maths_grades(desk_.town, child, Programmes::None)[1], true};
    }

  private:
    double absences(std::uint32_t child, Programmes programmes, std::vector<DayException>& buffer) const {
        attendance_exceptions(desk_.town, desk_.days, child, programmes, buffer);
        double count = 0;
        for (const DayException& exception : buffer) {
            if (exception.kind != Exception::Tardy && desk_.days[exception.day] >= start_) count += 1;
        }
        return count;
    }

    Outcomes reading(std::uint32_t child, std::size_t window) const {
        const double served = reading_scores(desk_.town, child, Programmes::AsServed)[window];
        const double without = reading_scores(desk_.town, child, Programmes::None)[window];
        return {served, without, served > 0 && desk_.town.children[child].is_in(Feed::Assessment)};
    }

    const Desk& desk_;
    CivilDate start_;
};

struct Sums {
    double treated = 0;
    double treated_without = 0;
    double untreated = 0;
    std::uint64_t treated_count = 0;
    std::uint64_t untreated_count = 0;

    void add(const Sums& other) {
        treated += other.treated;
        treated_without += other.treated_without;
        untreated += other.untreated;
        treated_count += other.treated_count;
        untreated_count += other.untreated_count;
    }
};

/// Over the district's pupils of the ages served; parts are added in order, so the sum does not depend on threads.
Sums observe(const Desk& desk, ThreadPool& pool, const Programme& programme) {
    const Observer observer(desk);
    const std::size_t size = desk.town.children.size();
    std::vector<Sums> parts((size + kGrain - 1) / kGrain);
    pool.for_ranges(size, kGrain, [&](std::size_t begin, std::size_t end) {
        Sums& sums = parts[begin / kGrain];
        std::vector<DayException> buffer;
        for (std::size_t i = begin; i < end; ++i) {
            const Child& child = desk.town.children[i];
            const double age = (desk.town.options.now.days() - child.born) / 365.25;
            const bool is_eligible = child.is_in(Feed::District) && child.grade >= 0 && child.grade <= 12 &&
                                     age >= programme.age_from && age < programme.age_below;
            if (!is_eligible) continue;
            const Outcomes outcomes = observer.outcomes(programme, static_cast<std::uint32_t>(i), buffer);
            if (!outcomes.is_known) continue;
            if (child.is_in(programme.feed)) {
                sums.treated += outcomes.as_served;
                sums.treated_without += outcomes.without;
                ++sums.treated_count;
            } else {
                sums.untreated += outcomes.as_served;
                ++sums.untreated_count;
            }
        }
    });
    Sums total;
    for (const Sums& part : parts) total.add(part);
    return total;
}

void append_number_with_fraction(std::string& out, double value) {
    std::array<char, 32> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 4).ptr;
    out.append(digits.data(), end);
}

double mean(double sum, std::uint64_t count) {
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

void append_programme(const Programme& programme, const Sums& sums, std::string& out) {
    append_json(out += "{\"programme\":", programme.id);
    append_json(out += ",\"source\":", source_id_of(programme.feed));
    append_json(out += ",\"outcome\":", programme.outcome);
    out.append(",\"effect\":").append(programme.effect);
    const Selection& by = programme.selection;
    const auto add = [&](std::string_view key, double value) { append_number_with_fraction(out.append(key), value); };
    add(",\"selection_log_odds\":{\"intercept\":", by.intercept);
    add(",\"reading_fall_above_mean\":", by.reading_fall);
    add(",\"reading_spring_above_mean\":", by.reading_spring);
    add(",\"maths_q1_above_78\":", by.maths_first);
    add(",\"poor\":", by.poor);
    add(",\"not_two_parents\":", by.one_parent);
    append_number(out += "},\"age_from\":", static_cast<std::uint64_t>(programme.age_from));
    append_number(out += ",\"age_below\":", static_cast<std::uint64_t>(programme.age_below));
    append_number(out += ",\"treated\":", sums.treated_count);
    append_number(out += ",\"untreated\":", sums.untreated_count);
    add(",\"mean_treated\":", mean(sums.treated, sums.treated_count));
    add(",\"mean_treated_without\":", mean(sums.treated_without, sums.treated_count));
    add(",\"mean_untreated\":", mean(sums.untreated, sums.untreated_count));
    out += "}";
}

}  // namespace

Result<void> write_effects(const Desk& desk, Output& output) {
    std::string text = "{\"format\":\"kith-town-effects\",\"version\":1,\"programmes\":[";
    for (const Programme& programme : kProgrammes) {
        text += text.back() == '[' ? "\n" : ",\n";
        append_programme(programme, observe(desk, output.pool(), programme), text);
    }
    return output.text("truth/effects.json", text + "\n]}\n");
}

}  // namespace kith::town
