DECLARE @after BIGINT = :after_event_id, @before BIGINT = :before_event_id, @proven BIGINT = :proven,
        @now DATETIMEOFFSET(7) = CAST(:now AS DATETIMEOFFSET(7));
INSERT INTO FeedGap (AfterEventId, BeforeEventId, Proven, NoticedAtUtc)
SELECT @after, @before, @proven, @now
WHERE NOT EXISTS (SELECT 1 FROM FeedGap WITH (UPDLOCK, SERIALIZABLE)
                  WHERE AfterEventId = @after AND BeforeEventId = @before)
