import type { FeedGap, Id, Utc } from "../api/types.ts";
import { counted, countText } from "../text/numbers.ts";
import { clockText, msOf } from "../text/time.ts";
import type { Values } from "./action.ts";

// What an action did, or its dry run says that it would do, as the dialog shows it.
export interface Outcome {
    readonly sentence: string;
    // How many it is about; null: it is not about a number.
    readonly count: Id | null;
    // What was shown; what came later is left out.
    readonly bound: Bound | null;
    readonly items: readonly OutcomeItem[];
    readonly itemsLeftOut: number;
    readonly jobId: Id | null;
    // Why it ended early: the rest is as it was.
    readonly error: string | null;
}

// The last of what was shown, as the request's field and the command's flag.
export interface Bound {
    readonly name: string;
    readonly flag: string;
    readonly id: Id;
}

export interface OutcomeItem {
    readonly id: string;
    readonly word: string;
    readonly detail: string;
}

const nothing: Outcome = {
    sentence: "",
    count: null,
    bound: null,
    items: [],
    itemsLeftOut: 0,
    jobId: null,
    error: null,
};

// The API's documents of its verbs. What a field means stands in GET openapi.json.
export interface FailedActDocument {
    readonly dry_run: boolean;
    readonly selected: number;
    readonly highest_id: Id;
    readonly came_since: number;
    readonly counts: Readonly<Partial<Record<FailedOutcome, number>>>;
    readonly items: readonly {
        readonly id: Id;
        readonly event_id: Id | null;
        readonly outcome: FailedOutcome;
        readonly detail: string;
    }[];
    readonly items_left_out: number;
    readonly error: string | null;
}

export type FailedOutcome =
    | "queued"
    | "discarded"
    | "would_apply"
    | "changes_nothing"
    | "fails_still"
    | "on_its_way"
    | "was_closed"
    | "not_found";

// Words that go with any number.
const failedWords: Readonly<Record<FailedOutcome, readonly [did: string, would: string]>> = {
    queued: ["sent to the queue", "would be sent to the queue"],
    discarded: ["discarded", "would be discarded"],
    would_apply: ["applied", "would be applied"],
    changes_nothing: ["without effect", "would change nothing"],
    fails_still: ["refused still", "would be refused still"],
    on_its_way: ["on the way already", "on the way already"],
    was_closed: ["closed already", "closed already"],
    not_found: ["gone", "gone"],
};

// Of these something is done; the others stay as they are.
const doneOutcomes: readonly FailedOutcome[] = ["queued", "discarded", "would_apply", "changes_nothing"];

export function failedOutcome(document: unknown): Outcome {
    const { dry_run, highest_id, came_since, counts, items, items_left_out, error } = document as FailedActDocument;
    const word = (outcome: FailedOutcome) => failedWords[outcome][dry_run ? 1 : 0];
    const parts = (Object.keys(failedWords) as FailedOutcome[]).flatMap((outcome) => {
        const count = counts[outcome] ?? 0;
        return count === 0 ? [] : [`${countText(count)} ${word(outcome)}`];
    });
    const since =
        came_since === 0
            ? ""
            : ` ${counted(came_since, "event")} came since and ${came_since === 1 ? "is" : "are"} left out.`;
    return {
        ...nothing,
        sentence: `${parts.length === 0 ? "Nothing to do" : parts.join(", ")}.${since}`,
        count: doneOutcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0),
        bound: { name: "up_to_id", flag: "--up-to-id", id: highest_id },
        items: items.map((item) => ({ id: item.id.toString(), word: word(item.outcome), detail: item.detail })),
        itemsLeftOut: items_left_out,
        error,
    };
}

export interface DeadLetterActDocument {
    readonly dry_run: boolean;
    readonly count: number;
    readonly messages: number;
    readonly refused: number;
    readonly events: number;
    readonly events_applied: number;
    readonly events_failed: number;
    readonly error: string | null;
}

