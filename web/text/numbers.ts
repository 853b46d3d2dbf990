import type { Id } from "../api/types.ts";

// "1,234,567"
export function countText(count: Id): string {
    return count.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

// "1 event", "1,234 events"
export function counted(count: Id, singular: string, plural: string = singular + "s"): string {
    return `${countText(count)} ${count.toString() === "1" ? singular : plural}`;
}

// "a", "a and b", "a, b and c"
export function listText(words: readonly string[]): string {
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

// "0", "0.3", "93.1", "1,013": three digits are enough for a rate.
export function rateText(rate: number): string {
    if (rate >= 100) return countText(Math.round(rate));
    if (rate >= 10) return (Math.round(rate * 10) / 10).toString();
    return (Math.round(rate * 100) / 100).toString();
}

// "512 B", "1.5 KiB", "3 MiB"
export function bytesText(bytes: number): string {
    const units = ["B", "KiB", "MiB", "GiB"];
    let value = bytes;
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
        value /= 1024;
        unit++;
    }
    return `${(Math.round(value * 10) / 10).toString()} ${units[unit] ?? ""}`;
}

// The id that a person wrote or pasted, or null. Blanks and thousands separators are forgiven.
export function idOf(text: string): Id | null {
    const digits = text.replace(/[\s,_]/g, "");
    if (!/^\d{1,19}$/.test(digits)) return null;
    const exact = BigInt(digits);
    if (exact < 1n || exact > 9_223_372_036_854_775_807n) return null;
    return exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
}
