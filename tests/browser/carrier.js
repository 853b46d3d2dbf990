// A carrier's feed for the tests on a real worker: what it shows, and what it has forgotten, is the test's to say.
import { createServer } from "node:http";

export async function startCarrier() {
    const carrier = { events: [], retainedFrom: 0 };
    const server = createServer((request, response) => {
        const query = new URL(request.url, "http://carrier").searchParams;
        const from = Math.max(Number(query.get("FromEventId")), carrier.retainedFrom);
        const shown = carrier.events.filter(({ EventId }) => EventId >= from).slice(0, Number(query.get("Limit")));
        response.writeHead(200, { "Content-Type": "application/json" });
        response.end(JSON.stringify({ ScanEvents: shown }));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    carrier.url = `http://127.0.0.1:${server.address().port}`;
    carrier.close = () => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
    };
    return carrier;
}

export const scan = (EventId, ParcelId, more = {}) => ({
    EventId,
    ParcelId,
    Type: "STATUS",
    CreatedDateTimeUtc: "2026-01-01T00:07:05.9326108Z",
    StatusCode: "IN-TRANSIT",
    User: { RunId: "100" },
    ...more,
});
