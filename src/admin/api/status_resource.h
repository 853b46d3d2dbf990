#pragma once

#include "admin/api/last_hour.h"
#include "admin/api/live_documents.h"
#include "admin/http/router.h"

namespace scan {

// GET /api/v1/status, /api/v1/workers and /api/v1/figures, from memory, and GET /api/v1/stream, which has the status as an event each
// second.
void add_status_routes(Router& router, const LiveDocuments& live, const LastHour& hour);

}  // namespace scan
