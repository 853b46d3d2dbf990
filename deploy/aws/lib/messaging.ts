import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as sns from "aws-cdk-lib/aws-sns";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

import type { Settings } from "./settings";

/**
 * The queue between poller and processors, its dead letters, and a topic before it if others want the same messages.
 *
 * A dead letter keeps the age that it had in the queue, so the dead-letter queue keeps messages longer than the queue does. The queue's ten
 * days are what an outage of the database may last before messages are lost.
 */
export class Messaging extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  readonly topic: sns.Topic | undefined;

  constructor(scope: Construct, id: string, settings: Settings, key: kms.IKey) {
    super(scope, id);
    const common = {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: key,
      // Each data key is used for this long: requests to KMS cost money, and are throttled.
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      // What was polled is not asked for again: a stack that is deleted leaves the messages.
      removalPolicy: RemovalPolicy.RETAIN,
    };
    this.deadLetters = new sqs.Queue(this, "DeadLetters", {
      ...common,
      queueName: settings.deadLetterQueueName,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new sqs.Queue(this, "Queue", {
      ...common,
      queueName: settings.queueName,
      visibilityTimeout: Duration.seconds(30),
      retentionPeriod: Duration.days(10),
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 3 },
    });
    this.topic = settings.topic ? this.makeTopic(settings, key) : undefined;
  }

  private makeTopic(settings: Settings, key: kms.IKey): sns.Topic {
    const topicName = `${settings.queueName}-topic`;
    const topic = new sns.Topic(this, "Topic", { topicName, masterKey: key, enforceSSL: true });
    new sns.Subscription(this, "Subscription", {
      topic,
      protocol: sns.SubscriptionProtocol.SQS,
      endpoint: this.queue.queueArn,
      rawMessageDelivery: true,
    });
    const service = new iam.ServicePrincipal("sns.amazonaws.com");
    this.queue.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [service],
        actions: ["sqs:SendMessage"],
        resources: [this.queue.queueArn],
        conditions: { ArnEquals: { "aws:SourceArn": topic.topicArn } },
      }),
    );
    // By its name: the topic needs the key before it exists, so the key cannot wait for the topic's ARN. The library's own SqsSubscription
    // allows every topic of every account instead.
    const topicArn = Stack.of(this).formatArn({ service: "sns", resource: topicName });
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [service],
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: ["*"],
        conditions: { ArnEquals: { "aws:SourceArn": topicArn } },
      }),
    );
    return topic;
  }
}
