#pragma once

#include <prometheus/metric_family.h>

#include <span>
#include <string_view>
#include <vector>

namespace scan {

// A metric of the process itself, under the name that all of Prometheus's clients give it.
struct ProcessMetric {
    std::string_view name;
    std::string_view help;
    prometheus::MetricType type;
};

std::span<const ProcessMetric> process_metrics_table();

// As the kernel tells them now; one that cannot be read is left out.
std::vector<prometheus::MetricFamily> process_metrics();

}  // namespace scan
