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
    using Id = std::int64_t;
    using MaybeId = std::optional<std::int64_t>;
    using Text = std::string;
    using MaybeText = std::optional<std::string>;

    Statement<In<Id, Id, Text, Text, Text, Text, MaybeText, MaybeId, MaybeText, MaybeId>> parcel_;
    Statement<In<MaybeId, MaybeId, Text, Text, Text, Text, Text>> failed_;
    Statement<In<Id, Id, Text, Text, Text, Text, Text, Text>> history_;
    Statement<In<Text>> message_;
    Statement<In<Text>> message_body_;
    Statement<In<Text, Id, Id>> remove_;
    Statement<In<Id>> remove_body_;
    Statement<In<Text, Id, Id, Id>> hide_;
};

class RowWriterMaker final : public BatchWriterMaker {
public:
    std::unique_ptr<BatchWriter> make(Connection& connection) const override {
        return std::make_unique<RowWriter>(connection);
    }
};

}  // namespace scan
