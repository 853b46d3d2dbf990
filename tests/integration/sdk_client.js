// The other side of a queue, by the AWS SDK for JavaScript: `send ENDPOINT QUEUE` sends the bodies of a JSON list on standard input,
// `receive ENDPOINT QUEUE COUNT` prints so many bodies as a JSON list and deletes them. The SDK checks each body's MD5 by itself.
import { readFileSync } from "node:fs";

import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

const [command, endpoint, QueueName, count] = process.argv.slice(2);
const client = new SQSClient({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "sdk", secretAccessKey: "secret" },
});

function check({ Failed }) {
  if (Failed?.length) throw new Error(JSON.stringify(Failed));
}

// The name that the server has for the queue.
const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));

async function send(bodies) {
  const Entries = bodies.map((MessageBody, i) => ({ Id: `e-${i}`, MessageBody }));
  while (Entries.length) {
    check(await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: Entries.splice(0, 10) })));
  }
}

async function receive(wanted) {
  const bodies = [];
  for (let tries = 0; bodies.length < wanted && tries < 20; tries += 1) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (!Messages.length) continue;
    const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle }));
    check(await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })));
    bodies.push(...Messages.map(({ Body }) => Body));
  }
  return bodies;
}

if (command === "send") await send(JSON.parse(readFileSync(0, "utf8")));
else console.log(JSON.stringify(await receive(Number(count))));
