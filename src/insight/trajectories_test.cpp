#include "insight/trajectories.h"

#include <cmath>

#include "base/random.h"
#include "insight/test_corpora.h"

namespace kith::insight {
namespace {

struct Known {
    Courses courses{6};
    std::vector<std::uint32_t> truth;
};

Known trajdata() {
    Known known;
    for (const auto& row : read_rows("trajectories/trajdata.csv")) {
        std::vector<double> values;
        for (const char* column : {"X1", "X2", "X3", "X4", "X5", "X6"}) values.push_back(number_in(row, column));
        known.courses.add(values);
        known.truth.push_back(static_cast<std::uint32_t>(row.at("Group").front() - 'A'));
    }
    return known;
}

TEST(Trajectories, EqualThePublishedMixture) {
    KITH_NEED_CORPUS("trajectories/trajdata.csv");
    const Known known = trajdata();
    ASSERT_EQ(known.courses.size(), 130U);
    const std::vector<double> bic = {7505.248, 6582.954, 5654.535, 5620.739, 5646.821};
    for (std::size_t k = 1; k <= bic.size(); ++k) {
        const TrajectoryModel model = fit_trajectories(known.courses, k, {2, 60, 1, 1e-3});
        // With 2 and with 5 groups more starts find a better fit than the published one.
        EXPECT_LE(model.bic, bic[k - 1] + 6e-4) << k;
        if (k == 1 || k == 3 || k == 4) {
            EXPECT_NEAR(model.bic, bic[k - 1], k == 4 ? 8e-3 : 6e-4) << k;
        }
        if (k != 4) continue;
        EXPECT_NEAR(model.log_likelihood, -2747.106319, 4e-3);
        EXPECT_EQ(model.degrees_of_freedom, 19U);
        EXPECT_NEAR(adjusted_rand_index(assign(known.courses, model).group, known.truth), .89091, 6e-6);
    }
}

TEST(Trajectories, ChooseTheLeastBicThatCanBeTrusted) {
    KITH_NEED_CORPUS("trajectories/trajdata.csv");
    const Grouping grouping = choose_trajectories(trajdata().courses, 5);
    EXPECT_EQ(grouping.model.groups.size(), 4U);
    EXPECT_TRUE(grouping.is_trustworthy());
}

/// Shares of days present over ten months: most steady, some falling from the fourth month on.
Courses made_courses() {
    Random random(3);
    Courses courses(10);
    for (int child = 0; child < 400; ++child) {
        std::vector<double> values;
        for (int month = 0; month < 10; ++month) {
            const double fall = child % 4 == 0 ? -0.05 * std::max(0, month - 3) : 0;
            values.push_back(random.chance(0.05) ? std::nan("") : 0.96 + fall + 0.02 * random.normal());
        }
        courses.add(values);
    }
    return courses;
}

TEST(Trajectories, FindTheChildrenWhoFall) {
    const Courses courses = made_courses();
    const Grouping grouping = choose_trajectories(courses, 4, {2, 5, 1, 1e-3});
    std::size_t wrong = 0;
    for (std::size_t child = 0; child < courses.size(); ++child) {
        const bool is_falling = grouping.group[child] + 1 == grouping.model.groups.size();
        if (is_falling != (child % 4 == 0)) ++wrong;
    }
    EXPECT_LE(wrong, 4U);
}

TEST(Trajectories, AreTheSameOnEveryRun) {
    const Courses courses = made_courses();
    EXPECT_EQ(choose_trajectories(courses, 3, {2, 4, 9, 1e-3}).group,
              choose_trajectories(courses, 3, {2, 4, 9, 1e-3}).group);
}

TEST(Shapes, AreWords) {
    EXPECT_EQ(shape_of(std::vector<double>{.95, .96, .95, .95, .96, .95}), (ShapeOf{Shape::Steady, {}}));
    EXPECT_EQ(shape_of(std::vector<double>{.85, .86, .85, .85, .86, .85}), (ShapeOf{Shape::SteadyLow, {}}));
    EXPECT_EQ(shape_of(std::vector<double>{.96, .96, .95, .85, .75, .65}), (ShapeOf{Shape::Falling, 3}));
    EXPECT_EQ(shape_of(std::vector<double>{.65, .66, .65, .85, .95, .95}), (ShapeOf{Shape::Rising, 3}));
}

TEST(Shapes, CompareGroupings) {
    const std::vector<std::uint32_t> a = {0, 0, 1, 1, 2, 2};
    const std::vector<std::uint32_t> renamed = {2, 2, 0, 0, 1, 1};
    EXPECT_DOUBLE_EQ(adjusted_rand_index(a, renamed), 1);
    const std::vector<std::uint32_t> other = {0, 1, 0, 1, 0, 1};
    EXPECT_LT(adjusted_rand_index(a, other), 0.1);
}

}  // namespace
}  // namespace kith::insight
