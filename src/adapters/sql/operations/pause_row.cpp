#include "adapters/sql/operations/pause_row.h"

#include <utility>

#include "operations/acting/pause_acts.h"

namespace scan {

std::optional<Pause> pause_of(PauseRow row) {
    const auto known = pausable_of(row.what);
    if (!known) return std::nullopt;
    return Pause{.what = *known,
                 .since = row.since,
                 .until = row.until,
                 .who = std::move(row.who),
                 .reason = std::move(row.reason)};
}

}  // namespace scan
