#pragma once

#include "admin/api/api_context.h"
#include "admin/http/router.h"

namespace scan {

// GET /api/v1/report: JSON, or Markdown for whoever accepts text/markdown; GET /api/v1/settings: those in force, without secrets.
void add_report_routes(Router& router, const ApiContext& context);

}  // namespace scan
