DECLARE @unpaid NVARCHAR(4000) = :unpaid;
UPDATE ProcessingState SET Unpaid = @unpaid WHERE Id = 1
