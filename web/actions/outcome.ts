import type { Id } from "../api/types.ts";
import { counted, countText } from "../text/numbers.ts";

// What an action did, or its dry run says that it would do, as the dialog shows it.
export interface Outcome {
    readonly sentence: string;
    // How many it is about; null: it is not about a number.
    readonly count: number | null;
    // What was shown; what came later is left out.
    readonly highestId: Id | null;
    readonly items: readonly OutcomeItem[];
    readonly itemsLeftOut: number;
    readonly jobId: Id | null;
    // Why it ended early: the rest is as it was.
    readonly error: string | null;
}

export interface OutcomeItem {
    readonly id: string;
    readonly word: string;
    readonly detail: string;
}

const nothing: Outcome = {
    sentence: "",
    count: null,
    highestId: null,
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
        highestId: highest_id,
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
    const { was_closed } = document as { readonly was_closed: boolean };
    return { ...nothing, sentence: was_closed ? "The gap was closed already." : "The gap is acknowledged." };
}

export function pauseOutcome(document: unknown): Outcome {
    const { was_paused, pause } = document as {
        readonly was_paused: boolean;
        readonly pause: { readonly what: string } | null;
    };
    if (pause !== null)
        return {
            ...nothing,
            sentence: `Paused${was_paused ? ", in the place of another pause" : ""}. Every worker obeys within 5 s.`,
        };
    return { ...nothing, sentence: was_paused ? "Resumed. Every worker obeys within 5 s." : "It was not paused." };
}

// A job, or the number of one.
export function jobOutcome(document: unknown): Outcome {
    const { id, job_id } = document as { readonly id?: Id; readonly job_id?: Id };
    const jobId = job_id ?? id ?? null;
    return { ...nothing, sentence: jobId === null ? "Done." : `Job ${jobId} has begun.`, jobId };
}

export function cancelOutcome(document: unknown): Outcome {
    return {
        ...jobOutcome(document),
        sentence: "The job is cancelled. Whoever works on it hears of it within seconds.",
    };
}
