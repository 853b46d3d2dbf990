"""What may be more after the warm-up than at its end, and why that is no growth."""

from footprint import FILES

MIB = 1024 * 1024

# The parcels' pages in the store's cache, and what the allocator keeps of a busy moment; 6 bytes an event in an hour.
RSS_MORE_MAX = 4 * MIB
DESCRIPTORS_MORE_MAX = 0
STORE_MORE_MAX = 0.25  # of its size: the parcels' own rows
QUEUE_MORE_MAX = MIB  # a longer queue behind a slow moment
# A log is checkpointed at 8000 pages (sqlite_dialect.cpp) of 4 KiB and 24 bytes; a quarter more for what is under way then.
LOG_BYTES_MAX = 8000 * (4096 + 24) * 5 // 4


def bounds_after(sample):
    return {
        "rss": sample["rss"] + RSS_MORE_MAX,
        "descriptors": sample["descriptors"] + DESCRIPTORS_MORE_MAX,
        "store.db": int(sample["store.db"] * (1 + STORE_MORE_MAX)),
        "store.db-wal": LOG_BYTES_MAX,
        "queue.db": sample["queue.db"] + QUEUE_MORE_MAX,
        "queue.db-wal": LOG_BYTES_MAX,
    }


def shown(name, value):
    return str(value) if name == "descriptors" else f"{value / MIB:.1f} MiB"


def describe(sample):
    sizes = "  ".join(f"{name} {shown(name, sample[name])}" for name in FILES)
    return (f"rss {shown('rss', sample['rss'])}  {sample['descriptors']} descriptors  "
            f"cpu {sample['cpu_seconds']:.1f} s  {sizes}")


def judge(samples, warm_up):
    """Prints a table, and returns a line for each figure that grew too much."""
    settled = [sample for sample in samples if sample["seconds"] >= warm_up] or samples[-1:]
    at_warm_up, at_end = settled[0], settled[-1]
    print(f"\n| | at minute {at_warm_up['seconds'] / 60:.0f} | most after it | at the end | allowed |\n"
          "|---|---:|---:|---:|---:|")
    grown = []
    for name, bound in bounds_after(at_warm_up).items():
        most = max(sample[name] for sample in settled)
        label = {"rss": "resident memory", "descriptors": "open descriptors"}.get(name, f"`{name}`")
        figures = [shown(name, value) for value in (at_warm_up[name], most, at_end[name], bound)]
        print(f"| {label} | {' | '.join(figures)} |")
        if most > bound:
            grown.append(f"{label}: {figures[1]}, allowed are {figures[3]}")
    return grown
