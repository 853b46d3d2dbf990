#include "adapters/sqlite/sqlite_fault.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

namespace scan {
namespace {

TEST(SqliteFault, SaysWhatTheCallerMayDo) {
    struct Row {
        int result;
        ErrorCode code;
    };
    const Row rows[] = {
        {SQLITE_BUSY, ErrorCode::transient},
        {SQLITE_BUSY_SNAPSHOT, ErrorCode::transient},
        {SQLITE_BUSY_RECOVERY, ErrorCode::transient},
        {SQLITE_LOCKED, ErrorCode::transient},
        {SQLITE_PROTOCOL, ErrorCode::transient},
        {SQLITE_NOMEM, ErrorCode::transient},
        {SQLITE_IOERR_READ, ErrorCode::transient},
        {SQLITE_IOERR_FSYNC, ErrorCode::transient},
        {SQLITE_IOERR_SHMSIZE, ErrorCode::denied},
        {SQLITE_FULL, ErrorCode::denied},
        {SQLITE_READONLY, ErrorCode::denied},
        {SQLITE_READONLY_DBMOVED, ErrorCode::denied},
        {SQLITE_PERM, ErrorCode::denied},
        {SQLITE_CANTOPEN, ErrorCode::denied},
        {SQLITE_NOTADB, ErrorCode::denied},
        {SQLITE_CORRUPT, ErrorCode::denied},
        {SQLITE_ERROR, ErrorCode::denied},
        {SQLITE_CONSTRAINT_CHECK, ErrorCode::rejected},
        {SQLITE_CONSTRAINT_DATATYPE, ErrorCode::rejected},
        {SQLITE_TOOBIG, ErrorCode::rejected},
        {SQLITE_MISMATCH, ErrorCode::rejected},
        {SQLITE_RANGE, ErrorCode::rejected},
    };
    for (const Row& row : rows)
        EXPECT_EQ(sqlite_fault(row.result, "").code, row.code) << row.result;
}

TEST(SqliteFault, TellsAFullDiskFromWhatElseAPersonMustMend) {
    for (const int full : {SQLITE_FULL, SQLITE_IOERR_SHMSIZE})
        EXPECT_EQ(sqlite_fault(full, "").cause, ErrorCause::no_room) << full;
    for (const int other : {SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_IOERR_READ})
        EXPECT_EQ(sqlite_fault(other, "").cause, ErrorCause::other) << other;
}

TEST(SqliteFault, KeepsTheSessionWhereOnlyTheCallFailed) {
    EXPECT_FALSE(sqlite_fault(SQLITE_BUSY, "").session_lost);
    EXPECT_FALSE(sqlite_fault(SQLITE_CONSTRAINT, "").session_lost);
    EXPECT_TRUE(sqlite_fault(SQLITE_IOERR_READ, "").session_lost);
    EXPECT_TRUE(sqlite_fault(SQLITE_CORRUPT, "").session_lost);
}

TEST(SqliteFault, ItsReasonIsOneShortLine) {
    EXPECT_EQ(sqlite_fault(SQLITE_ERROR, "no such table: x\nwhile executing").reason,
              "no such table: x");
    EXPECT_EQ(
        sqlite_fault(SQLITE_ERROR, "sqlite3_statement_backend::loadOne: no such table: x").reason,
        "no such table: x");
    EXPECT_LE(sqlite_fault(SQLITE_ERROR, std::string(5000, 'x')).reason.size(), 300u);
}

}  // namespace
}  // namespace scan
