-- What each worker tells of itself. `told_at` is a time of the server's clock; -infinity: the worker has left.
CREATE TABLE worker (
    name text PRIMARY KEY,
    told_at_utc timestamptz NOT NULL,
    told_at timestamptz NOT NULL,
    facts text NOT NULL
);
