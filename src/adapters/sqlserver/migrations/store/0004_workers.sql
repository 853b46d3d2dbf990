-- What each worker tells of itself. ToldAt is a time of the server's clock; of the year 1: the worker has left.
CREATE TABLE Worker (
    Name NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    ToldAtUtc DATETIMEOFFSET NOT NULL,
    ToldAt DATETIMEOFFSET NOT NULL,
    Facts NVARCHAR(MAX) NOT NULL
)
