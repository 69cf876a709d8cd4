#pragma once

// One stream out of a compound file ([MS-CFB]): the file system inside old office files. Chains that run in circles or
// out of the file end the stream.

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace kith::intake {

/// Bytes of the stream called `name`; empty when the file is damaged or holds no such stream.
std::optional<std::string> compound_stream(ByteView bytes, std::string_view name);

}  // namespace kith::intake
