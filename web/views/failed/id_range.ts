// "17", "17..20", "17-20" as the API's "17..20"; undefined: no range, or none that can be read.
export function idRangeOf(text: string): string | undefined {
    const match = /^\s*(\d{1,19})\s*(?:(?:\.\.|-|–)\s*(\d{1,19})\s*)?$/.exec(text);
    if (match === null) return undefined;
    return `${match[1] ?? ""}..${match[2] ?? match[1] ?? ""}`;
}
