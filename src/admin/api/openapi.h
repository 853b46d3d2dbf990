#pragma once

#include <string_view>

#include "admin/http/router.h"

namespace scan {

// The description of the API in OpenAPI 3.1: openapi.json beside this file.
std::string_view openapi_document();

// GET /api/v1/openapi.json
void add_openapi_route(Router& router);

}  // namespace scan
