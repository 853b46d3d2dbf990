-- One table, because PostgreSQL moves a long body out of the row by itself: hiding a message does not rewrite it. Every message is
-- inserted, updated and deleted within seconds, so dead rows are collected long before a fifth of the table is dead.
CREATE TABLE message (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    queue text NOT NULL,
    visible_at timestamptz NOT NULL,
    receive_count int NOT NULL,
    body text NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX message_visible ON message (queue, visible_at, id);
