import type { Id, Job } from "../api/types.ts";
import type { Action, Field } from "./action.ts";
import { cancelOutcome, deadLetterOutcome, failedOutcome, gapOutcome, pauseOutcome, rangeOutcome } from "./outcome.ts";

// Every action of the page, with the command that does the same.

const plain: Pick<Action, "method" | "fields" | "isGrave" | "reasonHint" | "unit" | "body"> = {
    method: "POST",
    fields: [],
    isGrave: false,
    reasonHint: "It stands in the audit beside your name.",
    unit: null,
    body: {},
};

const failedEvent = ["failed event", "failed events"] as const;
const deadLetter = ["dead letter", "dead letters"] as const;

export type FailedSelection =
    | { readonly ids: readonly Id[] }
    | { readonly reasonGroup: string }
    | { readonly all: true };

function selectionBody(selection: FailedSelection): Action["body"] {
    if ("ids" in selection) return { ids: selection.ids };
    if ("reasonGroup" in selection) return { reason_group: selection.reasonGroup };
    return { all: true };
}

function selectionWords(selection: FailedSelection): readonly string[] {
    if ("ids" in selection) return selection.ids.map((id) => id.toString());
    if ("reasonGroup" in selection) return ["--reason-group", selection.reasonGroup];
    return ["--all"];
}

export function retryFailed(selection: FailedSelection): Action {
    return {
        ...plain,
        outcomeOf: failedOutcome,
        title: "Retry failed events",
        verb: "Retry",
        explains:
            "Each text that today's rules take goes to the queue again. One that they still refuse stays as it is.",
        path: "/failed-events/retry",
        body: selectionBody(selection),
        command: ["failed", "retry", ...selectionWords(selection)],
        unit: failedEvent,
    };
}

export function discardFailed(selection: FailedSelection): Action {
    return {
        ...plain,
        outcomeOf: failedOutcome,
        title: "Discard failed events",
        verb: "Discard",
        explains: "They count as done and are not looked at again. Their texts stay as long as those of resolved ones.",
        path: "/failed-events/discard",
        body: selectionBody(selection),
        command: ["failed", "discard", ...selectionWords(selection)],
        unit: failedEvent,
        isGrave: true,
    };
}

export function editFailed(id: Id, body: string): Action {
    return {
        ...plain,
        outcomeOf: failedOutcome,
        title: `Edit failed event ${id}`,
        verb: "Send the new text",
        explains: "The new text goes to the queue, and this failed event is resolved. The original text stays in it.",
        path: `/failed-events/${id}/edit`,
        command: ["failed", "edit", id.toString()],
        fields: [
            {
                name: "body",
                flag: "--body-file",
                label: "Text of the event",
                hint: "",
                kind: "event",
                initial: body,
                required: true,
            },
        ],
    };
}

const limit: Field = {
    name: "limit",
    flag: "--limit",
    label: "At most",
    hint: "How many. Empty: all.",
    kind: "integer",
    initial: "",
};
const rate: Field = {
    name: "rate",
    flag: "--rate",
    label: "Rate",
    hint: "Messages a second at most. Empty: no limit.",
    kind: "number",
    initial: "",
};

export function redriveDeadLetters(): Action {
    return {
        ...plain,
        outcomeOf: deadLetterOutcome("sent back to the queue"),
        title: "Redrive dead letters",
        verb: "Redrive",
        explains: "Each goes back to the queue and is received as if it were new.",
        path: "/dead-letters/redrive",
        command: ["dead-letters", "redrive"],
        fields: [limit, rate],
        unit: deadLetter,
    };
}

export function drainDeadLetters(): Action {
    return {
        ...plain,
        outcomeOf: deadLetterOutcome("drained"),
        title: "Drain dead letters",
        verb: "Drain",
        explains:
            "Each is applied event by event. What cannot be applied becomes a failed event; then the dead letter is deleted.",
        path: "/dead-letters/drain",
        command: ["dead-letters", "drain"],
        unit: deadLetter,
    };
}

