// The job of scan-event-worker as a Node team would write it on sqs-producer, sqs-consumer and pg: polls the feed, sends the events to the
// queue, applies what is received to the table of parcels. One process polls, and others beside it consume, so that it uses more than one
// core. It runs until it is ended.
import cluster from "node:cluster";

import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";

import { consume } from "./consumers.js";
import { poll } from "./poller.js";
import { settings } from "./settings.js";

function fail(error) {
  console.error(error);
  process.exit(1);
}

// Those beside it first, so that it has the processor time of all when it ends.
function endTogether() {
  const others = Object.values(cluster.workers);
  let alive = others.length;
  if (alive === 0) process.exit(0);
  for (const other of others) {
    other.on("exit", () => --alive || process.exit(0));
    other.process.kill("SIGKILL");
  }
}

const sqs = new SQSClient({ region: "us-east-1", endpoint: settings.sqsUrl });
// The name that the server has for the queue.
const { QueueUrl: queueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: settings.queue }));

if (cluster.isPrimary) {
  process.on("SIGTERM", endTogether);
  for (let i = 0; i < settings.consumerProcesses; i += 1) cluster.fork();
  poll(sqs, queueUrl).catch(fail);
}
if (cluster.isWorker || settings.consumerProcesses === 0) consume(sqs, queueUrl, fail);
