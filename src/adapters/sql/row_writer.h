#pragma once

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/statement.h"

namespace scan {

// Writes one row a statement.
class RowWriter final : public BatchWriter {
public:
    explicit RowWriter(Connection& connection);

    void merge_parcels(std::span<const ParcelSummary> deltas) override;
    void record_failed(std::span<const FailedEvent> events, std::string_view now) override;
    void keep_history(std::span<const RawEvent> events, std::string_view now) override;
    void put_messages(std::string_view queue, std::span<const std::string> bodies) override;
    std::vector<bool> remove_messages(std::string_view queue,
                                      std::span<const MessageReceipt> receipts) override;
    std::vector<bool> hide_messages(std::string_view queue,
                                    std::span<const MessageReceipt> receipts,
                                    Duration visibility_timeout) override;

private:
    using Text = std::string;
    using Parcel = In<ParcelId, EventId, Text, UtcTime, Text, Text, std::optional<UtcTime>,
                      std::optional<EventId>, std::optional<UtcTime>, std::optional<EventId>>;
    Statement<Parcel> parcel_;
    Statement<In<std::optional<EventId>, std::optional<ParcelId>, Text, Text, Text, Text, Text>>
        failed_;
    Statement<In<EventId, ParcelId, Text, UtcTime, Text, Text, Text, Text>> history_;
    Statement<In<Text>> message_;
    Statement<In<Text>> message_body_;
    Statement<In<Text, std::int64_t, std::int64_t>> remove_;
    Statement<In<std::int64_t>> remove_body_;
    Statement<In<Text, std::int64_t, std::int64_t, std::int64_t>> hide_;
};

class RowWriterMaker final : public BatchWriterMaker {
public:
    std::unique_ptr<BatchWriter> make(Connection& connection) const override {
        return std::make_unique<RowWriter>(connection);
    }
};

}  // namespace scan
