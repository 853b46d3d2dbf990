#pragma once

#include <string>

#include "adapters/sqlserver/testing/raw_sqlserver.h"
#include "base/clock.h"

namespace scan {

// A clock by which the program waits without waiting. The server's own cannot be moved, so what it
// is compared with is moved back instead.
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
        constexpr std::int64_t kSecond = 1000;
        const auto ms = std::chrono::ceil<std::chrono::milliseconds>(by).count();
        // In two steps, because DATEADD takes 32 bits.
        const auto earlier = [&](const std::string& column) {
            return column + " = DATEADD(SECOND, -" + std::to_string(ms / kSecond) +
                   ", DATEADD(MILLISECOND, -" + std::to_string(ms % kSecond) + ", " + column + "))";
        };
        raw_.execute(
            "IF OBJECT_ID(N'Message', N'U') IS NOT NULL UPDATE Message SET " +
            earlier("VisibleAtUtc") +
            "; IF OBJECT_ID(N'ProcessingState', N'U') IS NOT NULL UPDATE ProcessingState SET " +
            earlier("LeaseExpiresAtUtc") + " WHERE LeaseExpiresAtUtc > '2000-01-01'");
    }

    ManualClock clock_;
    RawSqlServer raw_;
};

}  // namespace scan
