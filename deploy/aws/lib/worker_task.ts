import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Duration } from "aws-cdk-lib";
import * as ecs from "aws-cdk-lib/aws-ecs";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import * as ssm from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";

import { collectorConfiguration, metricsAddress } from "./collector";
import type { Database } from "./database";
import { makeLogGroup } from "./log_group";
import type { Messaging } from "./messaging";
import { messagingStatements, secretStatements, type Role } from "./permissions";
import type { Settings } from "./settings";

/** The images beside the worker's, by their full versions. */
const credentialsImage = "public.ecr.aws/aws-cli/aws-cli:2.31.0";
const collectorImage = "public.ecr.aws/aws-observability/aws-otel-collector:v0.45.0";

const secrets = "/run/secrets";

export interface WorkerTaskProps {
  readonly role: Role;
  readonly settings: Settings;
  readonly messaging: Messaging;
  readonly database: Database;
  readonly key: kms.IKey;
}

/**
 * A task of one role: the worker, a container that keeps its secrets as files, and a collector for its metrics. Settings are flags, so that
 * the template shows them, and secrets never are.
 */
export class WorkerTask extends Construct {
  readonly definition: ecs.FargateTaskDefinition;

  constructor(scope: Construct, id: string, props: WorkerTaskProps) {
    super(scope, id);
    this.definition = new ecs.FargateTaskDefinition(this, "Definition", { cpu: 512, memoryLimitMiB: 1024 });
    this.definition.addVolume({ name: "secrets" });
    for (const statement of messagingStatements(props.role, props.messaging, props.key)) {
      this.definition.taskRole.addToPrincipalPolicy(statement);
    }

    const logGroup = makeLogGroup(this, "Logs", props.key);
    const credentials = this.addCredentials(props, logGroup);
    const worker = this.addWorker(props, logGroup);
    worker.addContainerDependencies({ container: credentials, condition: ecs.ContainerDependencyCondition.HEALTHY });
    this.addCollector(props.role, logGroup);
  }

  private addWorker(props: WorkerTaskProps, logGroup: logs.LogGroup): ecs.ContainerDefinition {
    const { role, settings, messaging, database } = props;
    const flags: Record<string, string> = {
      "worker-role": role,
      "feed-url": settings.feedUrl,
      "queue-url": messaging.queue.queueUrl,
      "store-url": database.storeUrl(`${secrets}/rds-ca.pem`),
      "store-password-file": `${secrets}/store`,
      "metrics-listen": metricsAddress,
      "admin-listen": "off",
      "log-format": "json",
    };
    if (role === "poll" && settings.feedTokenSecretArn !== undefined) {
      flags["feed-auth"] = "bearer";
      flags["feed-token-file"] = `${secrets}/feed-token`;
    }
    if (role === "poll" && messaging.topic !== undefined) flags["queue-topic-arn"] = messaging.topic.topicArn;
    const worker = this.definition.addContainer("worker", {
      image: ecs.ContainerImage.fromRegistry(settings.image),
      command: ["run", ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])],
      readonlyRootFilesystem: true,
      // More than shutdown.grace: what is held is finished, the rest released.
      stopTimeout: Duration.seconds(30),
      healthCheck: {
        command: ["CMD", "/usr/bin/scan-event-worker", "health", "--metrics-listen", metricsAddress],
        interval: Duration.seconds(30),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(60),
      },
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: role, logGroup }),
    });
    worker.addMountPoints({ sourceVolume: "secrets", containerPath: secrets, readOnly: true });
    return worker;
  }

  private addCredentials(props: WorkerTaskProps, logGroup: logs.LogGroup): ecs.ContainerDefinition {
    const script = readFileSync(join(__dirname, "..", "..", "lib", "keep_credentials.sh"), "utf8");
    const files: [secretsmanager.ISecret, string][] = [[props.database.secret, "store"]];
    const arn = props.settings.feedTokenSecretArn;
    if (props.role === "poll" && arn !== undefined) {
      files.push([secretsmanager.Secret.fromSecretCompleteArn(this, "FeedToken", arn), "feed-token"]);
    }
    for (const [secret] of files) {
      for (const statement of secretStatements(secret)) this.definition.taskRole.addToPrincipalPolicy(statement);
    }
    // The poller and the processors have this right for the queue already; here for the secrets, which may have the same key.
    this.definition.taskRole.addToPrincipalPolicy(
      new iam.PolicyStatement({ actions: ["kms:Decrypt"], resources: [props.key.keyArn] }),
    );
    const container = this.definition.addContainer("credentials", {
      image: ecs.ContainerImage.fromRegistry(credentialsImage),
      entryPoint: ["/bin/sh", "-c"],
      command: [script, "keep_credentials", secrets, "60", ...files.flatMap(([secret, name]) => [secret.secretArn, name])],
      user: "0",
      healthCheck: {
        command: ["CMD", "test", "-e", `${secrets}/.complete`],
        interval: Duration.seconds(5),
        timeout: Duration.seconds(2),
        retries: 10,
        startPeriod: Duration.seconds(60),
      },
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: "credentials", logGroup }),
    });
    container.addMountPoints({ sourceVolume: "secrets", containerPath: secrets, readOnly: false });
    return container;
  }

  private addCollector(role: Role, logGroup: logs.LogGroup): void {
    const configuration = new ssm.StringParameter(this, "Collector", {
      description: `Scan Event Worker: which metrics of ${role} go to CloudWatch`,
      stringValue: collectorConfiguration(role, logGroup.logGroupName),
    });
    this.definition.taskRole.addToPrincipalPolicy(
      new iam.PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.definition.addContainer("collector", {
      image: ecs.ContainerImage.fromRegistry(collectorImage),
      secrets: { AOT_CONFIG_CONTENT: ecs.Secret.fromSsmParameter(configuration) },
      // A collector that dies costs its metrics, and the alarm that misses them tells.
      essential: false,
      readonlyRootFilesystem: true,
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: "collector", logGroup }),
    });
  }
}
