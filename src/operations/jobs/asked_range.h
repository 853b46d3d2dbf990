#pragma once

#include <optional>

#include "base/error.h"
#include "domain/ids.h"

namespace scan {

// Of what a person asks of the feed's ids, both ends included.
// rejected: no id is in it. `to` nullopt: the cursor, which is not looked at.
Result<> check_has_ids(EventId from, std::optional<EventId> to);

}  // namespace scan
