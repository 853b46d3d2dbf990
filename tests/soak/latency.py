"""How long events take from the feed to the table."""

import sqlite3

from feed import now


class Latency:
    """Looks from outside when each event's transaction has been committed. A look costs a word of shared memory unless something was
    committed since the last one, and never holds a snapshot. What it adds to a latency is at most the time between two looks. The
    history must keep each event for longer than that."""

    def __init__(self, store, event_ids, started, rate):
        self.database = sqlite3.connect(f"file:{store}?mode=ro", uri=True, isolation_level=None)
        self.event_ids = event_ids
        self.due = [started + index / rate for index in range(1, len(event_ids) + 1)]
        self.index_of = {event_id: index for index, event_id in enumerate(event_ids)}
        self.applied = [None] * len(event_ids)
        self.first_missing = 0
        self.version = None
        self.looked = now()
        self.longest_pause = 0

    def look(self):
        looking = now()
        self.longest_pause = max(self.longest_pause, looking - self.looked)
        self.looked = looking
        version = self.database.execute("PRAGMA data_version").fetchone()
        if version == self.version:
            return
        self.version = version
        # Transactions need not be in the order of the ids, so everything above the first that is missing is read.
        rows = self.database.execute(
            "SELECT event_id FROM scan_event WHERE event_id >= ?", (self.event_ids[self.first_missing],)).fetchall()
        seen = now()
        for (event_id,) in rows:
            index = self.index_of[event_id]
            if self.applied[index] is None:
                self.applied[index] = seen
        while not self.is_complete() and self.applied[self.first_missing] is not None:
            self.first_missing += 1

    def is_complete(self):
        return self.first_missing == len(self.event_ids)

    def since(self, moment):
        """The latencies, ascending, of the applied events that were due after `moment`."""
        return sorted(applied - due for due, applied in zip(self.due, self.applied)
                      if due > moment and applied is not None)


def percentile(ascending, share):
    return ascending[min(int(len(ascending) * share), len(ascending) - 1)]
