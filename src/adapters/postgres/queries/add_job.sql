INSERT INTO job (kind, arguments, who, reason, made_at_utc, state, position, done, failed, rate, result,
                 claim_epoch, claimed_by)
VALUES (CAST(:kind AS text), CAST(:arguments AS text), CAST(:who AS text), CAST(:reason AS text),
        CAST(:now AS timestamptz), 'waiting', CAST(:position AS bigint), 0, 0,
        CAST(:rate AS bigint), '', 0, '')
RETURNING id
