#pragma once

#include "admin/api/api_context.h"
#include "admin/http/router.h"

namespace scan {

// GET /api/v1/feed-gaps; POST /feed-gaps/{id}/acknowledge.
void add_feed_gap_routes(Router& router, const ApiContext& context);

}  // namespace scan
