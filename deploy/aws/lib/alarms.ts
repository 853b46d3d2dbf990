import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as actions from "aws-cdk-lib/aws-cloudwatch-actions";
import * as kms from "aws-cdk-lib/aws-kms";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

import { metricNamespace } from "./collector";
import type { Database } from "./database";
import type { Messaging } from "./messaging";
import type { Services } from "./services";
import type { Settings } from "./settings";

export interface AlarmsProps {
  readonly settings: Settings;
  readonly messaging: Messaging;
  readonly database: Database;
  readonly services: Services;
  readonly key: kms.IKey;
}

/** What a person must hear of. Each alarm's text says what to look at first. */
export class Alarms extends Construct {
  readonly all: cloudwatch.Alarm[] = [];
  readonly lag: cloudwatch.Metric;
  private readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, "Topic", { masterKey: props.key, enforceSSL: true });
    if (props.settings.alarmEmail !== undefined) {
      this.topic.addSubscription(new subscriptions.EmailSubscription(props.settings.alarmEmail));
    }
    this.lag = new cloudwatch.Metric({
      namespace: metricNamespace,
      metricName: "scan_lag_seconds",
      dimensionsMap: { role: "poll" },
      statistic: "Maximum",
      period: Duration.minutes(5),
    });

    this.watchWork(props.messaging);
    this.watchDatabase(props.settings, props.database);
  }

  private watchWork(messaging: Messaging): void {
    this.add("DeadLetters", "There are dead letters: scan-event-worker dead-letters list", {
      metric: messaging.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: "Maximum" }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    this.add("OldestMessage", "A message waits for 15 minutes: are the processors and the database well?", {
      metric: messaging.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: "Maximum" }),
      threshold: 900,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    // A worker that is gone tells nothing, and that is the worst news: missing is breaching.
    this.add("NoProgress", "Parcels are 15 minutes behind, or no worker says how far it is: scan-event-worker status", {
      metric: this.lag,
      threshold: 900,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }

  private watchDatabase(settings: Settings, database: Database): void {
    const gib = 1024 ** 3;
    this.add("DatabaseStorage", "Less than a tenth of the disk's first size is free, and it has not grown by itself", {
      metric: database.instance.metricFreeStorageSpace({ period: Duration.minutes(5), statistic: "Minimum" }),
      threshold: Math.ceil(settings.databaseStorageGib / 10) * gib,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
    });
    this.add("DatabaseProcessor", "The database has been busy for half an hour", {
      metric: database.instance.metricCPUUtilization({ period: Duration.minutes(5), statistic: "Average" }),
      threshold: 90,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 6,
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
    });
  }

  private add(id: string, alarmDescription: string, props: cloudwatch.AlarmProps): void {
    const alarm = new cloudwatch.Alarm(this, id, { ...props, alarmDescription });
    alarm.addAlarmAction(new actions.SnsAction(this.topic));
    alarm.addOkAction(new actions.SnsAction(this.topic));
    this.all.push(alarm);
  }
}
