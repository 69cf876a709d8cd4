#include "link/evaluate.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/result.h"

namespace kith::link {
namespace {

std::uint64_t pairs_of(std::uint64_t count) {
    return count * (count - 1) / 2;
}

double ratio(double part, double whole) {
    return whole == 0 ? 1 : part / whole;
}

double harmonic(double a, double b) {
    return a + b == 0 ? 0 : 2 * a * b / (a + b);
}

}  // namespace

Accuracy evaluate(std::span<const std::uint32_t> cluster, std::span<const std::uint32_t> truth) {
    KITH_CHECK(cluster.size() == truth.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> both;
    std::unordered_map<std::uint32_t, std::uint64_t> cluster_size;
    std::unordered_map<std::uint32_t, std::uint64_t> truth_size;
    for (std::size_t i = 0; i < cluster.size(); ++i) {
        if (truth[i] == kNoTruth) continue;
        both.emplace_back(cluster[i], truth[i]);
        ++cluster_size[cluster[i]];
        ++truth_size[truth[i]];
    }
    std::sort(both.begin(), both.end());

    Accuracy result;
    for (const auto& [id, size] : cluster_size) result.found_pairs += pairs_of(size);
    for (const auto& [id, size] : truth_size) result.true_pairs += pairs_of(size);
    double precision_sum = 0;
    double recall_sum = 0;
    for (std::size_t begin = 0; begin < both.size();) {
        std::size_t end = begin;
        while (end < both.size() && both[end] == both[begin]) ++end;
        const auto shared = static_cast<double>(end - begin);
        result.correct_pairs += pairs_of(end - begin);
        precision_sum += shared * shared / static_cast<double>(cluster_size[both[begin].first]);
        recall_sum += shared * shared / static_cast<double>(truth_size[both[begin].second]);
        begin = end;
    }
    const auto correct = static_cast<double>(result.correct_pairs);
    const auto records = static_cast<double>(both.size());
    result.precision = ratio(correct, static_cast<double>(result.found_pairs));
    result.recall = ratio(correct, static_cast<double>(result.true_pairs));
    result.f1 = harmonic(result.precision, result.recall);
    result.b3_precision = ratio(precision_sum, records);
    result.b3_recall = ratio(recall_sum, records);
    result.b3_f1 = harmonic(result.b3_precision, result.b3_recall);
    return result;
}

std::vector<std::uint32_t> number_labels(std::span<const std::string_view> labels) {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    std::vector<std::uint32_t> result;
    result.reserve(labels.size());
    for (const std::string_view label : labels) {
        if (label.empty()) {
            result.push_back(kNoTruth);
            continue;
        }
        result.push_back(numbers.emplace(label, static_cast<std::uint32_t>(numbers.size())).first->second);
    }
    return result;
}

}  // namespace kith::link
