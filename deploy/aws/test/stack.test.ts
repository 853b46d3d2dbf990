import { Match } from "aws-cdk-lib/assertions";
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { only, resourcesOf, synthesize } from "./synthesized";

describe("the queues", () => {
  const template = synthesize();

  test("have the .NET worker's names and outputs", () => {
    template.hasResourceProperties("AWS::SQS::Queue", { QueueName: "scan-events-queue" });
    template.hasResourceProperties("AWS::SQS::Queue", { QueueName: "scan-events-dlq" });
    template.hasOutput("QueueUrl", {});
    template.hasOutput("DlqUrl", {});
  });

  test("hide a message for 30 s, and give it up at its third receive", () => {
    template.hasResourceProperties("AWS::SQS::Queue", {
      VisibilityTimeout: 30,
      RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: Match.anyValue() },
    });
  });

  test("keep dead letters longer than messages: a dead letter keeps its age", () => {
    const queue = only(template, "AWS::SQS::Queue", /Queue3/).Properties;
    const dead = only(template, "AWS::SQS::Queue", /DeadLetters/).Properties;
    assert.equal(dead["MessageRetentionPeriod"], 14 * 86400);
    assert.ok(Number(queue["MessageRetentionPeriod"]) < Number(dead["MessageRetentionPeriod"]));
  });

  test("are encrypted with our key, and stay when the stack is deleted", () => {
    for (const queue of Object.values(resourcesOf(template, "AWS::SQS::Queue"))) {
      assert.ok(queue.Properties["KmsMasterKeyId"]);
      assert.equal(queue.DeletionPolicy, "Retain");
    }
  });
});

describe("the topic", () => {
  test("is not there unless it is asked for", () => {
    // The alarms have one of their own.
    synthesize().resourceCountIs("AWS::SNS::Topic", 1);
  });

  test("delivers raw messages, and may use the key and the queue alone", () => {
    const template = synthesize({ topic: "true" });
    template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "sqs", RawMessageDelivery: true });
    template.hasResourceProperties("AWS::SQS::QueuePolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: "sns.amazonaws.com" },
            Action: "sqs:SendMessage",
            Condition: { ArnEquals: { "aws:SourceArn": Match.anyValue() } },
          }),
        ]),
      },
    });
    template.hasResourceProperties("AWS::KMS::Key", {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: "sns.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Condition: { ArnEquals: { "aws:SourceArn": Match.anyValue() } },
          }),
        ]),
      },
    });
  });
});

describe("the database", () => {
  for (const engine of ["sqlserver", "postgres"]) {
    test(`${engine}: two zones, backups, no deletion, a password that RDS manages`, () => {
      synthesize({ engine }).hasResource("AWS::RDS::DBInstance", {
        DeletionPolicy: "Snapshot",
        Properties: Match.objectLike({
          MultiAZ: true,
          BackupRetentionPeriod: 14,
          DeletionProtection: true,
          StorageEncrypted: true,
          ManageMasterUserPassword: true,
          MasterUserPassword: Match.absent(),
          PubliclyAccessible: false,
        }),
      });
    });

    test(`${engine}: refuses connections that are not encrypted`, () => {
      synthesize({ engine }).hasResourceProperties("AWS::RDS::DBParameterGroup", {
        Parameters: { "rds.force_ssl": "1" },
      });
    });

    test(`${engine}: its version is complete`, () => {
      const { EngineVersion } = only(synthesize({ engine }), "AWS::RDS::DBInstance").Properties;
      assert.match(String(EngineVersion), engine === "postgres" ? /^\d+\.\d+$/ : /^\d+\.\d+\.\d+\.\d+\.v\d+$/);
    });
  }

  test("SQL Server is of an edition that has a second zone, and names no database, which RDS would refuse", () => {
    synthesize().hasResourceProperties("AWS::RDS::DBInstance", {
      Engine: Match.stringLikeRegexp("^sqlserver-(se|ee)$"),
      DBName: Match.absent(),
    });
  });
});

describe("the services", () => {
  const template = synthesize({ topic: "true", feedTokenSecretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:feed-AbCdEf" });

  test("are two pollers, of which one stands by, and processors that scale by the oldest message's age", () => {
    template.hasResourceProperties("AWS::ECS::Service", { DesiredCount: 2, LaunchType: "FARGATE" });
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      MetricName: "ApproximateAgeOfOldestMessage",
      AlarmDescription: Match.stringLikeRegexp("^Upper threshold scaling alarm$"),
    });
    const steps = Object.values(resourcesOf(template, "AWS::ApplicationAutoScaling::ScalingPolicy"));
    assert.equal(steps.length, 2);
    for (const policy of steps) assert.equal(policy.Properties["PolicyType"], "StepScaling");
  });

  test("have no public address, and nothing may connect to them", () => {
    for (const service of Object.values(resourcesOf(template, "AWS::ECS::Service"))) {
      assert.match(JSON.stringify(service.Properties["NetworkConfiguration"]), /"AssignPublicIp":"DISABLED"/);
    }
    const ingress = Object.values(resourcesOf(template, "AWS::EC2::SecurityGroupIngress"));
    assert.equal(ingress.length, 1, "the database's, from the tasks");
  });

  test("run the worker with a root that cannot be written, and without a secret in a flag", () => {
    for (const task of Object.values(resourcesOf(template, "AWS::ECS::TaskDefinition"))) {
      const containers = task.Properties["ContainerDefinitions"] as Record<string, unknown>[];
      const worker = containers.find((container) => container["Name"] === "worker");
      assert.ok(worker);
      assert.equal(worker["ReadonlyRootFilesystem"], true);
      assert.equal(worker["Environment"], undefined);
      assert.ok(!JSON.stringify(worker).includes("resolve:secretsmanager"));
    }
  });

  test("only the poller has the feed's token", () => {
    const flags = (id: RegExp): string => JSON.stringify(only(template, "AWS::ECS::TaskDefinition", id).Properties);
    assert.match(flags(/Poll/), /--feed-token-file/);
    assert.doesNotMatch(flags(/Process/), /feed-token/);
  });
});

describe("the alarms", () => {
  const template = synthesize({ alarmEmail: "parcels@example.com" });

  test("are told to somebody, when they begin and when they end", () => {
    const alarms = Object.entries(resourcesOf(template, "AWS::CloudWatch::Alarm")).filter(([id]) => id.startsWith("Alarms"));
    assert.equal(alarms.length, 5);
    for (const [id, alarm] of alarms) {
      assert.ok(alarm.Properties["AlarmActions"], id);
      assert.ok(alarm.Properties["OKActions"], id);
    }
    template.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email" });
  });

  test("take a worker that says nothing for one that makes no progress", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      MetricName: "scan_lag_seconds",
      TreatMissingData: "breaching",
      Statistic: "Maximum",
    });
  });

  test("count every dead letter", () => {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      MetricName: "ApproximateNumberOfMessagesVisible",
      Threshold: 0,
      ComparisonOperator: "GreaterThanThreshold",
    });
  });
});

describe("a setting", () => {
  for (const [name, value, reason] of [
    ["engine", "mysql", /engine is one of sqlserver, postgres/],
    ["image", "", /Set image/],
    ["feedUrl", "ftp://scans.example.com", /http or https/],
    ["feedUrl", "https://me:secret@scans.example.com", /holds a password/],
    ["queueName", "scan-events.fifo", /no name of a standard queue/],
    ["processorsMax", "0", /from 1 to 64/],
  ] as const) {
    test(`${name}=${value} is refused`, () => {
      assert.throws(() => synthesize({ [name]: value }), reason);
    });
  }
});
