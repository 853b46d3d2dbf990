-- What is not delivered, the longest waiting first. Not filtered, for the reason in 0002_retention.sql.
CREATE INDEX ParcelSummaryNotDelivered ON ParcelSummary (DeliveredAtUtc, PickedUpAtUtc, ParcelId)
