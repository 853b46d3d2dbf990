// The job of scan-event-worker as a Node team would write it on sqs-producer, sqs-consumer and pg: polls the feed, sends the events to the
// queue, applies what is received to the table of parcels, and only then deletes it. It runs until it is ended.
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Consumer } from "sqs-consumer";

import { poll } from "./poller.js";
import { settings } from "./settings.js";
import { apply } from "./store.js";

const sqs = new SQSClient({ region: "us-east-1", endpoint: settings.sqsUrl });
// The name that the server has for the queue.
const { QueueUrl: queueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: settings.queue }));

function fail(error) {
  console.error(error);
  process.exit(1);
}

for (let i = 0; i < settings.consumers; i += 1) {
  const consumer = Consumer.create({
    queueUrl,
    sqs,
    batchSize: 10,
    waitTimeSeconds: 1,
    handleMessageBatch: async (messages) => {
      await apply(messages.flatMap(({ Body }) => JSON.parse(Body).ScanEvents));
      return messages;
    },
  });
  consumer.on("error", fail);
  consumer.start();
}
poll(sqs, queueUrl).catch(fail);
