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

// Writes many rows a statement, as one JSON parameter; how the parcels are written is left to the engine, since they are the bulk. Rows are
// sorted by key, so that concurrent sets lock them in one order.
class SetWriter : public BatchWriter {
public:
    SetWriter(Connection& connection, const SetWriterSettings& settings);

    void record_failed(std::span<const FailedEvent> events, std::string_view now) override;
    void keep_history(std::span<const RawEvent> events, std::string_view now) override;
    void put_messages(std::string_view queue, std::span<const std::string> bodies) override;
    std::vector<bool> remove_messages(std::string_view queue,
                                      std::span<const MessageReceipt> receipts) override;
    std::vector<bool> hide_messages(std::string_view queue,
                                    std::span<const MessageReceipt> receipts,
                                    Duration visibility_timeout) override;

protected:
    // The time as the engine keeps it, without the zone, which is UTC for every session.
    std::string text_of(UtcTime time) const;
    bool is_full(std::size_t bytes) const { return bytes >= settings_.statement_bytes_max; }

private:
    using Id = std::int64_t;
    using Text = std::string;

    template <class Write>
    void write_if_full(Write write);
    template <class Write>
    void write_rest(Write write);

    const SetWriterSettings settings_;
    JsonRows rows_;
    Statement<In<Text, Text>> failed_;
    Statement<In<Text, Text>> history_;
    Statement<In<Text, Text>> messages_;
    Statement<In<Text, Text>, Out<Id, Id>> remove_;
    Statement<In<Text, Text, Id>, Out<Id, Id>> hide_;
};

template <class Writer>
class SetWriterMaker final : public BatchWriterMaker {
public:
    explicit SetWriterMaker(const SetWriterSettings& settings) : settings_(settings) {}

    std::unique_ptr<BatchWriter> make(Connection& connection) const override {
        return std::make_unique<Writer>(connection, settings_);
    }

private:
    const SetWriterSettings settings_;
};

}  // namespace scan
