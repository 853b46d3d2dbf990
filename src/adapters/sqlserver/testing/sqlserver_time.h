#pragma once

#include <string>

#include "adapters/sqlserver/testing/raw_sqlserver.h"
#include "base/clock.h"

namespace scan {

// A clock by which the program waits without waiting. The server's own cannot be moved, so what it is compared with is moved back instead.
class SqlServerTime final : public Clock {
public:
    explicit SqlServerTime(const SqlServerAddress& database) : raw_(database) {}

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
        const std::string ms =
            std::to_string(std::chrono::ceil<std::chrono::milliseconds>(by).count());
        raw_.execute(
            "IF OBJECT_ID(N'Message', N'U') IS NOT NULL "
            "UPDATE Message SET VisibleAtUtc = DATEADD(MILLISECOND, -" +
            ms +
            ", VisibleAtUtc); "
            "IF OBJECT_ID(N'ProcessingState', N'U') IS NOT NULL "
            "UPDATE ProcessingState SET LeaseExpiresAtUtc = DATEADD(MILLISECOND, -" +
            ms + ", LeaseExpiresAtUtc) WHERE LeaseExpiresAtUtc > '2000-01-01'");
    }

    ManualClock clock_;
    RawSqlServer raw_;
};

}  // namespace scan
