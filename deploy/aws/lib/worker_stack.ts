import { CfnOutput, Stack, Tags, type StackProps } from "aws-cdk-lib";
import { Construct } from "constructs";

import { Alarms } from "./alarms";
import { Dashboard } from "./dashboard";
import { Database, databasePort } from "./database";
import { makeKey } from "./encryption";
import { Messaging } from "./messaging";
import { Network } from "./network";
import { Services } from "./services";
import { readSettings } from "./settings";

/** The worker with all that it needs. The .NET worker's stack had the same two queues and the first two outputs. */
export class WorkerStack extends Stack {
  readonly messaging: Messaging;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, { description: "Scan Event Worker: feed, queue, parcels", ...props });
    const settings = readSettings(this.node);
    const key = makeKey(this);
    const url = new URL(settings.feedUrl);
    const feedPort = Number(url.port) || (url.protocol === "http:" ? 80 : 443);
    const network = new Network(this, "Network", { key, databasePort: databasePort[settings.engine], feedPort });
    this.messaging = new Messaging(this, "Messaging", settings, key);
    const database = new Database(this, "Database", settings, network, key);
    const services = new Services(this, "Services", network, { settings, messaging: this.messaging, database, key });
    const watched = { settings, messaging: this.messaging, database, services, key };
    const alarms = new Alarms(this, "Alarms", watched);
    new Dashboard(this, "Dashboard", alarms, watched);

    Tags.of(this).add("application", "scan-event-worker");
    this.output("QueueUrl", this.messaging.queue.queueUrl, "queue.url");
    this.output("DlqUrl", this.messaging.deadLetters.queueUrl, "The dead letters");
    if (this.messaging.topic !== undefined) {
      this.output("TopicArn", this.messaging.topic.topicArn, "queue.topic_arn; other consumers subscribe here");
    }
    this.output("StoreSecretArn", database.secret.secretArn, "User and password of the database");
    this.output("StoreEndpoint", database.instance.dbInstanceEndpointAddress, "The database's host");
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
