#pragma once

#include "admin/api/api_context.h"
#include "admin/http/router.h"

namespace scan {

// GET /api/v1/jobs and /jobs/{id}; DELETE /jobs/{id}, which cancels it.
void add_job_routes(Router& router, const ApiContext& context);

}  // namespace scan
