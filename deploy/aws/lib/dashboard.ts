import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";

import type { Alarms, AlarmsProps } from "./alarms";

/** One page, in the order of the questions: is it well, how far behind is it, where does it wait, has the database room? */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, alarms: Alarms, props: AlarmsProps) {
    super(scope, id);
    const { queue, deadLetters } = props.messaging;
    const period = Duration.minutes(1);
    const graph = (title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget =>
      new cloudwatch.GraphWidget({ title, left, width: 12, height: 6, leftYAxis: { min: 0 } });
    new cloudwatch.Dashboard(this, "Board", {
      defaultInterval: Duration.hours(6),
      widgets: [
        [new cloudwatch.AlarmStatusWidget({ title: "Alarms", alarms: alarms.all, width: 24 })],
        [
          graph("Seconds behind the feed", [alarms.lag.with({ label: "lag" })]),
          graph("Age of the oldest message, seconds", [
            queue.metricApproximateAgeOfOldestMessage({ period, statistic: "Maximum", label: "oldest" }),
          ]),
        ],
        [
          graph("Messages", [
            queue.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum", label: "visible" }),
            queue.metricApproximateNumberOfMessagesNotVisible({ period, statistic: "Maximum", label: "in flight" }),
            deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum", label: "dead letters" }),
          ]),
          graph("Processor use of the tasks, percent", [
            props.services.poller.metricCpuUtilization({ period, label: "poller" }),
            props.services.processors.metricCpuUtilization({ period, label: "processors" }),
          ]),
        ],
        [
          graph("Database: processor, percent", [props.database.instance.metricCPUUtilization({ period })]),
          graph("Database: free disk, bytes", [props.database.instance.metricFreeStorageSpace({ period })]),
        ],
      ],
    });
  }
}
