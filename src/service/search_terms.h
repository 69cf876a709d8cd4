#pragma once

// The words by which a child is found: folded parts of the names and the birth date. The ledger keeps keyed hashes of
// them only, so a search finds whole words, never beginnings.

#include <string>
#include <string_view>
#include <vector>

#include "table/record.h"

namespace kith::service {

/// Sorted, each once.
std::vector<std::string> search_terms(const table::Identity& identity);
/// The same for what a person typed; a word in the form of a date stands for a birth date.
std::vector<std::string> query_terms(std::string_view query);

}  // namespace kith::service
