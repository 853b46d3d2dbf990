#pragma once

#include <string>

#include "pipeline/ports/failed_event.h"

namespace scan {

// "event 2 of parcel 7", or what of it is known.
std::string name_of(const FailedEvent& event);

}  // namespace scan
