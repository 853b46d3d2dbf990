#include "adapters/postgres/postgres_fault.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(PostgresFault, SaysWhatTheCallerMayDo) {
    struct Row {
        const char* sqlstate;
        ErrorCode code;
        bool session_lost;
    };
    const Row rows[] = {
        {"     ", ErrorCode::transient, true},   // the connection broke
        {"08000", ErrorCode::transient, true},   // connection exception
        {"08006", ErrorCode::transient, true},   // connection failure
        {"08P01", ErrorCode::denied, true},      // protocol violation
        {"0A000", ErrorCode::transient, true},   // a write on a standby
        {"22001", ErrorCode::rejected, false},   // string too long
        {"22003", ErrorCode::rejected, false},   // number out of range
        {"22021", ErrorCode::rejected, false},   // bytes that are no text
        {"22P05", ErrorCode::rejected, false},   // \u0000
        {"23502", ErrorCode::rejected, false},   // NOT NULL
        {"23505", ErrorCode::rejected, false},   // unique
        {"23514", ErrorCode::rejected, false},   // CHECK
        {"25006", ErrorCode::transient, true},   // read only: a standby
        {"25P03", ErrorCode::transient, true},   // idle in a transaction for too long
        {"26000", ErrorCode::transient, true},   // the prepared statement is another session's
        {"28000", ErrorCode::denied, false},     // pg_hba.conf
        {"28P01", ErrorCode::denied, false},     // password
        {"3D000", ErrorCode::denied, false},     // no such database
        {"40001", ErrorCode::transient, false},  // serialization
        {"40P01", ErrorCode::transient, false},  // deadlock
        {"42501", ErrorCode::denied, false},     // permission
        {"42703", ErrorCode::denied, false},     // no such column
        {"42P01", ErrorCode::denied, false},     // no such table
        {"53100", ErrorCode::denied, false},     // disk full
        {"53200", ErrorCode::transient, true},   // out of memory
        {"53300", ErrorCode::transient, true},   // too many connections
        {"54000", ErrorCode::rejected, false},   // a row too large
        {"55P03", ErrorCode::transient, false},  // lock not available
        {"57014", ErrorCode::transient, false},  // statement_timeout
        {"57P01", ErrorCode::transient, true},   // shut down by an administrator
        {"57P03", ErrorCode::transient, true},   // starting up
        {"57P04", ErrorCode::denied, true},      // the database was dropped
        {"58030", ErrorCode::transient, true},   // I/O error
        {"P0001", ErrorCode::rejected, false},   // RAISE in a trigger
        {"XX000", ErrorCode::denied, false},     // internal error
    };
    for (const Row& row : rows) {
        const DriverFault fault = postgres_fault(row.sqlstate, "");
        EXPECT_EQ(fault.code, row.code) << row.sqlstate;
        EXPECT_EQ(fault.session_lost, row.session_lost) << row.sqlstate;
    }
}

TEST(PostgresFault, TellsAFullDiskFromWhatElseAPersonMustMend) {
    EXPECT_EQ(postgres_fault("53100", "").cause, ErrorCause::no_room);
    for (const char* other : {"53400", "42501", "28P01", "58030", "23514"})
        EXPECT_EQ(postgres_fault(other, "").cause, ErrorCause::other) << other;
}

TEST(PostgresFault, OfAChangeAtTheSameMomentIsTriedAgain) {
    for (const char* text :
         {"tuple concurrently updated", "tuple concurrently deleted",
          "could not open relation with OID 16402", "cache lookup failed for index 16402"}) {
        const DriverFault fault =
            postgres_fault("XX000", std::string("Fatal error. ERROR:  ") + text + "\n");
        EXPECT_EQ(fault.code, ErrorCode::transient) << text;
        EXPECT_EQ(fault.reason, text);
    }
    EXPECT_EQ(postgres_fault("XX000", "ERROR:  invalid page in block 3").code, ErrorCode::denied);
}

TEST(PostgresFault, TellsAValueThatIsNeverTakenFromARuleOfTheTable) {
    for (const char* of_value : {"22021", "22P05", "54000"})
        EXPECT_TRUE(postgres_fault(of_value, "").is_of_value) << of_value;
    for (const char* of_table : {"2200H", "22001", "23502", "23505", "23514", "P0001"})
        EXPECT_FALSE(postgres_fault(of_table, "").is_of_value) << of_table;
}

TEST(PostgresFault, ItsReasonIsOneShortLineWithoutValues) {
    const auto reason = [](std::string_view message) {
        return postgres_fault("22003", message).reason;
    };
    EXPECT_EQ(reason("Cannot execute query. Fatal error. ERROR:  value too long for type character "
                     "varying(5)\nDETAIL:  secret"),
              "value too long for type character varying(5)");
    EXPECT_EQ(reason("Cannot establish connection to the database.\nconnection to server at "
                     "\"db\" (10.0.0.1), port 5432 failed: FATAL:  password authentication failed "
                     "for user \"worker\"\n"),
              "password authentication failed for user \"worker\"");
    EXPECT_EQ(reason("Cannot execute query. Fatal error. Connection failed. server closed the "
                     "connection unexpectedly\n\tThis probably means"),
              "server closed the connection unexpectedly");
    EXPECT_EQ(reason("something else"), "something else");
    EXPECT_LE(reason(std::string(5000, 'x')).size(), 300u);
}

}  // namespace
}  // namespace scan
