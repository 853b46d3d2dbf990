#include "operations/acting/parcel_acts.h"

#include <fmt/format.h>

#include "base/counted.h"
#include "base/json_object.h"

namespace scan {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

bool names_parcel(std::string_view text, ParcelId parcel_id) {
    const std::string number = fmt::format("{}", parcel_id.value);
    for (std::size_t at = text.find(number); at != text.npos; at = text.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        const bool is_begin = at == 0 || !is_digit(text[at - 1]);
        const bool is_end = end == text.size() || !is_digit(text[end]);
        if (is_begin && is_end) return true;
    }
    return false;
}

Result<ParcelErasure> erase_parcel(ParcelEraser& eraser, AuditLog& audit, const Act& act,
                                   ParcelId parcel_id) {
    // The line of this act must not be what brings the number back.
    Act shown = act;
    if (names_parcel(act.reason, parcel_id)) shown.reason = kErased;
    const auto work = [&]() -> Result<ParcelErasure> {
        const auto erased = eraser.erase(parcel_id, act.is_dry_run);
        if (!erased) return std::unexpected(erased.error());
        return ParcelErasure{.is_dry_run = act.is_dry_run, .erased = *erased};
    };
    return audited(audit, shown, "parcel forget", work,
                   [](const ParcelErasure& erasure) { return summary(erasure); });
}

std::string summary(const ParcelErasure& erasure) {
    const ErasedParcel& erased = erasure.erased;
    return fmt::format("{}{}, {}, {}, {}", erasure.is_dry_run ? "would erase " : "erased ",
                       counted(erased.rows, "row"), counted(erased.history, "raw event"),
                       counted(erased.failed_events, "failed event"),
                       counted(erased.audit_lines, "audit line"));
}

std::string json_text(const ParcelErasure& erasure) {
    return JsonObject()
        .raw("dry_run", erasure.is_dry_run ? "true" : "false")
        .add("rows", erasure.erased.rows)
        .add("raw_events", erasure.erased.history)
        .add("failed_events", erasure.erased.failed_events)
        .add("audit_lines", erasure.erased.audit_lines)
        .text();
}

}  // namespace scan