// `count`: as the list showed it.
export function purgeDeadLetters(count: number): Action {
    return {
        ...plain,
        outcomeOf: deadLetterOutcome("purged"),
        title: "Purge dead letters",
        verb: "Purge",
        explains:
            "They are deleted without being applied. Each of their events is first written to the failed events as discarded, with its text.",
        path: "/dead-letters/purge",
        body: { confirm: count },
        command: ["dead-letters", "purge", "--confirm", count.toString()],
        unit: deadLetter,
        isGrave: true,
    };
}

export function acknowledgeGap(id: Id): Action {
    return {
        ...plain,
        outcomeOf: gapOutcome,
        title: `Acknowledge gap ${id}`,
        verb: "Acknowledge",
        explains: "The gap is no condition any more. It stays in the list; what the feed forgot stays unread.",
        path: `/feed-gaps/${id}/acknowledge`,
        command: ["gaps", "acknowledge", id.toString()],
    };
}

export function pauseStage(what: "poll" | "process"): Action {
    return {
        ...plain,
        outcomeOf: pauseOutcome,
        title: what === "poll" ? "Pause polling" : "Pause processing",
        verb: "Pause",
        explains:
            what === "poll"
                ? "No worker asks the feed until it is resumed. What is queued is still applied."
                : "No worker takes messages from the queue until it is resumed. Polling goes on until the queue is full.",
        path: "/pause",
        body: { what },
        command: ["pause", what],
        fields: [
            {
                name: "for",
                flag: "--for",
                label: "For",
                hint: "30m, 2h, … Empty: until someone resumes it.",
                kind: "text",
                initial: "1h",
            },
        ],
    };
}

export function resumeStage(what: "poll" | "process"): Action {
    return {
        ...plain,
        outcomeOf: pauseOutcome,
        title: what === "poll" ? "Resume polling" : "Resume processing",
        verb: "Resume",
        explains: "Every worker obeys within 5 s.",
        path: "/resume",
        body: { what },
        command: ["resume", what],
    };
}

const from: Field = {
    name: "from",
    flag: "--from",
    label: "From event id",
    hint: "The first id of the range.",
    kind: "integer",
    initial: "",
    required: true,
};
const to: Field = {
    name: "to",
    flag: "--to",
    label: "To event id",
    hint: "The last id. Empty: up to the cursor.",
    kind: "integer",
    initial: "",
};

const rangeUnit = ["id", "ids"] as const;

// `cursor`: the last id that has been read; null: nobody knows.
export function replay(cursor: Id | null, fromId = "", toId = ""): Action {
    return {
        ...plain,
        outcomeOf: rangeOutcome(() => "would be read from the feed again and queued", cursor),
        title: "Replay a range",
        verb: "Replay",
        explains:
            "The range is read from the feed again and queued. The cursor stays, and applying twice changes nothing.",
        path: "/replays",
        command: ["replay"],
        fields: [
            { ...from, initial: fromId },
            { ...to, initial: toId },
            { ...rate, kind: "integer", hint: "Events a second at most. Empty: no limit." },
        ],
        unit: rangeUnit,
    };
}

export function verify(cursor: Id | null): Action {
    return {
        ...plain,
        outcomeOf: rangeOutcome(
            ({ mend }) =>
                mend === "yes"
                    ? "would be read from the feed again and compared with the table, and what differs would be mended"
                    : "would be read from the feed again and compared with the table",
            cursor,
        ),
        title: "Verify a range",
        verb: "Verify",
        explains: "The range is read from the feed again and compared with the table.",
        path: "/verifications",
        command: ["verify"],
        fields: [
            from,
            to,
            { ...rate, kind: "integer", hint: "Requests a second at most. Empty: no limit." },
            {
                name: "mend",
                flag: "--mend",
                label: "Mend what differs",
                hint: "Apply what is missing, and overwrite what differs of an event that both know.",
                kind: "flag",
                initial: "",
            },
        ],
        unit: rangeUnit,
        reasonHint: "It stands in the job beside your name, and in the audit if anything is to be mended.",
    };
}

export function cancelJob(job: Job): Action {
    return {
        ...plain,
        outcomeOf: cancelOutcome,
        title: `Cancel job ${job.id}`,
        verb: "Cancel the job",
        explains: "It stops where it is. What it did stays done.",
        method: "DELETE",
        path: `/jobs/${job.id}`,
        command: ["jobs", job.id.toString(), "--order", "cancel"],
    };
}
