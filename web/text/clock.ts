import { useSyncExternalStore } from "react";

// The worker's time, told by its documents: a browser whose clock is wrong still shows right ages.
// It ticks once a second while something shows an age and the tab is visible.
class Clock {
    private offsetMs = 0;
    private nowMs = Date.now();
    private timer: ReturnType<typeof setInterval> | null = null;
    private readonly listeners = new Set<() => void>();

    now = (): number => this.nowMs;

    // What a slow connection delayed by less than this is no wrong clock.
    private static readonly toleranceMs = 1_500;

    workerSays(ms: number): void {
        if (Number.isNaN(ms)) return;
        const offsetMs = ms - Date.now();
        this.offsetMs = Math.abs(offsetMs) < Clock.toleranceMs ? 0 : offsetMs;
    }

    subscribe = (changed: () => void): (() => void) => {
        this.listeners.add(changed);
        this.timer ??= setInterval(this.tick, 1_000);
        return () => {
            this.listeners.delete(changed);
            if (this.listeners.size > 0 || this.timer === null) return;
            clearInterval(this.timer);
            this.timer = null;
        };
    };

    private readonly tick = (): void => {
        if (document.visibilityState === "hidden") return;
        this.nowMs = Date.now() + this.offsetMs;
        for (const changed of this.listeners) changed();
    };
}

export const clock = new Clock();

export function useNow(): number {
    return useSyncExternalStore(clock.subscribe, clock.now);
}
