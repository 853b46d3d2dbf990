// The documents of the API, as GET openapi.json describes them.

// A number, or a bigint beyond 2^53.
export type Id = number | bigint;
// "2026-01-31T23:59:59.1234567Z"
export type Utc = string;

export type State = "up_to_date" | "catching_up" | "degraded" | "failing";
export type Severity = "info" | "warning" | "error";

export interface Condition {
    readonly id: string;
    readonly severity: Severity;
    readonly since_utc: Utc | null;
    readonly sentence: string;
    readonly action: string;
    readonly runbook: string;
}

export interface Pause {
    readonly what: "poll" | "process";
    readonly who: string;
    readonly reason: string;
    readonly since_utc: Utc;
    readonly until_utc: Utc | null;
}

export interface Worker {
    readonly name: string;
    readonly role: "both" | "poll" | "process";
    readonly live: boolean;
    readonly polls: boolean;
    readonly version: string;
    readonly admin_address: string;
    readonly started_at_utc: Utc;
    readonly told_at_utc: Utc;
}

export interface Status {
    readonly state: State;
    readonly sentence: string;
    readonly as_of_utc: Utc;
    readonly lag_seconds: number | null;
    readonly forecast_seconds: number | null;
    readonly complete_to_utc: Utc | null;
    readonly last_at_head_utc: Utc | null;
    readonly late_window_seconds: number | null;
    readonly latest_lateness_seconds: number | null;
    readonly conditions: readonly Condition[];
    readonly rates: { readonly events_per_second: number; readonly queued_events_per_second: number };
    readonly paused: readonly Pause[];
    readonly workers: readonly Worker[];
    // What the store knows; not there if it does not answer.
    readonly cursor?: {
        readonly last_event_id: Id;
        readonly settled_event_id: Id;
        readonly moved_at_utc: Utc | null;
    } | null;
    readonly lease?: { readonly holder: string; readonly live: boolean; readonly epoch: Id };
    readonly feed_state?: string;
    readonly caught_up_at_utc?: Utc | null;
    readonly parcels?: number;
    readonly failed_events_open?: number;
    readonly failed_events_resolved?: number;
    readonly feed_gaps?: number;
    // Likewise of the queue.
    readonly queue?: { readonly visible: number; readonly in_flight: number; readonly dead_letters: number };
}

// What the holder of the request's token may do.
export interface Session {
    readonly name: string | null;
    readonly may: "read" | "act";
}

export interface Figure {
    readonly at_utc: Utc;
    readonly lag_seconds: number | null;
    readonly events_per_second: number | null;
}

export interface ParcelRow {
    readonly parcel_id: Id;
    readonly latest_event_id: Id;
    readonly latest_type: string;
    readonly latest_created_date_time_utc: Utc;
    readonly latest_status_code: string;
    readonly latest_run_id: string;
    readonly picked_up_at_utc: Utc | null;
    readonly delivered_at_utc: Utc | null;
}

export interface ParcelEvent {
    readonly event_id: Id;
    readonly type: string;
    readonly created_date_time_utc: Utc;
    readonly status_code: string;
    readonly run_id: string;
    readonly body: string;
    readonly stored_at_utc: Utc;
    readonly decided: readonly string[];
}

export interface Parcel extends ParcelRow {
    // None if the store keeps no history.
    readonly history?: readonly ParcelEvent[] | null;
}

export interface Parcels {
    readonly parcels: readonly ParcelRow[];
    readonly page_token: string | null;
}

export type FailedState = "open" | "retried" | "resolved" | "discarded";

export interface FailedEvent {
    readonly id: Id;
    readonly event_id: Id | null;
    readonly parcel_id: Id | null;
    readonly reason: string;
    readonly detail: string;
    readonly state: FailedState;
    readonly occurrences: number;
    readonly failed_at_utc: Utc;
    readonly last_failed_at_utc: Utc;
}

