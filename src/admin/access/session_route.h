#pragma once

#include "admin/access/access.h"

namespace scan {

// GET /api/v1/session: {"name":…,"may":"read"|"act"}, who the asker is and what it may do, so that the page offers no more. The name is
// null where no token is needed. `access` outlives the router.
void add_session_route(Router& router, const Access& access);

}  // namespace scan
