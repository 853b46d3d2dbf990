INSERT INTO job (kind, arguments, who, reason, made_at_utc, state, position, done, failed, rate, result,
                 claim_epoch, claimed_by)
VALUES (:kind, :arguments, :who, :reason, :now, 'waiting', :position, 0, 0,
        :rate, '', 0, '')
RETURNING id
