#pragma once

#include "operations/acting/list_page.h"
#include "operations/ports/audit_log.h"

namespace scan {

struct AuditList {
    std::vector<AuditRow> rows;
    std::optional<std::string> next_page;
};

// Looking at who did what.
Result<AuditList> list_audit(AuditLog& audit, std::optional<UtcTime> since,
                             const PageRequest& page);

std::string json_text(const AuditList& list);

}  // namespace scan
