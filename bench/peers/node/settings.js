// What the benchmark says by the environment; PGHOST, PGPORT, PGUSER, PGDATABASE and the AWS_* variables are read by the libraries
// themselves. The numbers at the end suit two cores that the emulator and PostgreSQL share; each has a variable, to look for better ones.
export const settings = {
  feedUrl: process.env.FEED_URL,
  sqsUrl: process.env.SQS_URL,
  queue: process.env.QUEUE,
  pageEvents: 1000,
  eventsPerMessage: Number(process.env.EVENTS_PER_MESSAGE ?? 1),
  // "event": an upsert for each; "batch": one for all that a request received.
  upsert: process.env.UPSERT ?? "event",
  senders: Number(process.env.SENDERS ?? 8),
  consumerProcesses: Number(process.env.CONSUMER_PROCESSES ?? 1),
  consumers: Number(process.env.CONSUMERS ?? 8),
  connections: Number(process.env.CONNECTIONS ?? 10),
};
