-- What each worker tells of itself. When it was told is a time of the machine's boot clock, as a lease's end is; 0: the worker has left.
CREATE TABLE worker (
    name TEXT PRIMARY KEY,
    told_at_utc TEXT NOT NULL,
    told_at_ns INTEGER NOT NULL,
    told_boot_id TEXT NOT NULL,
    facts TEXT NOT NULL
) STRICT;
