-- What a person did with a failed event. ResolvedAtUtc is when it was closed, in whatever way: older workers know no other.
ALTER TABLE FailedEvent ADD RetriedAtUtc DATETIMEOFFSET NULL;
ALTER TABLE FailedEvent ADD ClosedAs NVARCHAR(20) NULL;
ALTER TABLE FailedEvent ADD EditedBody NVARCHAR(MAX) NULL;

ALTER TABLE FeedGap ADD ClosedAtUtc DATETIMEOFFSET NULL;
ALTER TABLE FeedGap ADD ClosedAs NVARCHAR(20) NULL;

CREATE TABLE Audit (
    Id BIGINT NOT NULL IDENTITY PRIMARY KEY,
    AtUtc DATETIMEOFFSET NOT NULL,
    Who NVARCHAR(400) NOT NULL,
    What NVARCHAR(MAX) NOT NULL,
    Reason NVARCHAR(MAX) NOT NULL,
    Result NVARCHAR(MAX) NOT NULL
);

CREATE INDEX AuditByAt ON Audit (AtUtc);

-- The changes of the cursor so far are part of it.
INSERT INTO Audit (AtUtc, Who, What, Reason, Result)
SELECT ChangedAtUtc, N'', N'cursor set ' + CAST(ToEventId AS NVARCHAR(20)), Reason,
       CASE WHEN FromEventId IS NULL THEN N'set, there was none' ELSE N'set, it was ' + CAST(FromEventId AS NVARCHAR(20)) END
FROM CursorChange
ORDER BY Id;

-- What an operator holds, one row each: 'poll' or 'process'.
CREATE TABLE Pause (
    What NVARCHAR(20) NOT NULL PRIMARY KEY,
    SinceUtc DATETIMEOFFSET NOT NULL,
    UntilUtc DATETIMEOFFSET NULL,
    Who NVARCHAR(400) NOT NULL,
    Reason NVARCHAR(MAX) NOT NULL
);

-- Long work, one row each. Its claim is a lease: it ends by the clock that the workers share.
CREATE TABLE Job (
    Id BIGINT NOT NULL IDENTITY PRIMARY KEY,
    Kind NVARCHAR(50) NOT NULL,
    Arguments NVARCHAR(MAX) NOT NULL,
    Who NVARCHAR(400) NOT NULL,
    Reason NVARCHAR(MAX) NOT NULL,
    MadeAtUtc DATETIMEOFFSET NOT NULL,
    State NVARCHAR(20) NOT NULL,
    Position BIGINT NOT NULL,
    Done BIGINT NOT NULL,
    Failed BIGINT NOT NULL,
    Rate BIGINT NOT NULL,
    Result NVARCHAR(MAX) NOT NULL,
    ClaimEpoch BIGINT NOT NULL,
    ClaimedBy NVARCHAR(400) NOT NULL,
    ClaimExpiresAtUtc DATETIMEOFFSET NOT NULL DEFAULT '0001-01-01',
    EndedAtUtc DATETIMEOFFSET NULL
)
