-- What is owed a second reading: the cursor that it belongs to and ranges of ids, as '120: 90-100 104-120'. NULL: saved by a worker that
-- knew of one range only, the one between WindowLowEventId and the cursor.
ALTER TABLE ProcessingState ADD Unpaid NVARCHAR(4000) NULL;

-- 0: there may have been no event in it.
ALTER TABLE FeedGap ADD Proven BIT NOT NULL DEFAULT 1;

-- The cursor of the .NET worker was read, unless it stands where that begins: what the feed has forgotten since is a gap. Whoever has
-- held the lease or set the cursor has raised the epoch.
UPDATE ProcessingState SET IsNew = 0 WHERE LeaseEpoch = 0 AND LastEventId > 0;
