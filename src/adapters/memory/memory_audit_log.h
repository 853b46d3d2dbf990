#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/audit_log.h"

namespace scan {

class MemoryAuditLog final : public AuditLog {
public:
    // Rows older than `keep` are forgotten; nullopt: none is.
    MemoryAuditLog(MemoryStoreState& state, std::optional<Duration> keep)
        : state_(state), keep_(keep) {}

    Result<std::int64_t> begin(const AuditEntry& entry) override;
    Result<> end(std::int64_t id, std::string_view result) override;
    Result<std::vector<AuditRow>> list(std::optional<UtcTime> since, std::int64_t below_id,
                                       std::uint32_t rows_max) override;

private:
    MemoryStoreState& state_;
    std::optional<Duration> keep_;
};

}  // namespace scan
