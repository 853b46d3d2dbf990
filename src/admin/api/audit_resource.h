#pragma once

#include "admin/api/api_context.h"
#include "admin/http/router.h"

namespace scan {

// GET /api/v1/audit.
void add_audit_routes(Router& router, const ApiContext& context);

}  // namespace scan
