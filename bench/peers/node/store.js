// The table of parcels in PostgreSQL. The newest event wins, and of pickups and deliveries the oldest, whatever comes twice or late.
import pg from "pg";

import { settings } from "./settings.js";
import { summariesOf, summaryOf } from "./summary.js";

const columns = `parcel_id, latest_event_id, latest_type, latest_created_date_time_utc, latest_status_code, latest_run_id,
  picked_up_at_utc, picked_up_event_id, delivered_at_utc, delivered_event_id`;
const types = ["bigint", "bigint", "text", "timestamptz", "text", "text", "timestamptz", "bigint", "timestamptz", "bigint"];

const newest = (column) =>
  `${column} = CASE WHEN excluded.latest_event_id > p.latest_event_id THEN excluded.${column} ELSE p.${column} END`;
const oldest = (name) =>
  `${name}_at_utc = CASE WHEN p.${name}_event_id IS NULL OR excluded.${name}_event_id < p.${name}_event_id
     THEN excluded.${name}_at_utc ELSE p.${name}_at_utc END,
   ${name}_event_id = least(p.${name}_event_id, excluded.${name}_event_id)`;
const merge = `ON CONFLICT (parcel_id) DO UPDATE SET ${[
  ...["latest_event_id", "latest_type", "latest_created_date_time_utc", "latest_status_code", "latest_run_id"].map(newest),
  ...["picked_up", "delivered"].map(oldest),
]}`;

const upsertOne = {
  name: "upsert-one",
  text: `INSERT INTO parcel_summary AS p (${columns}) VALUES (${types.map((_, i) => `$${i + 1}`)}) ${merge}`,
};
const upsertMany = {
  name: "upsert-many",
  text: `INSERT INTO parcel_summary AS p (${columns})
    SELECT * FROM unnest(${types.map((type, i) => `$${i + 1}::${type}[]`)}) ${merge}`,
};

const valuesOf = ({ parcelId, eventId, type, createdAt, statusCode, runId, pickedUp, delivered }) => [
  parcelId,
  eventId,
  type,
  createdAt,
  statusCode,
  runId,
  pickedUp?.at ?? null,
  pickedUp?.eventId ?? null,
  delivered?.at ?? null,
  delivered?.eventId ?? null,
];

const pool = new pg.Pool({ max: settings.connections });

const upsertEach = (events) => Promise.all(events.map((event) => pool.query({ ...upsertOne, values: valuesOf(summaryOf(event)) })));

function upsertTogether(events) {
  const rows = summariesOf(events).map(valuesOf);
  return pool.query({ ...upsertMany, values: types.map((_, column) => rows.map((row) => row[column])) });
}

export const apply = settings.upsert === "batch" ? upsertTogether : upsertEach;

// How far the feed was read, and sent.
export async function readCursor() {
  await pool.query("CREATE TABLE IF NOT EXISTS feed_cursor (id int PRIMARY KEY, event_id bigint NOT NULL)");
  const { rows } = await pool.query("SELECT event_id FROM feed_cursor");
  return rows.length ? Number(rows[0].event_id) : 0;
}

export const saveCursor = (eventId) =>
  pool.query({
    name: "save-cursor",
    text: "INSERT INTO feed_cursor VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET event_id = excluded.event_id",
    values: [eventId],
  });
