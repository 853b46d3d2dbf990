#pragma once

#include "pipeline/event_page/event_page.h"
#include "pipeline/ports/failed_event.h"

namespace scan {

// A malformed event as the failed event that it becomes.
// REQUIRES: the event is malformed.
FailedEvent failed_event_of(const PageEvent& event);

}  // namespace scan
