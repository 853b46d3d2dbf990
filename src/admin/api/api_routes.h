#pragma once

#include <string>

#include "admin/api/api_context.h"
#include "admin/http/router.h"

namespace scan {

// How a resource answers. Runs on a thread that may wait for store and queue.
using ApiAnswer = AdminReply (*)(const AdminRequest& request, const ApiContext& context);

// GET of a path below /api/v1, for whoever may read. The context outlives the router.
void add_look(Router& router, const std::string& path, const ApiContext& context, ApiAnswer answer);

// What changes something, for whoever may act.
void add_act(Router& router, Method method, const std::string& path, const ApiContext& context,
             ApiAnswer answer, std::size_t body_bytes_max = kBodyBytesMax);

}  // namespace scan
