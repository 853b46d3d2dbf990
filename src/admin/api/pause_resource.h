#pragma once

#include "admin/api/api_context.h"
#include "admin/http/router.h"

namespace scan {

// POST /api/v1/pause and /resume. What is held is in the status.
void add_pause_routes(Router& router, const ApiContext& context);

}  // namespace scan
