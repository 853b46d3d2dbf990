#include "adapters/sqlserver/sqlserver_fault.h"

#include <algorithm>
#include <array>

namespace scan {
namespace {

constexpr std::size_t kReasonMax = 300;

// Deadlock victim, lock timeout, key races, snapshot conflict, memory, and this program's own "another process migrates".
constexpr std::array kAgain{1205, 1222, 2601, 2627, 3960, 701, 8645, 51222};

// The session is gone, or the server is going, coming or throttling.
constexpr std::array kLost{64,    233,   596,   6005,  10053, 10054, 10060, 10928,
                           10929, 17142, 17197, 18401, 40197, 40501, 40613, 49918,
                           49919, 49920, 20002, 20003, 20004, 20006, 20009, 20047};

// No such database, which the login may not open, and a login that failed: the connection is refused, whatever SQLSTATE is with it.
constexpr std::array kRefused{911, 4060, 18452, 18456};

// NULL, constraints, overflow, truncation, conversion, JSON, and what a trigger raises.
constexpr std::array kRejected{220,  241,  242,  244,  248,   515,  547,
                               2628, 8115, 8152, 8114, 13609, 50000};

bool holds(const auto& numbers, int number) {
    return std::ranges::find(numbers, number) != numbers.end();
}

std::string reason_in(std::string_view message) {
    // "[FreeTDS][SQL Server]Login failed …"
    while (message.starts_with('[') && message.contains(']')) {
        message.remove_prefix(message.find(']') + 1);
    }
    return std::string(message.substr(0, std::min(message.find_first_of("\r\n"), kReasonMax)));
}

}  // namespace

Fault sqlserver_fault(int number, std::string_view sqlstate, std::string_view message) {
    Fault fault{ErrorCode::denied, reason_in(message), false};
    // A connection that was lost shows first as an invalid cursor state, or as an error without a name.
    const bool is_lost = holds(kLost, number) || sqlstate.starts_with("08") ||
                         sqlstate.starts_with("HYT") || sqlstate == "24000" ||
                         (number == 0 && sqlstate == "HY000");
    if (holds(kRefused, number)) {
        fault.session_lost = true;
    } else if (is_lost) {
        fault.code = ErrorCode::transient;
        fault.session_lost = true;
    } else if (holds(kAgain, number) || sqlstate.starts_with("40")) {
        fault.code = ErrorCode::transient;
    } else if (holds(kRejected, number) || (number == 0 && sqlstate.starts_with("22"))) {
        fault.code = ErrorCode::rejected;
    }
    return fault;
}

}  // namespace scan
