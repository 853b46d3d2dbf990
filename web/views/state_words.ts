import type { Severity, State } from "../api/types.ts";
import type { Tone } from "../parts/glyph.tsx";

export const toneOfState: Record<State, Tone> = {
    up_to_date: "good",
    catching_up: "info",
    degraded: "warning",
    failing: "error",
};
export const nameOfState: Record<State, string> = {
    up_to_date: "Up to date",
    catching_up: "Catching up",
    degraded: "Degraded",
    failing: "Failing",
};
export const toneOfSeverity: Record<Severity, Tone> = { info: "info", warning: "warning", error: "error" };
