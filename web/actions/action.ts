import type { Method } from "../api/client.ts";
import type { Json } from "../api/json.ts";
import { commandLine } from "../text/shell.ts";
import type { Bound, Outcome } from "./outcome.ts";

// What the dialog asks besides the reason. Its value goes into the request and the command under `name`
// and `flag`; an empty one goes into neither.
export interface Field {
    readonly name: string;
    readonly flag: string;
    readonly label: string;
    readonly hint: string;
    // "flag": ticked or not; its value is "yes" or empty.
    readonly kind: "text" | "integer" | "number" | "choice" | "event" | "flag";
    readonly initial: string;
    readonly choices?: readonly string[];
    readonly required?: boolean;
}

// An action as one value: the dialog, the request and the command are made from it, so they cannot
// disagree.
export interface Action {
    readonly title: string;
    readonly verb: string;
    readonly explains: string;
    readonly method: Method;
    readonly path: string;
    readonly body: Readonly<Record<string, Json>>;
    readonly command: readonly string[];
    readonly fields: readonly Field[];
    readonly unit: readonly [singular: string, plural: string] | null;
    // Nothing brings back what it takes away: the number must be typed.
    readonly isGrave: boolean;
    readonly reasonHint: string;
    // `values`: what was asked for.
    readonly outcomeOf: (document: unknown, values: Values) => Outcome;
}

export type Values = Readonly<Record<string, string>>;

export function initialValues(action: Action): Values {
    return Object.fromEntries(action.fields.map((field) => [field.name, field.initial]));
}

function jsonOf(field: Field, text: string): Json {
    if (field.kind === "integer") return /^\d{16,}$/.test(text) ? BigInt(text) : Number(text);
    if (field.kind === "number") return Number(text);
    if (field.kind === "flag") return true;
    return text;
}

// What is wrong with a field, for people; null: nothing.
export function faultOf(field: Field, text: string): string | null {
    if (text.trim() === "") return field.required === true ? "This is needed." : null;
    if (field.kind === "integer" && !/^\d{1,19}$/.test(text)) return "A whole number is needed.";
    if (field.kind === "number" && !(Number(text) > 0)) return "A number above 0 is needed.";
    return null;
}

export function requestBody(action: Action, values: Values, more: Readonly<Record<string, Json>>): Json {
    const filled = action.fields.filter((field) => (values[field.name] ?? "").trim() !== "");
    const asked = Object.fromEntries(filled.map((field) => [field.name, jsonOf(field, values[field.name] ?? "")]));
    return { ...action.body, ...asked, ...more };
}

// `bound`: what the dry run bound it to.
export function commandOf(action: Action, values: Values, reason: string, bound: Bound | null = null): string {
    const words = [...action.command];
    for (const field of action.fields) {
        const value = (values[field.name] ?? "").trim();
        if (value === "") continue;
        if (field.kind === "event") words.push(field.flag, "event.json");
        else if (field.kind === "flag") words.push(field.flag);
        else if (field.flag === "") words.push(value);
        else words.push(field.flag, value);
    }
    if (bound !== null) words.push(bound.flag, bound.id.toString());
    return commandLine([...words, "--reason", reason === "" ? "…" : reason]);
}

// What binds an action to exactly what its dry run showed. One thing, or ids that were chosen one by one,
// need no more.
export function boundOf(action: Action, dryRun: Outcome | null): Bound | null {
    return action.unit === null || "ids" in action.body ? null : (dryRun?.bound ?? null);
}

export function boundBody(bound: Bound | null): Readonly<Record<string, Json>> {
    return bound === null ? {} : { [bound.name]: bound.id };
}
