#pragma once

#include "admin/api/api_context.h"
#include "admin/http/router.h"

namespace scan {

// GET /api/v1/failed-events, /failed-events/groups and /failed-events/{id}; POST /failed-events/retry, /discard and /{id}/edit.
void add_failed_event_routes(Router& router, const ApiContext& context);

}  // namespace scan