// `word`: "sent back to the queue".
export function deadLetterOutcome(word: string): (document: unknown) => Outcome {
    return (document) => {
        const done = document as DeadLetterActDocument;
        const messages = counted(done.messages, "dead letter");
        const events = ` with ${counted(done.events, "event")}`;
        const applied =
            done.events_applied + done.events_failed === 0
                ? ""
                : ` ${countText(done.events_applied)} applied, ${countText(done.events_failed)} failed.`;
        const refused =
            done.refused === 0 ? "" : ` The queue refused ${countText(done.refused)}; they stay dead letters.`;
        return {
            ...nothing,
            sentence: `${messages}${events} ${done.dry_run ? "would be " : ""}${word}.${applied}${refused}`,
            count: done.messages,
            error: done.error,
        };
    };
}

export function gapOutcome(document: unknown): Outcome {
    const { dry_run, was_closed, feed_gap } = document as {
        readonly dry_run: boolean;
        readonly was_closed: boolean;
        readonly feed_gap: FeedGap;
    };
    const ids = counted(feed_gap.ids_max, "id");
    return {
        ...nothing,
        sentence: was_closed
            ? "The gap is closed already."
            : dry_run
              ? `A gap of at most ${ids} would be acknowledged.`
              : `The gap of at most ${ids} is acknowledged.`,
        count: was_closed ? 0 : null,
    };
}

interface PauseDone {
    readonly dry_run: boolean;
    readonly was_paused: boolean;
    readonly pause: { readonly what: string; readonly until_utc: Utc | null } | null;
}

const stageWords: Readonly<Record<string, string>> = { poll: "Polling", process: "Processing" };

function untilWords(utc: Utc | null): string {
    return utc === null ? "until somebody resumes it" : `until ${utc.slice(0, 10)} ${clockText(msOf(utc))} UTC`;
}

export function pauseOutcome(document: unknown): Outcome {
    const { dry_run, was_paused, pause } = document as PauseDone;
    if (pause === null) {
        if (!was_paused) return { ...nothing, sentence: "It is not paused.", count: 0 };
        return {
            ...nothing,
            sentence: dry_run ? "The pause would end." : "Resumed. Every worker obeys within 5 s.",
        };
    }
    const another = was_paused ? ", in the place of another pause" : "";
    return {
        ...nothing,
        sentence: `${stageWords[pause.what] ?? pause.what} ${dry_run ? "would be" : "is"} paused ${untilWords(pause.until_utc)}${another}.${dry_run ? "" : " Every worker obeys within 5 s."}`,
    };
}

// Of a verb that becomes a job over a range of ids. `would`: what happens to each id of it. `cursor`: the
// last id that has been read, where a range without an end ends.
export function rangeOutcome(
    would: (values: Values) => string,
    cursor: Id | null,
): (document: unknown, values: Values) => Outcome {
    return (document, values) => {
        if (!("dry_run" in (document as object))) return begunOutcome(document);
        const from = BigInt(values.from ?? "");
        const asked = (values.to ?? "").trim();
        const to = asked === "" ? cursor : BigInt(asked);
        if (to === null)
            return { ...nothing, sentence: `The ids from ${countText(from)} up to the cursor ${would(values)}.` };
        const count = BigInt(to) - from + 1n;
        const ids = count === 1n ? `Id ${countText(from)}` : `The ids from ${countText(from)} to ${countText(to)}`;
        return {
            ...nothing,
            sentence: `${ids} ${would(values)}: at most ${counted(count, "event")}.`,
            count,
            bound: asked === "" ? { name: "to", flag: "--to", id: to } : null,
        };
    };
}

function begunOutcome(document: unknown): Outcome {
    const { id } = document as { readonly id: Id };
    return { ...nothing, sentence: `Job ${id} has begun.`, jobId: id };
}

// A dry run answers the job as it stands, too.
export function cancelOutcome(document: unknown): Outcome {
    const { id, state } = document as { readonly id: Id; readonly state: string };
    return {
        ...nothing,
        sentence:
            state === "cancelled"
                ? "The job is cancelled. Whoever works on it hears of it within seconds."
                : `Job ${id} would be cancelled; it is ${state} now.`,
    };
}
