// Waits for what another process does: looks until it is so. The bound is for a machine that does much else meanwhile.
export async function until(what, isSo, withinMs = 60_000) {
    const end = performance.now() + withinMs;
    while (!(await isSo())) {
        if (performance.now() > end) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
