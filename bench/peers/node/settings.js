// What the benchmark says by the environment; PGHOST, PGPORT, PGUSER, PGDATABASE and the AWS_* variables are read by the libraries
// themselves. The numbers are those that were fastest of the ones tried, on two cores beside the emulator and PostgreSQL: more senders or
// consumers gain nothing, fewer lose.
export const settings = {
  feedUrl: process.env.FEED_URL,
  sqsUrl: process.env.SQS_URL,
  queue: process.env.QUEUE,
  pageEvents: 1000,
  eventsPerMessage: Number(process.env.EVENTS_PER_MESSAGE ?? 1),
  // "event": an upsert for each; "batch": one for all that a request received.
  upsert: process.env.UPSERT ?? "event",
  senders: Number(process.env.SENDERS ?? 8),
  consumers: Number(process.env.CONSUMERS ?? 8),
  connections: Number(process.env.CONNECTIONS ?? 10),
};
