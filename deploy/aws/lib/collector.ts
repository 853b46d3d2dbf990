import { Fn } from "aws-cdk-lib";

import type { Role } from "./permissions";

/** Where the worker tells its metrics inside its task. */
export const metricsAddress = "127.0.0.1:9464";

export const metricNamespace = "ScanEventWorker";

/** The worker's metrics that CloudWatch gets, each for the role as its only dimension: it bills by the metric. */
export const metricNames = ["scan_lag_seconds", "scan_queue_messages", "scan_condition"] as const;

/** The collector's configuration: the worker's metrics to CloudWatch, by way of a log group in the embedded format. */
export function collectorConfiguration(role: Role, logGroupName: string): string {
  const configuration = {
    receivers: {
      prometheus: {
        config: {
          scrape_configs: [
            {
              job_name: "scan-event-worker",
              scrape_interval: "60s",
              static_configs: [{ targets: [metricsAddress], labels: { role } }],
            },
          ],
        },
      },
    },
    processors: { batch: {} },
    exporters: {
      awsemf: {
        namespace: metricNamespace,
        log_group_name: "LOG_GROUP",
        log_stream_name: "metrics/{TaskId}",
        resource_to_telemetry_conversion: { enabled: false },
        dimension_rollup_option: "NoDimensionRollup",
        metric_declarations: [
          { dimensions: [["role"]], metric_name_selectors: metricNames.map((name) => `^${name}$`) },
        ],
      },
    },
    service: {
      pipelines: { metrics: { receivers: ["prometheus"], processors: ["batch"], exporters: ["awsemf"] } },
    },
  };
  // JSON is YAML. The name is a token until the stack is deployed.
  const [before = "", after = ""] = JSON.stringify(configuration).split("LOG_GROUP");
  return Fn.join("", [before, logGroupName, after]);
}
