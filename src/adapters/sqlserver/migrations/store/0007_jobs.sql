-- What a job has found so far, as JSON; '': nothing.
ALTER TABLE Job ADD Findings NVARCHAR(MAX) NOT NULL DEFAULT N'';

-- Where the cursor stood, every few minutes. Kept while continuous proof needs it.
CREATE TABLE CursorMark (
    AtUtc DATETIMEOFFSET NOT NULL PRIMARY KEY,
    EventId BIGINT NOT NULL
)
