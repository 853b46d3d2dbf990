#pragma once

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/json_rows.h"
#include "adapters/sql/statement.h"

namespace scan {

struct SetWriterSettings {
    // Of a second, that the engine keeps of a time; what is finer is cut here, because engines round.
    int time_digits = 7;
    // A set larger than this is written by several statements of the one transaction.
    std::size_t statement_bytes_max = 0;
};

// Writes many rows a statement, as one JSON parameter. Rows are sorted by key, so that concurrent sets lock them in one order.
class SetWriter final : public BatchWriter {
public:
    SetWriter(Connection& connection, const SetWriterSettings& settings);

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
    using Text = std::string;

    // Without the zone, which is UTC for every session.
    std::string_view cut(const std::string& time) const;
    void add_milestone(std::string_view at, std::string_view event_id,
                       const std::optional<Milestone>& milestone);
    template <class Write>
    void write_if_full(Write write);
    template <class Write>
    void write_rest(Write write);

    const SetWriterSettings settings_;
    JsonRows rows_;
    Statement<In<Text>> parcels_;
    Statement<In<Text, Text>> failed_;
    Statement<In<Text, Text>> history_;
    Statement<In<Text, Text>> messages_;
    Statement<In<Text, Text>, Out<Id, Id>> remove_;
    Statement<In<Text, Text, Id>, Out<Id, Id>> hide_;
};

class SetWriterMaker final : public BatchWriterMaker {
public:
    explicit SetWriterMaker(const SetWriterSettings& settings) : settings_(settings) {}

    std::unique_ptr<BatchWriter> make(Connection& connection) const override {
        return std::make_unique<SetWriter>(connection, settings_);
    }

private:
    const SetWriterSettings settings_;
};

}  // namespace scan
