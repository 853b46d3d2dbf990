// A row of the table of parcels, from one event and from the events of several.
export function summaryOf({ EventId, ParcelId, Type, CreatedDateTimeUtc, StatusCode, User }) {
  const happened = { at: CreatedDateTimeUtc, eventId: EventId };
  return {
    parcelId: ParcelId,
    eventId: EventId,
    type: Type,
    createdAt: CreatedDateTimeUtc,
    statusCode: StatusCode,
    runId: User.RunId,
    pickedUp: Type === "PICKUP" ? happened : null,
    delivered: Type === "DELIVERY" ? happened : null,
  };
}

const first = (a, b) => (!a || (b && b.eventId < a.eventId) ? b : a);

function merged(a, b) {
  const latest = b.eventId > a.eventId ? b : a;
  return { ...latest, pickedUp: first(a.pickedUp, b.pickedUp), delivered: first(a.delivered, b.delivered) };
}

// One row a parcel, in the order of their ids, so that two batches lock the rows that they share in one order.
export function summariesOf(events) {
  const rows = new Map();
  for (const row of events.map(summaryOf)) {
    const known = rows.get(row.parcelId);
    rows.set(row.parcelId, known ? merged(known, row) : row);
  }
  return [...rows.values()].sort((a, b) => a.parcelId - b.parcelId);
}
