// A random world drawn from the input: the compiled decision is the naive one, and its unlock is never empty.

#include <cstdint>
#include <cstdlib>

#include "consent/naive.h"
#include "consent/small_world.h"
#include "consent/snapshot.h"

namespace {

// Each draw takes two bytes; behind the end of the input everything is 1, the likeliest draw of most choices.
class Input {
  public:
    Input(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    std::uint32_t below(std::uint32_t bound) {
        if (at_ + 2 > size_) return bound > 1 ? 1 : 0;
        const std::uint32_t value = data_[at_] | (static_cast<std::uint32_t>(data_[at_ + 1]) << 8);
        at_ += 2;
        return value % bound;
    }

  private:
    const std::uint8_t* data_;
    std::size_t size_;
    std::size_t at_ = 0;
};

bool is_same(const kith::consent::Answer& a, const kith::consent::Answer& b) {
    if (a.verdict != b.verdict || a.reasons.size() != b.reasons.size()) return false;
    for (std::size_t i = 0; i < a.reasons.size(); ++i) {
        const auto& x = a.reasons[i];
        const auto& y = b.reasons[i];
        if (x.rule != y.rule || x.id != y.id || x.clause != y.clause || x.version != y.version) return false;
    }
    return a.obligations.size() == b.obligations.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    const kith::consent::Draw draw = [&input](std::uint32_t bound) { return input.below(bound); };
    const auto faults = input.below(2) == 0 ? kith::consent::Faults::Some : kith::consent::Faults::None;
    const kith::consent::Policy policy = kith::consent::draw_policy(draw, faults);
    const auto snapshot = kith::consent::Snapshot::compile(policy);
    for (int i = 0; i < 4; ++i) {
        const auto request = kith::consent::draw_request(draw, policy);
        const auto answer = kith::consent::answer(snapshot, request);
        if (!is_same(answer, kith::consent::naive_decide(policy, request))) std::abort();
        if (answer.verdict == kith::consent::Verdict::Deny && answer.unlock.empty()) std::abort();
    }
    return 0;
}
