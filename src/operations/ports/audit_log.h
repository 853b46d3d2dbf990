#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/utc_time.h"

namespace scan {

// What a person set out to do.
struct AuditEntry {
    std::string who;   // user@host, or a token's name
    std::string what;  // the command, without its reason
    std::string reason;

    bool operator==(const AuditEntry&) const = default;
};

struct AuditRow {
    std::int64_t id = 0;
    UtcTime at;
    AuditEntry entry;
    std::string result;
};

// The result of an act whose end was not written: it still goes on, or died.
inline constexpr std::string_view kActBegun = "begun";

// Who did what, when and why. One object serves one thread.
class AuditLog {
public:
    virtual ~AuditLog() = default;

    // Written before anything is done, so an act that dies leaves its trace; durable. The same call
    // forgets what is older than the log is kept. Returns the row's id.
    virtual Result<std::int64_t> begin(const AuditEntry& entry) = 0;

    virtual Result<> end(std::int64_t id, std::string_view result) = 0;

    // Newest first, those with an id below `below_id`.
    virtual Result<std::vector<AuditRow>> list(std::optional<UtcTime> since, std::int64_t below_id,
                                               std::uint32_t rows_max) = 0;
};

}  // namespace scan
