#include "adapters/sql/operations/sql_parcel_eraser.h"

#include <fmt/format.h>

#include <vector>

#include "operations/acting/parcel_acts.h"

namespace scan {

SqlParcelEraser::SqlParcelEraser(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      row_(connection_, "erase_parcel", {"parcel_id"}),
      history_(connection_, "erase_scan_events", {"parcel_id"}),
      failed_(connection_, "erase_failed_events", {"parcel_id"}),
      find_audit_(connection_, "find_audit_texts", {"pattern"}),
      erase_audit_(connection_, "erase_audit_texts", {"id", "what", "erased"}) {}

Result<ErasedParcel> SqlParcelEraser::erase(ParcelId parcel_id, bool is_dry_run) {
    const auto work = [&] { return erase_all(parcel_id); };
    return is_dry_run ? connection_.trial(work) : connection_.write(Intent::durable, work);
}

ErasedParcel SqlParcelEraser::erase_all(ParcelId parcel_id) {
    ErasedParcel erased;
    erased.rows = static_cast<std::uint64_t>(row_.run(parcel_id));
    erased.history = static_cast<std::uint64_t>(history_.run(parcel_id));
    erased.failed_events = static_cast<std::uint64_t>(failed_.run(parcel_id));
    struct Line {
        std::int64_t id = 0;
        std::string what;
    };
    std::vector<Line> lines;
    find_audit_.each(
        [&](AuditTextRow row) {
            const bool is_in_what = names_parcel(row.what, parcel_id);
            if (!is_in_what && !names_parcel(row.reason, parcel_id) &&
                !names_parcel(row.result, parcel_id))
                return;
            lines.push_back({row.id, is_in_what ? std::string(kErased) : std::move(row.what)});
        },
        fmt::format("%{}%", parcel_id.value));
    for (const Line& line : lines) erase_audit_.run(line.id, line.what, kErased);
    erased.audit_lines = lines.size();
    return erased;
}

}  // namespace scan
