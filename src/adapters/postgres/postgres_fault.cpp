#include "adapters/postgres/postgres_fault.h"

#include <algorithm>
#include <array>
#include <utility>

namespace scan {
namespace {

struct Verdict {
    ErrorCode code;
    bool session_lost;
    bool is_of_value = false;
    ErrorCause cause = ErrorCause::other;
};

struct Row {
    std::string_view prefix;  // of the SQLSTATE: a class, or a state within it
    Verdict verdict;
};

constexpr auto kTransient = ErrorCode::transient;
constexpr auto kRejected = ErrorCode::rejected;
constexpr auto kDenied = ErrorCode::denied;

// PostgreSQL's documentation, appendix A. A state stands before its class.
constexpr std::array kRows{
    Row{"08P01", {kDenied, true}},  // protocol violation
    Row{"08", {kTransient, true}},  // connection exception
    // Not supported: a write on a standby, whose place another host may have, or a statement from before its table was changed.
    Row{"0A", {kTransient, true}},
    Row{"22021", {kRejected, false, true}},  // bytes that are no text
    Row{"22P05", {kRejected, false, true}},  // a character that the database's encoding lacks
    Row{"22", {kRejected, false}},   // data exception: overflow, truncation, a used-up sequence
    Row{"23", {kRejected, false}},   // constraint violation
    Row{"25", {kTransient, true}},   // invalid transaction state; read-only: a standby
    Row{"26", {kTransient, true}},   // a prepared statement that is gone: a pooler's other session
    Row{"40", {kTransient, false}},  // serialization failure, deadlock
    Row{"42P05", {kTransient, true}},  // a prepared statement that is there already: likewise
    Row{"53100", {kDenied, false, false, ErrorCause::no_room}},  // disk full
    Row{"53400", {kDenied, false}},                              // configuration limit exceeded
    Row{"53", {kTransient, true}},        // out of memory, too many connections
    Row{"54", {kRejected, false, true}},  // program limit exceeded: a row too large
    Row{"55", {kTransient, false}},       // a lock or object in use
    Row{"57014", {kTransient, false}},    // cancelled, by statement_timeout or an operator
    Row{"57P04", {kDenied, true}},        // the database was dropped
    Row{"57", {kTransient, true}},        // shutdown, crash, starting up
    Row{"58", {kTransient, true}},        // I/O error
    Row{"P0", {kRejected, false}},        // raised by a trigger
    Row{" ", {kTransient, true}},
};

// Internal errors (XX000) that only say that someone else changed a table or an index at the same moment, as a migration does or the
// backend of a worker that was killed in its midst. They are never translated.
constexpr std::array<std::string_view, 4> kOfConcurrentChange{
    "tuple concurrently updated", "tuple concurrently deleted", "could not open relation with OID",
    "cache lookup failed for"};

constexpr std::size_t kReasonMax = 300;

// What SOCI and libpq say before they come to the point; each is followed by the next or by the reason.
constexpr std::array<std::string_view, 6> kPreambles{
    "Cannot establish connection to the database.\n",
    "Fatal error. ",
    "Connection failed. ",
    "ERROR:  ",
    "FATAL:  ",
    "PANIC:  "};

std::string reason_in(std::string_view message) {
    for (const std::string_view preamble : kPreambles) {
        const std::size_t found = message.find(preamble);
        if (found != message.npos) message.remove_prefix(found + preamble.size());
    }
    // Later lines repeat the values that an error is about.
    return std::string(message.substr(0, std::min(message.find('\n'), kReasonMax)));
}

Verdict verdict_of(std::string_view sqlstate) {
    const auto row = std::ranges::find_if(
        kRows, [&](const Row& known) { return sqlstate.starts_with(known.prefix); });
    // Syntax, permission, missing table or column, authentication, a missing database, internal errors.
    return row != kRows.end() ? row->verdict : Verdict{kDenied, false};
}

}  // namespace

DriverFault postgres_fault(std::string_view sqlstate, std::string_view message) {
    std::string reason = reason_in(message);
    const bool is_of_concurrent_change =
        sqlstate == "XX000" &&
        std::ranges::any_of(kOfConcurrentChange,
                            [&](std::string_view begin) { return reason.starts_with(begin); });
    const Verdict verdict =
        is_of_concurrent_change ? Verdict{kTransient, false} : verdict_of(sqlstate);
    return {verdict.code, std::move(reason), verdict.session_lost, verdict.is_of_value,
            verdict.cause};
}

}  // namespace scan
