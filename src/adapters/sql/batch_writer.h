#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sql/format/message_receipt.h"
#include "pipeline/ports/parcel_store.h"

namespace scan {

class Connection;

// How an engine takes many rows: one prepared row at a time if the database is in the process, a
// whole set in a few parameters if each statement is a round trip. Called inside a write
// transaction of its connection; throws soci_error. `now` is a UtcTime's text.
class BatchWriter {
public:
    virtual ~BatchWriter() = default;

    // Merges each delta into its row, as pipeline/parcel_store.h says.
    virtual void merge_parcels(std::span<const ParcelSummary> deltas) = 0;

    // Inserts failed events, or counts them once more.
    virtual void record_failed(std::span<const FailedEvent> events, std::string_view now) = 0;

    // Keeps events whose id is new.
    virtual void keep_history(std::span<const RawEvent> events, std::string_view now) = 0;

    // Puts messages at the end of a queue.
    virtual void put_messages(std::string_view queue, std::span<const std::string> bodies) = 0;

    // Remove messages of a queue, or hide them from now on, if their receipts hold. One answer a
    // receipt, in order: did it hold?
    virtual std::vector<bool> remove_messages(std::string_view queue,
                                              std::span<const MessageReceipt> receipts) = 0;
    virtual std::vector<bool> hide_messages(std::string_view queue,
                                            std::span<const MessageReceipt> receipts,
                                            Duration visibility_timeout) = 0;
};

class BatchWriterMaker {
public:
    virtual ~BatchWriterMaker() = default;

    // A writer of this connection, which outlives it.
    virtual std::unique_ptr<BatchWriter> make(Connection& connection) const = 0;
};

}  // namespace scan
