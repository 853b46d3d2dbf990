import type { Utc } from "../api/types.ts";

// Milliseconds since 1970; NaN if the text is no time. The digits below a millisecond are cut.
export function msOf(utc: Utc): number {
    return Date.parse(utc.replace(/(\.\d{3})\d+/, "$1"));
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// "12 s", "4 min", "2 h 5 min", "3 d 4 h": two units at most, the greater first.
export function durationText(ms: number): string {
    const length = Math.abs(ms);
    if (length < second) return "0 s";
    if (length < minute) return `${Math.floor(length / second)} s`;
    if (length < hour) return `${Math.floor(length / minute)} min`;
    if (length < day) return two(length, hour, "h", minute, "min");
    return two(length, day, "d", hour, "h");
}

function two(length: number, large: number, largeName: string, small: number, smallName: string): string {
    const rest = Math.floor((length % large) / small);
    const first = `${Math.floor(length / large)} ${largeName}`;
    return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}

// "now", "12 s ago", "in 7 min".
export function relativeText(thenMs: number, nowMs: number): string {
    const past = nowMs - thenMs;
    if (Math.abs(past) < 2 * second) return "now";
    return past > 0 ? `${durationText(past)} ago` : `in ${durationText(-past)}`;
}

// "2026-01-31 23:59:59.1234567 UTC": the stored digits, in a form for people.
export function exactText(utc: Utc): string {
    return utc.replace("T", " ").replace(/Z$/, " UTC");
}

// "23:59:59", in UTC.
export function clockText(ms: number): string {
    return new Date(ms).toISOString().slice(11, 19);
}

// "12.4 s", "42 min": a lag or a forecast.
export function secondsText(seconds: number): string {
    if (seconds < 10) return `${(Math.floor(seconds * 10) / 10).toString()} s`;
    return durationText(seconds * second);
}
