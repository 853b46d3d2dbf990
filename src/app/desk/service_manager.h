#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "config/config_environment.h"

namespace scan {

// The service manager that started this process, if one did and wants to hear of it (sd_notify(3)): a socket in NOTIFY_SOCKET, and how often
// it wants to hear that the process lives in WATCHDOG_USEC. Nothing is said if there is none. Any thread.
class ServiceManager final {
public:
    // Of the process's environment as it is now: `environment_of` keeps only the settings.
    static Environment variables();

    explicit ServiceManager(const Environment& environment);
    ~ServiceManager();
    ServiceManager(const ServiceManager&) = delete;
    ServiceManager& operator=(const ServiceManager&) = delete;

    bool is_there() const { return socket_ >= 0; }
    // What it must hear WATCHDOG=1 within; nullopt: it does not want to.
    std::optional<Duration> watchdog() const { return watchdog_; }

    // "READY=1", "STATUS=…": lines of sd_notify. What cannot be sent is lost.
    void tell(std::string_view text) const;

private:
    int socket_ = -1;
    std::string address_;  // abstract ones begin with a zero byte
    std::optional<Duration> watchdog_;
};

}  // namespace scan
