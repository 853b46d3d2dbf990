#include <gtest/gtest.h>

#include <string>

#include "adapters/postgres/postgres_dialect.h"
#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"

namespace scan {
namespace {

class PostgresRetention : public testing::Test {
protected:
    // How the server runs a statement with :before and :rows_max.
    static std::string plan(RawPostgres& session, std::string statement) {
        statement.replace(statement.find(":before"), std::string(":before").size(), "$1");
        statement.replace(statement.find(":rows_max"), std::string(":rows_max").size(), "$2");
        session.execute("PREPARE forget (text, text) AS " + statement);
        std::string plan;
        for (const auto& row : session.rows("EXPLAIN EXECUTE forget ('2026-01-02Z', '1000')"))
            plan += row.front().value_or("") + "\n";
        session.execute("DEALLOCATE forget");
        return plan;
    }

    PostgresDatabase database_;
    SystemClock clock_;
};

// A plan for any number of rows too, which PostgreSQL may come to prefer after some executions.
TEST_F(PostgresRetention, WhatIsDueIsFoundAndDeletedByAnIndex) {
    const auto engine = make_postgres_engine({.address = database_.address()}, clock_);
    ASSERT_TRUE(engine->migrate_store());
    RawPostgres session = database_.raw();
    session.execute(
        "INSERT INTO scan_event SELECT i, i, 'STATUS', now(), '', '', repeat('x', 300), "
        "timestamptz '2026-01-01Z' + i * interval '5 s' FROM generate_series(1, 50000) i;"
        "INSERT INTO failed_event (reason, detail, body, body_hash, occurrences, failed_at_utc, "
        "last_failed_at_utc, resolved_at_utc) SELECT '', '', repeat('x', 300), i::text, 1, now(), "
        "now(), timestamptz '2026-01-01Z' + i * interval '5 s' FROM generate_series(1, 50000) i;"
        "ANALYZE");
    const PostgresDialect dialect(database_.address(), std::chrono::seconds(10));
    for (const char* mode : {"force_custom_plan", "force_generic_plan"}) {
        session.execute(std::string("SET plan_cache_mode = ") + mode);
        const std::string raw = plan(session, std::string(dialect.query("forget_scan_events")));
        EXPECT_NE(raw.find("Index Scan using scan_event_stored"), std::string::npos) << raw;
        EXPECT_NE(raw.find("Index Cond: (event_id = ANY"), std::string::npos) << raw;
        EXPECT_EQ(raw.find("Seq Scan"), std::string::npos) << raw;
        const std::string failed =
            plan(session, std::string(dialect.query("forget_failed_events")));
        EXPECT_NE(failed.find("Index Scan using failed_event_resolved"), std::string::npos)
            << failed;
        EXPECT_NE(failed.find("Index Cond: (id = ANY"), std::string::npos) << failed;
        EXPECT_EQ(failed.find("Seq Scan"), std::string::npos) << failed;
    }
}

}  // namespace
}  // namespace scan
