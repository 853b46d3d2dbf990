-- Only the row that was compared. A milestone without an event id belongs to an adopted row. The count is explained in advance_cursor.sql.
DECLARE @type NVARCHAR(200) = :new_type, @created DATETIMEOFFSET(7) = CAST(:new_created_at AS DATETIMEOFFSET(7)),
        @status NVARCHAR(200) = :new_status_code, @run NVARCHAR(200) = :new_run_id,
        @pickedUp DATETIMEOFFSET(7) = CAST(:new_picked_up_at AS DATETIMEOFFSET(7)),
        @delivered DATETIMEOFFSET(7) = CAST(:new_delivered_at AS DATETIMEOFFSET(7)),
        @parcel BIGINT = :parcel_id, @latest BIGINT = :latest_event_id, @oldType NVARCHAR(200) = :type,
        @oldCreated DATETIMEOFFSET(7) = CAST(:created_at AS DATETIMEOFFSET(7)), @oldStatus NVARCHAR(200) = :status_code,
        @oldRun NVARCHAR(200) = :run_id, @oldPickedUp DATETIMEOFFSET(7) = CAST(:picked_up_at AS DATETIMEOFFSET(7)),
        @pickedUpId BIGINT = :picked_up_event_id, @oldDelivered DATETIMEOFFSET(7) = CAST(:delivered_at AS DATETIMEOFFSET(7)),
        @deliveredId BIGINT = :delivered_event_id;
UPDATE ParcelSummary
SET LatestType = @type, LatestCreatedDateTimeUtc = @created, LatestStatusCode = @status, LatestRunId = @run,
    PickedUpAtUtc = @pickedUp, DeliveredAtUtc = @delivered
WHERE ParcelId = @parcel AND LatestEventId = @latest AND LatestType = @oldType AND LatestCreatedDateTimeUtc = @oldCreated
  AND LatestStatusCode = @oldStatus AND LatestRunId = @oldRun
  AND (PickedUpAtUtc = @oldPickedUp OR (PickedUpAtUtc IS NULL AND @oldPickedUp IS NULL))
  AND COALESCE(PickedUpEventId, 0) = @pickedUpId
  AND (DeliveredAtUtc = @oldDelivered OR (DeliveredAtUtc IS NULL AND @oldDelivered IS NULL))
  AND COALESCE(DeliveredEventId, 0) = @deliveredId;
SELECT CAST(@@ROWCOUNT AS BIGINT)
