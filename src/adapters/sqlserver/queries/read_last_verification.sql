SELECT TOP (1) Failed, CONVERT(NVARCHAR(40), EndedAtUtc, 127) FROM Job WHERE Kind = N'verify' AND State = N'done' ORDER BY EndedAtUtc DESC, Id DESC
