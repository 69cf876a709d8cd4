#pragma once

// Errors as values. A function that can fail returns Result<T>; TRY hands a failure to the caller. Own code throws
// nothing: exceptions of a library stop at the file that calls the library.
//
// Not for bad rows in somebody's file: those are data (table::Problem).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace kith {

/// What the caller does next; each has one exit code and one HTTP status.
enum class ErrorCode : std::uint8_t {
    InvalidInput,
    Unauthenticated,
    Denied,
    NotFound,
    Conflict,
    TooLarge,
    Unavailable,
    Corrupt,
    Internal,
};

std::string_view name_of(ErrorCode code);
int exit_code_of(ErrorCode code);

/// `id` is a stable word such as `intake.row.too-many-cells`; it outlives every rewording of `message`. Neither message
/// nor where may hold personal data.
struct [[nodiscard]] Error {
    ErrorCode code = ErrorCode::Internal;
    std::string id;
    std::string message;
    std::string where;
};

/// Ends the program with a message: for mistakes of the programmer, never for input. On in release.
[[noreturn]] void fail_check(const char* condition, const char* file, int line);

#define KITH_CHECK(condition) ((condition) ? static_cast<void>(0) : ::kith::fail_check(#condition, __FILE__, __LINE__))

template <class T>
class [[nodiscard]] Result {
  public:
    using Value = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool is_ok() const { return state_.index() == 0; }
    [[nodiscard]] bool is_error() const { return !is_ok(); }

    T& value() & {
        KITH_CHECK(is_ok());
        return *std::get_if<0>(&state_);
    }
    const T& value() const& {
        KITH_CHECK(is_ok());
        return *std::get_if<0>(&state_);
    }
    T value() && {
        KITH_CHECK(is_ok());
        return std::move(*std::get_if<0>(&state_));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& {
        KITH_CHECK(is_error());
        return *std::get_if<1>(&state_);
    }
    Error error() && {
        KITH_CHECK(is_error());
        return std::move(*std::get_if<1>(&state_));
    }

  private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    using Value = void;

    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    [[nodiscard]] bool is_ok() const { return !error_.has_value(); }
    [[nodiscard]] bool is_error() const { return error_.has_value(); }
    void value() const { KITH_CHECK(is_ok()); }
    const Error& error() const& {
        KITH_CHECK(is_error());
        return *error_;
    }
    Error error() && {
        KITH_CHECK(is_error());
        return *std::move(error_);
    }

  private:
    std::optional<Error> error_;
};

inline Error make_error(ErrorCode code, std::string_view id, std::string message, std::string where = {}) {
    return Error{code, std::string(id), std::move(message), std::move(where)};
}

}  // namespace kith

// The counter keeps the names apart when a lambda inside the expression uses TRY itself.
#define KITH_TRY_JOIN(a, b) a##b
#define KITH_TRY_NAME(number) KITH_TRY_JOIN(kith_try_result_, number)
#define KITH_TRY(name, expression)          \
    __extension__({                         \
        auto name = (expression);           \
        if (name.is_error()) [[unlikely]]   \
            return std::move(name).error(); \
        std::move(name).value();            \
    })

/// `auto table = TRY(read(bytes));` returns the error of read() to the caller, or yields its value.
#define TRY(expression) KITH_TRY(KITH_TRY_NAME(__COUNTER__), expression)
