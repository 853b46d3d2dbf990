#include "adapters/sqlserver/sqlserver_fault.h"

#include <algorithm>
#include <array>

namespace scan {
namespace {

struct Verdict {
    ErrorCode code;
    bool session_lost = false;
    bool is_of_value = false;
    ErrorCause cause = ErrorCause::other;
};

struct Row {
    int number;
    Verdict verdict;
    std::string_view words = {};  // for people, in the place of FreeTDS's own
};

// May be repeated in this session, and in a new one only.
constexpr Verdict kAgain{ErrorCode::transient, false};
constexpr Verdict kLost{ErrorCode::transient, true};
// By a rule or the state of the table, and by itself.
constexpr Verdict kRejected{ErrorCode::rejected};
constexpr Verdict kNeverTaken{.code = ErrorCode::rejected, .is_of_value = true};
// The connection was refused, whatever SQLSTATE is with it.
constexpr Verdict kRefused{ErrorCode::denied, true};
constexpr Verdict kNoRoom{.code = ErrorCode::denied, .cause = ErrorCause::no_room};

// Microsoft's "Database Engine events and errors", with its lists for Always On and for connections
// to Azure SQL; from 20001 to 20100 FreeTDS's own. In order.
constexpr std::array kRows{
    Row{64, kLost},       // the connection was made and broke during the login
    Row{220, kRejected},  // overflow of a small integer
    Row{233, kLost},      // nobody at the other end of the connection
    Row{241, kRejected},  // not a time
    Row{242, kRejected},  // a time out of range
    Row{244, kRejected},  // overflow of a small integer in a text
    Row{248, kRejected},  // overflow of an integer in a text
    Row{515, kRejected},  // NULL
    Row{547, kRejected},  // CHECK or another constraint
    Row{596, kLost},      // the session was killed
    Row{615, kLost},      // Azure: the database moved
    Row{701, kAgain},     // out of memory
    Row{911, kRefused},   // no such database
    Row{922, kLost},      // the database is in recovery
    Row{926, kLost},      // the database is marked suspect, as Azure says of one that is restarted
    Row{927, kLost},      // the database is being restored
    Row{976, kLost},      // a secondary replica that is not open to anybody
    Row{978, kLost},      // a secondary replica that is open to readers alone
    Row{979, kLost},      // the same, and the connection did not say that it only reads
    Row{982, kLost},      // no secondary replica is open to readers
    Row{983, kLost},      // the availability replica is resolving its role
    Row{1101, kNoRoom},   // no page left in tempdb
    Row{1105, kNoRoom},   // the filegroup is full, or its disk
    Row{1204, kAgain},    // no more locks
    Row{1205, kAgain},    // deadlock victim
    Row{1222, kAgain},    // lock timeout
    Row{2601, kAgain},    // a key that another transaction inserted first, in a unique index
    Row{2627, kAgain},    // the same, in a constraint
    Row{2628, kNeverTaken},  // truncation
    Row{3906, kLost},        // a database that is read-only: a primary that became a secondary
    Row{3908, kLost},      // a database in emergency or read-only mode, where no transaction begins
    Row{3960, kAgain},     // snapshot conflict
    Row{4060, kRefused},   // no such database, or none for this login; on Azure see below
    Row{4221, kLost},      // a replica waits for the versions of the transactions of before
    Row{6005, kLost},      // the server shuts down
    Row{8114, kRejected},  // conversion
    Row{8115, kRejected},  // overflow
    Row{8152, kNeverTaken},   // truncation, as older servers say it
    Row{8645, kAgain},        // no memory within the time
    Row{9002, kNoRoom},       // the log is full
    Row{10053, kLost},        // the connection was aborted
    Row{10054, kLost},        // the connection was reset
    Row{10060, kLost},        // no answer to a connection
    Row{10928, kLost},        // Azure: the limit of workers or sessions
    Row{10929, kLost},        // Azure: the server is too busy for more than the minimum
    Row{10936, kLost},        // Azure: the limit of requests of an elastic pool
    Row{13609, kNeverTaken},  // no JSON
    Row{17142, kLost},        // the server is paused
    Row{17197, kLost},        // the login took too long
    Row{18401, kLost},        // the server is only starting
    Row{18452, kRefused},     // the login failed
    Row{18456, kRefused},     // the same
    Row{20002, kLost, "no connection to the server"},
    Row{20003, kLost, "the server does not answer"},
    Row{20004, kLost, "the connection broke"},
    Row{20006, kLost, "the connection broke"},
    Row{20009, kLost, "nothing answers at the server's port"},
    Row{20017, kLost, "the server ended the connection"},
    Row{20047, kLost, "the connection is lost"},
    Row{40143, kLost},      // Azure: the service had an error
    Row{40197, kLost},      // Azure: the same, for example during an upgrade
    Row{40501, kLost},      // Azure: the service is busy
    Row{40540, kLost},      // Azure: the service had an error
    Row{40544, kNoRoom},    // Azure: the database has reached its quota
    Row{40613, kLost},      // Azure: the database is not available now
    Row{42108, kLost},      // Azure: the pool is paused
    Row{42109, kLost},      // Azure: the pool is resuming
    Row{49918, kLost},      // Azure: not enough resources for the request
    Row{49919, kLost},      // Azure: too many create or update operations
    Row{49920, kLost},      // Azure: too many operations
    Row{50000, kRejected},  // what a trigger raises
    Row{kOtherMigration, kAgain},
    Row{kReadOnlyReplica, kLost},
    Row{kUnusableCaFile, kRefused},
    Row{kUnfitDatabase, kRefused},
    Row{kUnusableLogin, kRefused},
};
static_assert(std::ranges::is_sorted(kRows, {}, &Row::number));

// While Azure moves a database to another machine, the login finds it nowhere.
constexpr int kNoSuchDatabase = 4060;

constexpr std::size_t kReasonMax = 300;

std::string reason_in(std::string_view message) {
    // "[FreeTDS][SQL Server]Login failed …"
    while (message.starts_with('[') && message.contains(']')) {
        message.remove_prefix(message.find(']') + 1);
    }
    // FreeTDS's word for an error that it has no message for: mostly a connection that broke.
    if (message.starts_with("Unknown error")) return "the connection broke, or the driver failed";
    return std::string(message.substr(0, std::min(message.find_first_of("\r\n"), kReasonMax)));
}

const Row* row_of(int number) {
    const auto row = std::ranges::lower_bound(kRows, number, {}, &Row::number);
    return row != kRows.end() && row->number == number ? &*row : nullptr;
}

Verdict verdict_of(int number, std::string_view sqlstate, SqlServerHost host) {
    if (number == kNoSuchDatabase && host == SqlServerHost::azure) return kLost;
    const Row* const row = row_of(number);
    if (row != nullptr && row->verdict.code == ErrorCode::denied) return row->verdict;
    // A connection that was lost shows first as an invalid cursor state, or as an error without a
    // name.
    const bool is_lost = sqlstate.starts_with("08") || sqlstate.starts_with("HYT") ||
                         sqlstate == "24000" || (number == 0 && sqlstate == "HY000");
    if (is_lost) return kLost;
    if (row != nullptr) return row->verdict;
    if (sqlstate.starts_with("40")) return kAgain;
    if (number == 0 && sqlstate.starts_with("22")) return kRejected;
    // Syntax, permission, a missing table or column.
    return {ErrorCode::denied, false};
}

}  // namespace

DriverFault sqlserver_fault(int number, std::string_view sqlstate, std::string_view message,
                            SqlServerHost host) {
    const Verdict verdict = verdict_of(number, sqlstate, host);
    const Row* const row = row_of(number);
    const bool has_words = row != nullptr && !row->words.empty();
    return {verdict.code, has_words ? std::string(row->words) : reason_in(message),
            verdict.session_lost, verdict.is_of_value, verdict.cause};
}

}  // namespace scan
