// A sentence of the worker's, in which `names` stand between backticks.
export function Words({ text }: { readonly text: string }) {
    // The odd ones stood between two backticks.
    const parts = text.split("`");
    return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}
