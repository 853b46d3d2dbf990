import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";

import type { Messaging } from "./messaging";

export type Role = "poll" | "process";

/**
 * What a task of this role may do: exactly what docs/aws.md says, written out here, because the library's own grants bring more with
 * them (`kms:GenerateDataKey*`, `sqs:GetQueueUrl`).
 */
export function messagingStatements(role: Role, messaging: Messaging, key: kms.IKey): iam.PolicyStatement[] {
  const { queue, deadLetters, topic } = messaging;
  const allow = (actions: string[], resource: string): iam.PolicyStatement =>
    new iam.PolicyStatement({ actions, resources: [resource] });

  const statements = [allow(["sqs:GetQueueAttributes"], deadLetters.queueArn)];
  if (role === "process") {
    statements.push(
      allow(
        ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"],
        queue.queueArn,
      ),
      allow(["kms:Decrypt"], key.keyArn),
    );
    return statements;
  }
  if (topic === undefined) {
    statements.push(allow(["sqs:GetQueueAttributes", "sqs:SendMessage"], queue.queueArn));
  } else {
    statements.push(
      allow(["sqs:GetQueueAttributes"], queue.queueArn),
      allow(["sns:Publish", "sns:ListSubscriptionsByTopic"], topic.topicArn),
    );
  }
  statements.push(allow(["kms:GenerateDataKey", "kms:Decrypt"], key.keyArn));
  return statements;
}

/** Reading one secret, by the container that keeps the files. */
export function secretStatements(secret: secretsmanager.ISecret): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [secret.secretArn] }),
  ];
}