export interface FailedEventWithBody extends FailedEvent {
    readonly body: string;
    // What was sent in its place.
    readonly edited_body: string | null;
    readonly acceptable_now: boolean;
    readonly acceptable_reason: string;
}

// What a list of them is asked for.
export interface FailedFilter {
    readonly reason: string | undefined;
    readonly state: string;
    // "17..20"
    readonly event_id: string | undefined;
}

export interface FailedEvents {
    readonly failed_events: readonly FailedEvent[];
    readonly watermark: { readonly count: number; readonly highest_id: Id };
    readonly page_token: string | null;
}

export interface FailedGroup {
    readonly reason: string;
    readonly count: number;
    readonly first_utc: Utc;
    readonly last_utc: Utc;
}

export interface DeadLetter {
    readonly id: string;
    readonly receive_count: number;
    readonly bytes: number;
    readonly events: number;
    readonly malformed: number;
    readonly first_event_id: Id | null;
    // Why it is no page; empty: it is one.
    readonly fault: string;
}

export interface DeadLetterWithBody extends DeadLetter {
    readonly body: string;
    readonly acceptable_now: boolean;
    readonly acceptable_reason: string;
}

export interface DeadLetters {
    readonly dead_letters: readonly DeadLetter[];
    // Of all; an estimate on Amazon SQS.
    readonly count: number;
    readonly whole: boolean;
    readonly page_token: string | null;
}

export interface FeedGap {
    readonly id: Id;
    readonly after_event_id: Id;
    readonly before_event_id: Id;
    readonly ids_max: Id;
    readonly proven: boolean;
    readonly noticed_at_utc: Utc;
    readonly state: "open" | "acknowledged" | "filled";
    readonly closed_at_utc: Utc | null;
}

export interface FeedGaps {
    readonly feed_gaps: readonly FeedGap[];
    readonly page_token: string | null;
}

export interface Job {
    readonly id: Id;
    // The verb.
    readonly kind: string;
    readonly arguments: { readonly from?: Id; readonly to?: Id };
    readonly who: string;
    readonly reason: string;
    readonly made_at_utc: Utc;
    readonly state: "waiting" | "running" | "paused" | "done" | "failed" | "cancelled";
    // Everything up to here is done.
    readonly position: Id;
    readonly done: number;
    readonly failed: number;
    // The most a second; 0: no limit.
    readonly rate: number;
    readonly result: string;
    readonly claimed_by: string;
    readonly ended_at_utc: Utc | null;
    // What a verification has found so far; not in lists.
    readonly findings?: Verification | null;
}

export interface Verification {
    readonly from: Id;
    readonly to: Id;
    readonly events: number;
    readonly parcels: number;
    readonly differences_count: number;
    readonly unmended: number;
    // The first ones of them.
    readonly differences: readonly Difference[];
    readonly mended: number;
    readonly not_mendable: number;
    // Why it could not be told.
    readonly error: string | null;
}

export interface Difference {
    readonly parcel_id: Id;
    readonly column: string;
    readonly table: string;
    readonly feed: string;
}

export interface Jobs {
    readonly jobs: readonly Job[];
    readonly page_token: string | null;
}

export interface AuditRow {
    readonly at_utc: Utc;
    readonly who: string;
    readonly what: string;
    readonly reason: string;
    readonly result: string;
}

export interface Audit {
    readonly audit: readonly AuditRow[];
    readonly page_token: string | null;
}

export interface Setting {
    // null: not set, or a secret.
    readonly value: string | number | boolean | null;
    // Of a secret only.
    readonly set?: boolean;
    // "default", "flag --feed-url", …
    readonly origin: string;
}

export interface Settings {
    // By their keys.
    readonly settings: Readonly<Record<string, Setting>>;
    readonly warnings: readonly string[];
}

// RFC 9457.
export interface Problem {
    readonly type: string;
    readonly title: string;
    readonly status: number;
    readonly detail?: string;
}
