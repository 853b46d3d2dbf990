// Feed → queue, from the cursor on; the cursor is saved once a page was sent. The next page is fetched while this one is sent.
import { setTimeout as rest } from "node:timers/promises";

import { Producer } from "sqs-producer";

import { settings } from "./settings.js";
import { readCursor, saveCursor } from "./store.js";

const pollIntervalMs = 100;
const entriesPerRequest = 10;

async function fetchAfter(cursor) {
  const answer = await fetch(`${settings.feedUrl}/v1/scans/scanevents?FromEventId=${cursor + 1}&Limit=${settings.pageEvents}`);
  if (!answer.ok) throw new Error(`the feed answers ${answer.status}`);
  return (await answer.json()).ScanEvents;
}

const chunks = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

async function send(producer, events) {
  const messages = chunks(events, settings.eventsPerMessage).map((some) => ({
    id: `${some[0].EventId}`,
    body: JSON.stringify({ ScanEvents: some }),
  }));
  const requests = chunks(messages, entriesPerRequest);
  const sender = async () => {
    while (requests.length) await producer.send(requests.shift());
  };
  await Promise.all(Array.from({ length: settings.senders }, sender));
}

export async function poll(sqs, queueUrl) {
  const producer = Producer.create({ queueUrl, sqs });
  let cursor = await readCursor();
  let fetched = fetchAfter(cursor);
  for (;;) {
    const events = await fetched;
    if (!events.length) {
      await rest(pollIntervalMs);
      fetched = fetchAfter(cursor);
      continue;
    }
    cursor = events.at(-1).EventId;
    fetched = fetchAfter(cursor);
    await send(producer, events);
    await saveCursor(cursor);
  }
}
