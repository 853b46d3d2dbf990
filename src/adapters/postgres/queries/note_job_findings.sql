UPDATE job SET findings = CAST(:findings AS text) WHERE id = CAST(:id AS bigint) AND claim_epoch = CAST(:epoch AS bigint)
