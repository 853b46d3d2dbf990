#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "base/log.h"

namespace scan {

// Says of one dependency that it fails and since when, again once a minute while it does, and that it
// works again. One thread.
class OutageReport {
public:
    OutageReport(std::string who, Log& log, Clock& clock)
        : who_(std::move(who)), log_(log), clock_(clock) {}

    void failed(const Error& error, Duration delay);
    void recovered();

private:
    std::string who_;
    Log& log_;
    Clock& clock_;
    std::optional<Instant> since_;
    std::string since_utc_;
    Instant told_at_{};
    std::string told_;
};

}  // namespace scan
