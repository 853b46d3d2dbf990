#pragma once

#include "admin/api/api_context.h"
#include "admin/api/per_thread.h"
#include "admin/http/router.h"

namespace scan {

// GET /api/v1/parcels and /parcels/{id}. Both outlive the router. `stores`: parcels are looked up often, by sessions that stay.
void add_parcel_routes(Router& router, PerThread<ParcelStore>& stores, const ApiContext& context);

}  // namespace scan
