#include "operations/jobs/asked_range.h"

#include <fmt/format.h>

namespace scan {

Result<> check_has_ids(EventId from, std::optional<EventId> to) {
    if (!to || (from.value >= 1 && from <= *to)) return {};
    return fail(ErrorCode::rejected,
                fmt::format("the range {} to {} has no ids", from.value, to->value));
}

}  // namespace scan
