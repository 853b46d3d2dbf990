#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "telemetry/metrics.h"

namespace scan {

enum class MetricKind { count, labelled_count, level, labelled_level, timing, size };

// One metric. What is scraped and docs/metrics.md come from these rows.
struct MetricRow {
    MetricKind kind{};
    std::size_t id = 0;  // of the kind's enumeration
    std::string_view name;
    std::string_view help;        // a sentence on one line
    std::string_view label = {};  // of the labelled kinds
};

// All rows, those of one kind together. Lives as long as the program.
std::span<const MetricRow> metrics_table();

}  // namespace scan
