#include "telemetry/metrics_page.h"

#include <fmt/format.h>

#include <utility>

#include "telemetry/metrics_table.h"
#include "telemetry/process_metrics.h"

namespace scan {
namespace {

constexpr const char* kIntroduction = R"(# Metrics

This page is generated from the table of metrics: `scan-event-worker metrics > docs/metrics.md`.

`GET /metrics` of `admin.listen` and of `metrics.listen` ([configuration](configuration.md)) answers in Prometheus's text format. Counters begin
at 0 with each start of a worker. Each worker tells of itself alone: what all have done is the sum over them; of levels that are about the store or
the queue, such as `scan_queue_messages`, the greatest is the truth.

| metric | type | label | meaning |
|---|---|---|---|
)";

std::string_view type_of(MetricKind kind) {
    switch (kind) {
        case MetricKind::count:
        case MetricKind::labelled_count: return "counter";
        case MetricKind::level:
        case MetricKind::labelled_level: return "gauge";
        case MetricKind::timing:
        case MetricKind::size: return "histogram";
    }
    std::unreachable();
}

}  // namespace

std::string metrics_page() {
    std::string page = kIntroduction;
    for (const MetricRow& row : metrics_table()) {
        const std::string label = row.label.empty() ? "" : fmt::format("`{}`", row.label);
        page +=
            fmt::format("| `{}` | {} | {} | {} |\n", row.name, type_of(row.kind), label, row.help);
    }
    for (const ProcessMetric& row : process_metrics_table()) {
        page += fmt::format("| `{}` | {} |  | {} |\n", row.name,
                            row.type == prometheus::MetricType::Counter ? "counter" : "gauge",
                            row.help);
    }
    return page;
}

}  // namespace scan
