#include "adapters/sqlserver/sqlserver_fault.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(SqlServerFault, SaysWhatTheCallerMayDo) {
    struct Row {
        int number;
        const char* sqlstate;
        ErrorCode code;
        bool session_lost;
    };
    const Row rows[] = {
        {1205, "40001", ErrorCode::transient, false},   // deadlock victim
        {1222, "HY000", ErrorCode::transient, false},   // lock timeout
        {2627, "23000", ErrorCode::transient, false},   // key race
        {2601, "23000", ErrorCode::transient, false},   // key race
        {3960, "42000", ErrorCode::transient, false},   // snapshot conflict
        {701, "42000", ErrorCode::transient, false},    // no memory
        {8645, "42000", ErrorCode::transient, false},   // no memory within the time
        {1204, "42000", ErrorCode::transient, false},   // no more locks
        {51222, "42000", ErrorCode::transient, false},  // another process migrates
        {20004, "08S01", ErrorCode::transient, true},   // the connection broke
        {20003, "HYT00", ErrorCode::transient, true},   // no answer
        {20002, "08001", ErrorCode::transient, true},   // no connection
        {20006, "08S01", ErrorCode::transient, true},   // the connection broke
        {20009, "08001", ErrorCode::transient, true},   // no server
        {20017, "08S01", ErrorCode::transient, true},   // the server ended the connection
        {20047, "08S01", ErrorCode::transient, true},   // the connection is dead
        {0, "24000", ErrorCode::transient, true},       // how FreeTDS first shows a lost connection
        {0, "HY000", ErrorCode::transient, true},       // and another way
        {0, "08S01", ErrorCode::transient, true},       // and another
        {64, "HY000", ErrorCode::transient, true},      // broke in the login
        {233, "HY000", ErrorCode::transient, true},     // nobody there
        {596, "HY000", ErrorCode::transient, true},     // killed
        {6005, "42000", ErrorCode::transient, true},    // shuts down
        {10053, "HY000", ErrorCode::transient, true},   // aborted
        {10054, "HY000", ErrorCode::transient, true},   // reset
        {10060, "HY000", ErrorCode::transient, true},   // no answer
        {17142, "HY000", ErrorCode::transient, true},   // paused
        {17197, "HY000", ErrorCode::transient, true},   // a login too slow
        {18401, "HY000", ErrorCode::transient, true},   // starting
        {3906, "25000", ErrorCode::transient, true},    // read-only: was a primary
        {3908, "25000", ErrorCode::transient, true},    // read-only: no transaction
        {976, "42000", ErrorCode::transient, true},     // secondary, closed
        {978, "42000", ErrorCode::transient, true},     // secondary, for readers
        {979, "42000", ErrorCode::transient, true},     // secondary, for readers that say so
        {982, "42000", ErrorCode::transient, true},     // no secondary for readers
        {983, "42000", ErrorCode::transient, true},     // resolving its role
        {922, "42000", ErrorCode::transient, true},     // in recovery
        {926, "42000", ErrorCode::transient, true},     // suspect
        {927, "42000", ErrorCode::transient, true},     // being restored
        {615, "HY000", ErrorCode::transient, true},     // moved
        {4221, "42000", ErrorCode::transient, true},    // waits for versions
        {51223, "42000", ErrorCode::transient, true},   // a ping of a replica
        {40143, "HY000", ErrorCode::transient, true},   // Azure
        {40197, "HY000", ErrorCode::transient, true},   // Azure
        {40501, "HY000", ErrorCode::transient, true},   // Azure
        {40540, "HY000", ErrorCode::transient, true},   // Azure
        {40613, "HY000", ErrorCode::transient, true},   // Azure
        {49918, "HY000", ErrorCode::transient, true},   // Azure
        {49919, "HY000", ErrorCode::transient, true},   // Azure
        {49920, "HY000", ErrorCode::transient, true},   // Azure
        {10928, "HY000", ErrorCode::transient, true},   // Azure
        {10929, "HY000", ErrorCode::transient, true},   // Azure
        {10936, "HY000", ErrorCode::transient, true},   // Azure
        {42108, "HY000", ErrorCode::transient, true},   // Azure
        {42109, "HY000", ErrorCode::transient, true},   // Azure
        {220, "22003", ErrorCode::rejected, false},     // overflow
        {241, "22007", ErrorCode::rejected, false},     // no time
        {242, "22007", ErrorCode::rejected, false},     // a time out of range
        {244, "22003", ErrorCode::rejected, false},     // overflow
        {248, "22003", ErrorCode::rejected, false},     // overflow
        {8115, "22003", ErrorCode::rejected, false},    // overflow
        {2628, "22001", ErrorCode::rejected, false},    // truncation
        {8152, "22001", ErrorCode::rejected, false},    // truncation
        {8114, "22018", ErrorCode::rejected, false},    // conversion
        {515, "23000", ErrorCode::rejected, false},     // NULL
        {547, "23000", ErrorCode::rejected, false},     // CHECK
        {13609, "42000", ErrorCode::rejected, false},   // no JSON
        {50000, "42000", ErrorCode::rejected, false},   // a trigger
        {0, "22001", ErrorCode::rejected, false},       // as the driver says it
        {18456, "28000", ErrorCode::denied, true},      // login failed
        {18452, "28000", ErrorCode::denied, true},      // login failed
        {4060, "08004", ErrorCode::denied, true},       // no such database
        {51224, "08001", ErrorCode::denied, true},      // a ca_file that cannot be used
        {51225, "", ErrorCode::denied, true},           // a database that cannot be used
        {911, "08004", ErrorCode::denied, true},        // no such database
        {229, "42000", ErrorCode::denied, false},       // permission
        {207, "42S22", ErrorCode::denied, false},       // no such column
        {1101, "42000", ErrorCode::denied, false},      // tempdb is full
        {1105, "42000", ErrorCode::denied, false},      // the filegroup is full
        {9002, "42000", ErrorCode::denied, false},      // the log is full
        {334, "42000", ErrorCode::denied, false},       // OUTPUT beside a trigger
        {40544, "42000", ErrorCode::denied, false},     // Azure: the quota
        {40615, "42000", ErrorCode::denied, false},     // Azure: its firewall
    };
    for (const Row& row : rows) {
        const DriverFault fault = sqlserver_fault(row.number, row.sqlstate, "", SqlServerHost::own);
        EXPECT_EQ(fault.code, row.code) << row.number << ' ' << row.sqlstate;
        EXPECT_EQ(fault.session_lost, row.session_lost) << row.number << ' ' << row.sqlstate;
    }
}

