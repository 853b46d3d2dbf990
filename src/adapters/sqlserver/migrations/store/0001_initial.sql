-- The tables of the .NET worker are created as it creates them, or adopted as they stand, and then get what this worker adds. Its
-- constraints are named by the server, so no name of theirs is relied on. A new database has the wider ParcelId.
IF OBJECT_ID(N'ParcelSummary', N'U') IS NULL
CREATE TABLE ParcelSummary (
    ParcelId BIGINT NOT NULL PRIMARY KEY,
    LatestEventId BIGINT NOT NULL,
    LatestType NVARCHAR(200) NOT NULL,
    LatestCreatedDateTimeUtc DATETIMEOFFSET NOT NULL,
    LatestStatusCode NVARCHAR(200) NOT NULL DEFAULT '',
    LatestRunId NVARCHAR(200) NOT NULL DEFAULT '',
    PickedUpAtUtc DATETIMEOFFSET NULL,
    DeliveredAtUtc DATETIMEOFFSET NULL
);

-- A column that is changed without NOT NULL loses it. Babelfish alone keeps it, and refuses to hear it here.
EXEC(N'DECLARE @type NVARCHAR(50) = N''NVARCHAR(200)'';
IF SERVERPROPERTY(N''Babelfish'') IS NULL SET @type = @type + N'' NOT NULL'';
DECLARE @change NVARCHAR(200) = N''ALTER TABLE ParcelSummary ALTER COLUMN LatestType '' + @type;
EXEC(@change);
SET @change = N''ALTER TABLE ParcelSummary ALTER COLUMN LatestStatusCode '' + @type;
EXEC(@change);
SET @change = N''ALTER TABLE ParcelSummary ALTER COLUMN LatestRunId '' + @type;
EXEC(@change)');
-- NULL beside a time: the .NET worker knew no event ids, and what it wrote stays for ever.
ALTER TABLE ParcelSummary ADD PickedUpEventId BIGINT NULL;
ALTER TABLE ParcelSummary ADD DeliveredEventId BIGINT NULL;

IF OBJECT_ID(N'ProcessingState', N'U') IS NULL
CREATE TABLE ProcessingState (
    Id INT NOT NULL PRIMARY KEY DEFAULT 1,
    LastEventId BIGINT NOT NULL DEFAULT 1,
    UpdatedAtUtc DATETIMEOFFSET NOT NULL DEFAULT SYSDATETIMEOFFSET(),
    CONSTRAINT CK_SingleRow CHECK (Id = 1)
);

-- The cursor and the lease, whose end is a time of the server's clock.
ALTER TABLE ProcessingState ADD CursorMovedAtUtc DATETIMEOFFSET NULL;
ALTER TABLE ProcessingState ADD WindowLowEventId BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ProcessingState ADD SettledEventId BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ProcessingState ADD IsNew BIT NOT NULL DEFAULT 1;
ALTER TABLE ProcessingState ADD LeaseEpoch BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ProcessingState ADD LeaseHolder NVARCHAR(400) NOT NULL DEFAULT '';
ALTER TABLE ProcessingState ADD LeaseExpiresAtUtc DATETIMEOFFSET NOT NULL DEFAULT '0001-01-01';
ALTER TABLE ProcessingState ADD CaughtUpAtUtc DATETIMEOFFSET NULL;
ALTER TABLE ProcessingState ADD FeedState NVARCHAR(MAX) NOT NULL DEFAULT '';

-- The .NET worker begins with 1 before it has read anything, so its last id may not have been sent: it is sent once more.
UPDATE ProcessingState
SET LastEventId = LastEventId - 1, WindowLowEventId = LastEventId - 1, SettledEventId = LastEventId - 1
WHERE LastEventId > 0;

-- Body is the text as it came, or 'base64:' and its base64 where it is no UTF-8 or holds NUL. BodyHash is the SHA-256 of the text as it
-- came.
CREATE TABLE FailedEvent (
    Id BIGINT NOT NULL IDENTITY PRIMARY KEY,
    EventId BIGINT NULL,
    ParcelId BIGINT NULL,
    Reason NVARCHAR(200) NOT NULL,
    Detail NVARCHAR(MAX) NOT NULL,
    Body NVARCHAR(MAX) NOT NULL,
    BodyHash CHAR(64) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE,
    Occurrences BIGINT NOT NULL,
    FailedAtUtc DATETIMEOFFSET NOT NULL,
    LastFailedAtUtc DATETIMEOFFSET NOT NULL,
    ResolvedAtUtc DATETIMEOFFSET NULL
);

CREATE INDEX FailedEventByEvent ON FailedEvent (EventId);

CREATE TABLE FeedGap (
    Id BIGINT NOT NULL IDENTITY PRIMARY KEY,
    AfterEventId BIGINT NOT NULL,
    BeforeEventId BIGINT NOT NULL,
    NoticedAtUtc DATETIMEOFFSET NOT NULL,
    UNIQUE (AfterEventId, BeforeEventId)
);

CREATE TABLE CursorChange (
    Id BIGINT NOT NULL IDENTITY PRIMARY KEY,
    FromEventId BIGINT NULL,
    ToEventId BIGINT NOT NULL,
    Reason NVARCHAR(MAX) NOT NULL,
    ChangedAtUtc DATETIMEOFFSET NOT NULL
);

CREATE TABLE ScanEvent (
    EventId BIGINT NOT NULL PRIMARY KEY,
    ParcelId BIGINT NOT NULL,
    Type NVARCHAR(200) NOT NULL,
    CreatedAtUtc DATETIMEOFFSET NOT NULL,
    StatusCode NVARCHAR(200) NOT NULL,
    RunId NVARCHAR(200) NOT NULL,
    Body NVARCHAR(MAX) NOT NULL,
    StoredAtUtc DATETIMEOFFSET NOT NULL
);

CREATE INDEX ScanEventByParcel ON ScanEvent (ParcelId, EventId)
