#pragma once

#include "adapters/faulty/fault_script.h"
#include "adapters/faulty/faulty_call.h"
#include "operations/ports/audit_log.h"

namespace scan {

// An audit whose calls go wrong as the script says.
class FaultyAuditLog final : public AuditLog {
public:
    FaultyAuditLog(AuditLog& audit, FaultScript& faults) : audit_(audit), faults_(faults) {}

    Result<std::int64_t> begin(const AuditEntry& entry) override {
        return faulty_call(faults_, Operation::audit_write, [&] { return audit_.begin(entry); });
    }
    Result<> end(std::int64_t id, std::string_view result) override {
        return faulty_call(faults_, Operation::audit_write, [&] { return audit_.end(id, result); });
    }
    Result<std::vector<AuditRow>> list(std::optional<UtcTime> since, std::int64_t below_id,
                                       std::uint32_t rows_max) override {
        return faulty_call(faults_, Operation::audit_read,
                           [&] { return audit_.list(since, below_id, rows_max); });
    }

private:
    AuditLog& audit_;
    FaultScript& faults_;
};

}  // namespace scan
