#pragma once

#include <limits>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/format/json_rows.h"
#include "adapters/sql/statement.h"

namespace scan {

struct SetWriterSettings {
    // Of a second, that the engine keeps of a time; what is finer is cut here, because engines round.
    int time_digits = 7;
    // A set larger than this is written by several statements of the one transaction.
    std::size_t statement_bytes_max = 0;
    // So is a set of more rows.
    std::size_t statement_rows_max = std::numeric_limits<std::size_t>::max();
};

struct ReceiptRow {
    std::int64_t id = 0;
    std::int64_t receive_count = 0;

    static constexpr auto columns() {
        using Row = ReceiptRow;
        return std::tuple(&Row::id, &Row::receive_count);
    }
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
    bool is_full(const JsonRows& rows) const {
        return is_full(rows.size()) || rows.count() >= settings_.statement_rows_max;
    }

private:
    template <class Write>
    void write_if_full(Write write);
    template <class Write>
    void write_rest(Write write);

    const SetWriterSettings settings_;
    JsonRows rows_;
    Statement<In<std::string, std::string>> failed_;
    Statement<In<std::string, std::string>> history_;
    Statement<In<std::string, std::string>> messages_;
    Statement<In<std::string, std::string>, ReceiptRow> remove_;
    Statement<In<std::string, std::string, std::int64_t>, ReceiptRow> hide_;
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
