#include "table/accounting.h"

#include "base/result.h"
#include "table/problem.h"

namespace kith::table {

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::Note:
            return "note";
        case Severity::Warning:
            return "warning";
        case Severity::Error:
            return "error";
    }
    return "error";
}

void RowLedger::enter(std::uint64_t first, std::uint64_t count, Fate fate) {
    KITH_CHECK(first >= 1 && first - 1 + count <= account_.fates_.size());
    for (std::uint64_t i = first - 1; i < first - 1 + count; ++i) {
        KITH_CHECK(account_.fates_[i] == Fate::Unset);
        account_.fates_[i] = fate;
    }
}

void RowLedger::load(std::uint64_t first, std::uint64_t count) {
    enter(first, count, Fate::Loaded);
    account_.loaded_ += count;
}

void RowLedger::quarantine(std::uint64_t first, std::uint64_t count, std::string_view reason) {
    enter(first, count, Fate::Quarantined);
    account_.quarantined_ += count;
    account_.quarantined_by_reason_[std::string(reason)] += count;
}

void RowLedger::ignore(std::uint64_t first, std::uint64_t count, std::string_view reason) {
    enter(first, count, Fate::Ignored);
    account_.ignored_ += count;
    account_.ignored_by_reason_[std::string(reason)] += count;
}

RowAccount RowLedger::close() && {
    KITH_CHECK(account_.loaded_ + account_.quarantined_ + account_.ignored_ == account_.fates_.size());
    return std::move(account_);
}

}  // namespace kith::table
