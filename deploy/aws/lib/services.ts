import { Duration } from "aws-cdk-lib";
import * as appscaling from "aws-cdk-lib/aws-applicationautoscaling";
import * as ecs from "aws-cdk-lib/aws-ecs";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

import type { Network } from "./network";
import { WorkerTask, type WorkerTaskProps } from "./worker_task";

/**
 * Two services of one image. Of two pollers one holds the lease and polls, the other stands by and takes over when the first is gone.
 * Processors come and go by the age of the oldest message.
 */
export class Services extends Construct {
  readonly cluster: ecs.Cluster;
  readonly poller: ecs.FargateService;
  readonly processors: ecs.FargateService;

  constructor(scope: Construct, id: string, network: Network, props: Omit<WorkerTaskProps, "role">) {
    super(scope, id);
    this.cluster = new ecs.Cluster(this, "Cluster", {
      vpc: network.vpc,
      containerInsightsV2: ecs.ContainerInsights.ENABLED,
    });
    const poll = new WorkerTask(this, "Poll", { ...props, role: "poll" });
    this.poller = this.makeService("Poller", poll, network, 2);
    const process = new WorkerTask(this, "Process", { ...props, role: "process" });
    this.processors = this.makeService("Processors", process, network, 1);
    scaleByAge(this.processors, props.messaging.queue, props.settings.processorsMax);
  }

  private makeService(id: string, task: WorkerTask, network: Network, desiredCount: number): ecs.FargateService {
    return new ecs.FargateService(this, id, {
      cluster: this.cluster,
      taskDefinition: task.definition,
      desiredCount,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [network.tasks],
      assignPublicIp: false,
      // A new task comes before an old one goes: an older and a newer worker run side by side on the same tables.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      platformVersion: ecs.FargatePlatformVersion.VERSION1_4,
    });
  }
}

/** Steps on the oldest message's age: a message that waits says more than a number of messages, whose size nobody knows. */
function scaleByAge(service: ecs.FargateService, queue: sqs.Queue, most: number): void {
  const scaling = service.autoScaleTaskCount({ minCapacity: 1, maxCapacity: most });
  scaling.scaleOnMetric("ByAge", {
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: "Maximum" }),
    adjustmentType: appscaling.AdjustmentType.CHANGE_IN_CAPACITY,
    scalingSteps: [
      { upper: 10, change: -1 },
      { lower: 60, change: +1 },
      { lower: 300, change: +2 },
    ],
    evaluationPeriods: 3,
    cooldown: Duration.minutes(3),
  });
}
