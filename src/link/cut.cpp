#include "link/cut.h"

#include <algorithm>
#include <vector>

namespace kith::link {

Cut find_cut(std::span<const Edge> edges, double matches) {
    std::vector<Edge> sorted(edges.begin(), edges.end());
    std::sort(sorted.begin(), sorted.end(), [](const Edge& x, const Edge& y) {
        if (x.weight != y.weight) return x.weight > y.weight;
        return x.a != y.a ? x.a < y.a : x.b < y.b;
    });
    Cut best;
    double best_f1 = -1;
    double correct = 0;
    for (std::size_t i = 0; i < sorted.size() && sorted[i].weight >= 0; ++i) {
        correct += sorted[i].probability;
        const auto taken = static_cast<double>(i + 1);
        const double all = std::max(matches, correct);
        const double f1 = 2 * correct / (taken + all);
        if (f1 <= best_f1) continue;
        best_f1 = f1;
        best = {sorted[i].weight, correct / taken, correct / all};
    }
    return best;
}

}  // namespace kith::link
