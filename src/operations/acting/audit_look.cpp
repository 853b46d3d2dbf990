#include "operations/acting/audit_look.h"

#include "base/json_object.h"

namespace scan {

Result<AuditList> list_audit(AuditLog& audit, std::optional<UtcTime> since,
                             const PageRequest& page) {
    auto rows = audit.list(since, page.below_id, page.limit + 1);
    if (!rows) return std::unexpected(rows.error());
    AuditList list{.rows = std::move(*rows), .next_page = {}};
    list.next_page = cut_to_page(list.rows, page);
    return list;
}

std::string json_text(const AuditList& list) {
    JsonList rows;
    for (const AuditRow& row : list.rows) {
        rows.add(JsonObject()
                     .add("at_utc", std::optional(row.at))
                     .add("who", row.entry.who)
                     .add("what", row.entry.what)
                     .add("reason", row.entry.reason)
                     .add("result", row.result));
    }
    return JsonObject()
        .raw("audit", rows.text())
        .raw("page_token", token_json(list.next_page))
        .text();
}

}  // namespace scan
