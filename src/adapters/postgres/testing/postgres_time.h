#pragma once

#include "adapters/postgres/testing/raw_postgres.h"
#include "base/clock.h"

namespace scan {

// Time that stands still until it is moved, for the program and for one database: sessions opened
// from now on find this clock's statement_timestamp() before the server's own.
class PostgresTime final : public Clock {
public:
    PostgresTime(const std::string& url, const std::string& database) : raw_(url) {
        raw_.execute(
            "CREATE SCHEMA test_time;"
            "CREATE TABLE test_time.moment AS SELECT timestamptz '2026-01-01' AS now;"
            "CREATE FUNCTION test_time.statement_timestamp() RETURNS timestamptz STABLE "
            "LANGUAGE sql AS 'SELECT now FROM test_time.moment';"
            "ALTER DATABASE " +
            database + " SET search_path = public, test_time, pg_catalog");
    }

    Instant now() override { return clock_.now(); }
    UtcTime utc_now() override { return clock_.utc_now(); }
    bool sleep_until(Instant wake, std::stop_token stop) override {
        if (!stop.stop_requested() && wake > now()) move_server(wake - now());
        return clock_.sleep_until(wake, stop);
    }
    void advance(Duration by) {
        move_server(by);
        clock_.advance(by);
    }

private:
    void move_server(Duration by) {
        const auto us = std::chrono::ceil<std::chrono::microseconds>(by).count();
        raw_.execute("UPDATE test_time.moment SET now = now + interval '" + std::to_string(us) +
                     " microseconds'");
    }

    ManualClock clock_;
    RawPostgres raw_;
};

}  // namespace scan
