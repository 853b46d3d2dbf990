UPDATE job SET findings = :findings WHERE id = :id AND claim_epoch = :epoch
