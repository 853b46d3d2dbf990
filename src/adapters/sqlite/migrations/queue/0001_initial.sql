-- `visible_at_ns` is a time of the machine's boot clock, under the boot id in queue_boot. An id is never given again, because receipts
-- name it.
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    visible_at_ns INTEGER NOT NULL,
    receive_count INTEGER NOT NULL
) STRICT;

CREATE INDEX message_visible ON message (queue, visible_at_ns);

CREATE TABLE message_body (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE queue_boot (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    boot_id TEXT NOT NULL
) STRICT;