TEST(SqlServerFault, TellsAFullDiskFromWhatElseAPersonMustMend) {
    const auto cause = [](int number) {
        return sqlserver_fault(number, "42000", "", SqlServerHost::own).cause;
    };
    for (const int full : {1101, 1105, 9002, 40544})
        EXPECT_EQ(cause(full), ErrorCause::no_room) << full;
    for (const int other : {229, 207, 18456, 547, 40615})
        EXPECT_EQ(cause(other), ErrorCause::other) << other;
}

TEST(SqlServerFault, TellsAValueThatIsNeverTakenFromARuleOfTheTable) {
    for (const int of_value : {2628, 8152, 13609})
        EXPECT_TRUE(sqlserver_fault(of_value, "42000", "", SqlServerHost::own).is_of_value)
            << of_value;
    for (const int of_table : {515, 547, 8115, 50000})
        EXPECT_FALSE(sqlserver_fault(of_table, "23000", "", SqlServerHost::own).is_of_value)
            << of_table;
}

TEST(SqlServerFault, AzureFindsADatabaseNowhereWhileItMovesIt) {
    const DriverFault fault = sqlserver_fault(4060, "08004", "", SqlServerHost::azure);
    EXPECT_EQ(fault.code, ErrorCode::transient);
    EXPECT_TRUE(fault.session_lost);
    EXPECT_EQ(SqlServerAddress{.host = "Scans.Database.Windows.net"}.server_host(),
              SqlServerHost::azure);
    EXPECT_EQ(SqlServerAddress{.host = "db.example"}.server_host(), SqlServerHost::own);
}

TEST(SqlServerFault, SaysInPlainWordsWhatFreeTdsDoesNot) {
    const auto reason = [](int number, const char* message) {
        return sqlserver_fault(number, "08S01", message, SqlServerHost::own).reason;
    };
    EXPECT_EQ(reason(20009,
                     "[FreeTDS][SQL Server]Unable to connect: Adaptive Server is unavailable or "
                     "does not exist"),
              "nothing answers at the server's port");
    EXPECT_EQ(reason(0, "[FreeTDS][SQL Server]Unknown error"),
              "the connection broke, or the driver failed");
    EXPECT_EQ(reason(4221, "[FreeTDS][SQL Server]Login to read-secondary failed"),
              "Login to read-secondary failed");
}

TEST(SqlServerFault, ItsReasonIsOneShortLine) {
    EXPECT_EQ(
        sqlserver_fault(18456, "28000", "[FreeTDS][SQL Server]Login failed for user 'x'.\nmore",
                        SqlServerHost::own)
            .reason,
        "Login failed for user 'x'.");
    EXPECT_LE(sqlserver_fault(1, "", std::string(5000, 'x'), SqlServerHost::own).reason.size(),
              300u);
}

}  // namespace
}  // namespace scan
