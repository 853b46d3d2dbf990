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
        {1205, "40001", ErrorCode::transient, false},  // deadlock victim
        {1222, "HY000", ErrorCode::transient, false},  // lock timeout
        {2627, "23000", ErrorCode::transient, false},  // key race
        {2601, "23000", ErrorCode::transient, false},
        {20004, "08S01", ErrorCode::transient, true},  // the connection broke
        {20003, "HYT00", ErrorCode::transient, true},  // the server does not answer
        {0, "24000", ErrorCode::transient, true},      // how FreeTDS first shows a lost connection
        {0, "HY000", ErrorCode::transient, true},      // and another way
        {6005, "42000", ErrorCode::transient, true},   // the server shuts down
        {40613, "HY000", ErrorCode::transient, true},  // Azure: not available now
        {8115, "22003", ErrorCode::rejected, false},   // overflow
        {2628, "22001", ErrorCode::rejected, false},   // truncation
        {515, "23000", ErrorCode::rejected, false},    // NULL
        {547, "23000", ErrorCode::rejected, false},    // CHECK
        {13609, "42000", ErrorCode::rejected, false},  // no JSON
        {18456, "28000", ErrorCode::denied, true},     // login failed
        {4060, "08004", ErrorCode::denied, true},      // no such database
        {229, "42000", ErrorCode::denied, false},      // permission
        {207, "42S22", ErrorCode::denied, false},      // no such column
        {1105, "42000", ErrorCode::denied, false},     // the filegroup is full
        {9002, "42000", ErrorCode::denied, false},     // the log is full
        {3906, "25000", ErrorCode::denied, false},     // read only
    };
    for (const Row& row : rows) {
        const Fault fault = sqlserver_fault(row.number, row.sqlstate, "");
        EXPECT_EQ(fault.code, row.code) << row.number << ' ' << row.sqlstate;
        EXPECT_EQ(fault.session_lost, row.session_lost) << row.number << ' ' << row.sqlstate;
    }
}

TEST(SqlServerFault, ItsReasonIsOneShortLine) {
    EXPECT_EQ(
        sqlserver_fault(18456, "28000", "[FreeTDS][SQL Server]Login failed for user 'x'.\nmore")
            .reason,
        "Login failed for user 'x'.");
    EXPECT_LE(sqlserver_fault(1, "", std::string(5000, 'x')).reason.size(), 300u);
}

}  // namespace
}  // namespace scan
