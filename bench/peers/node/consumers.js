// Queue → table of parcels: what was received is deleted once it was applied.
import { Consumer } from "sqs-consumer";

import { settings } from "./settings.js";
import { apply } from "./store.js";

export function consume(sqs, queueUrl, fail) {
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
}
