DECLARE @after BIGINT = :after_event_id, @before BIGINT = :before_event_id;
DELETE FROM FeedGap WHERE AfterEventId = @after AND BeforeEventId = @before AND Proven = 0
