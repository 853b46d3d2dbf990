#pragma once

#include "admin/api/api_context.h"
#include "admin/http/router.h"

namespace scan {

// GET /api/v1/dead-letters and /dead-letters/{id}; POST /dead-letters/redrive, /drain and /purge, which answer when they are done.
void add_dead_letter_routes(Router& router, const ApiContext& context);

}  // namespace scan
