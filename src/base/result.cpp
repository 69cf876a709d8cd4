#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace kith {

std::string_view name_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidInput:
            return "invalid_input";
        case ErrorCode::Unauthenticated:
            return "unauthenticated";
        case ErrorCode::Denied:
            return "denied";
        case ErrorCode::NotFound:
            return "not_found";
        case ErrorCode::Conflict:
            return "conflict";
        case ErrorCode::TooLarge:
            return "too_large";
        case ErrorCode::Unavailable:
            return "unavailable";
        case ErrorCode::Corrupt:
            return "corrupt";
        case ErrorCode::Internal:
            return "internal";
    }
    return "internal";
}

int exit_code_of(ErrorCode code) {
    // 1 is left to the shell and 2 to a wrong command line.
    return 3 + static_cast<int>(code);
}

void fail_check(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "kith: check failed: %s at %s:%d\n", condition, file, line);
    std::abort();
}

}  // namespace kith
