import type { Condition, Status } from "../../api/types.ts";
import type { Tone } from "../../parts/glyph.tsx";
import { counted, countText, rateText } from "../../text/numbers.ts";
import { toneOfSeverity } from "../state_words.ts";

// One arrow of the picture: what moves, or what it waits for.
export interface Arrow {
    readonly from: Place;
    readonly to: Place;
    readonly tone: Tone;
    readonly word: string;
    readonly text: string;
}

export type Place = "Feed" | "Queue" | "Table";

// What keeps an arrow from moving; failed events or a gap do not. Polling needs all three, because the cursor is in the store.
const stopsPolling =
    /^(feed-(unreachable|failing|denied|throttled|quiet|format-changed|page-too-large)|no-poller|queue-(unreachable|denied|full)|store-.*)$/;
const stopsProcessing = /^(no-processor|queue-(unreachable|denied)|store-.*)$/;

// The worst first, as the status has them.
function first(conditions: readonly Condition[], about: RegExp): Condition | undefined {
    return conditions.find(({ id }) => about.test(id));
}

export function arrowsOf(status: Status): readonly Arrow[] {
    return [pollArrow(status), processArrow(status)];
}

function pollArrow(status: Status): Arrow {
    const ends = { from: "Feed", to: "Queue" } as const;
    const pause = status.paused.find(({ what }) => what === "poll");
    if (pause !== undefined) return { ...ends, tone: "info", word: "Paused", text: `${pause.who}: ${pause.reason}` };
    const condition = first(status.conditions, stopsPolling);
    if (condition !== undefined)
        return { ...ends, tone: toneOfSeverity[condition.severity], word: wordOf(condition), text: condition.sentence };
    const isAtHead = status.lag_seconds !== null && status.lag_seconds < 60;
    return {
        ...ends,
        tone: "good",
        word: isAtHead ? "Up with the feed" : "Reads",
        text:
            status.cursor === undefined || status.cursor === null
                ? ""
                : `read up to event ${countText(status.cursor.last_event_id)}`,
    };
}

function processArrow(status: Status): Arrow {
    const ends = { from: "Queue", to: "Table" } as const;
    const pause = status.paused.find(({ what }) => what === "process");
    if (pause !== undefined) return { ...ends, tone: "info", word: "Paused", text: `${pause.who}: ${pause.reason}` };
    const condition = first(status.conditions, stopsProcessing);
    if (condition !== undefined)
        return { ...ends, tone: toneOfSeverity[condition.severity], word: wordOf(condition), text: condition.sentence };
    const rate = status.rates.events_per_second;
    if (rate > 0) return { ...ends, tone: "good", word: "Applies", text: `${rateText(rate)} events a second` };
    const { queue } = status;
    if (queue === undefined) return { ...ends, tone: "quiet", word: "Unknown", text: "The queue does not answer." };
    if (queue.visible + queue.in_flight > 0)
        return { ...ends, tone: "good", word: "Applies", text: "takes the first messages" };
    return { ...ends, tone: "good", word: "Waits for messages", text: "The queue is empty." };
}

function wordOf(condition: Condition): string {
    return condition.severity === "error" ? "Stopped" : "Waits";
}

// What stands under a place's name.
export function notesOf(status: Status): Readonly<Record<Place, readonly string[]>> {
    const { cursor, queue } = status;
    return {
        Feed: [status.feed_state === undefined || status.feed_state === "" ? "no word yet" : status.feed_state],
        Queue:
            queue === undefined
                ? ["does not answer"]
                : [
                      `${counted(queue.visible, "message")} to do`,
                      `${countText(queue.in_flight)} in flight`,
                      counted(queue.dead_letters, "dead letter"),
                  ],
        Table:
            cursor === undefined
                ? ["does not answer"]
                : [cursor === null ? "no cursor yet" : `settled up to event ${countText(cursor.settled_event_id)}`],
    };
}
