DECLARE @after BIGINT = :after_event_id, @before BIGINT = :before_event_id,
        @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
INSERT INTO FeedGap (AfterEventId, BeforeEventId, NoticedAtUtc)
SELECT @after, @before, @now
WHERE NOT EXISTS (SELECT 1 FROM FeedGap WITH (UPDLOCK, SERIALIZABLE)
                  WHERE AfterEventId = @after AND BeforeEventId = @before)
