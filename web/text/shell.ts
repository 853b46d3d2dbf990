// A word of a command line as a POSIX shell takes it.
export function shellWord(word: string): string {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

export function commandLine(words: readonly string[]): string {
    return ["scan-event-worker", ...words].map(shellWord).join(" ");
}
