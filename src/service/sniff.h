#pragma once

// What one file is understood to be, before anything is delivered: its dialect, columns and lines.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "intake/delivery.h"
#include "service/files.h"

namespace kith::service {

struct SniffRequest {
    std::string file;
    std::optional<std::string> csv;  // where to write the table that was read, as RFC 4180 CSV
    std::string sheet;               // of the table to write; empty: the first
};

struct SniffedSheet {
    intake::SheetReading reading;
    intake::SheetLayout layout;
};

struct Sniffed {
    InputFile file;  // the readings view its bytes
    std::vector<SniffedSheet> sheets;
};

/// Errors: those of files.h and intake/reader.h; sniff.no-sheet.
Result<Sniffed> sniff(const SniffRequest& request);

}  // namespace kith::service
