#include "telemetry/alert_rules.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "operations/conditions/condition_table.h"
#include "telemetry/metrics_table.h"

namespace scan {
namespace {

constexpr const char* kIntroduction =
    R"(# Generated from the table of conditions: scan-event-worker metrics --alerts > deploy/prometheus/alerts.yml
# docs/operating.md says of each what the operator sees and does.
groups:
  - name: scan-event-worker
    rules:
      - alert: ScanNoWorker
        expr: absent(scan_build_info)
        for: 2m
        labels:
          severity: error
        annotations:
          summary: no worker is scraped
          description: "Nobody reads the feed, or Prometheus does not reach metrics.listen. Start a worker; the feed keeps events for as long as it remembers."
          runbook: operating.md
)";

bool may_alert(const ConditionRow& row) {
    return row.severity.find("warning") != row.severity.npos ||
           row.severity.find("error") != row.severity.npos;
}

// A sentence in a scalar of YAML: JSON's strings are some of YAML's. Prometheus would take braces for a template.
std::string scalar(std::string_view text) {
    return json_quote(text);
}

}  // namespace

std::string alert_name(std::string_view condition) {
    std::string name = "Scan";
    bool is_begin = true;
    for (const char c : condition) {
        if (c != '-') name += is_begin ? static_cast<char>(c - 'a' + 'A') : c;
        is_begin = c == '-';
    }
    return name;
}

std::string alert_rules() {
    std::string text = kIntroduction;
    for (const ConditionRow& row : condition_table()) {
        if (!may_alert(row)) continue;
        text += fmt::format(
            "      - alert: {}\n"
            "        expr: max by (id, severity) ({}{{id=\"{}\",severity=~\"warning|error\"}}) == "
            "1\n"
            "        for: 30s\n"
            "        labels:\n"
            "          severity: \"{{{{ $labels.severity }}}}\"\n"
            "        annotations:\n"
            "          summary: {}\n"
            "          description: {}\n"
            "          runbook: {}\n",
            alert_name(row.name), kConditionMetric, row.name, scalar(row.holds),
            scalar(fmt::format("{} {}", row.meaning, row.action)), runbook_of(row.id));
    }
    return text;
}

}  // namespace scan
