#pragma once

#include <expected>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.h"

namespace scan {

// Says what the caller may do about an error. Adapters choose the code at their edge; nobody above
// them looks at driver text.
enum class ErrorCode {
    // Unreachable, timed out, lost a race: the same call may succeed later; hold and retry.
    transient,
    throttled,  // asked to slow down: like transient, but not before retry_after
    rejected,   // this input will never be taken; the same call with other input may succeed
    // Nobody's input will be taken until a person acts: permission, quota, disk full,
    // configuration.
    denied,
    stopped,  // the stop token fired before the call was done
};

// What a person is told apart, though the caller does the same.
enum class ErrorCause {
    other,
    no_room,       // the disk, or a quota of it, is full
    no_database,   // there is none yet; migrating makes it
    no_tables,     // there are none yet, and the program may not make them
    schema_older,  // the tables are older than the program, and it may not change them
    schema_newer,  // the tables are newer, and do not let this program work on them
};

struct Error {
    ErrorCode code;
    std::string message;  // for people: one line, no secrets
    std::optional<Duration> retry_after = std::nullopt;
    ErrorCause cause = ErrorCause::other;
};

template <class T = void>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string message) {
    return std::unexpected(Error{code, std::move(message)});
}

}  // namespace scan
