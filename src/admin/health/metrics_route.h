#pragma once

#include "admin/http/router.h"
#include "telemetry/metrics.h"

namespace scan {

// GET /metrics, in Prometheus's text format.
inline void add_metrics_route(Router& router, const Metrics& metrics) {
    router.add({.pattern = "/metrics",
                .permission = Permission::read,
                .answerer = Answerer::io_thread,
                .handler = [&metrics](const AdminRequest&) -> AdminReply {
                    return {.status = 200,
                            .content_type = "text/plain; version=0.0.4; charset=utf-8",
                            .body = metrics.exposition()};
                }});
}

}  // namespace scan
