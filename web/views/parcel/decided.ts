// The columns that an event decided, in words.
const words: readonly (readonly [column: string, word: string])[] = [
    ["picked_up", "when it was picked up"],
    ["delivered", "when it was delivered"],
    ["latest", "the latest scan"],
];

export function decidedWords(columns: readonly string[]): readonly string[] {
    return words.filter(([column]) => columns.includes(column)).map(([, word]) => word);
}
