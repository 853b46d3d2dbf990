#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/statement.h"
#include "pipeline/event_queue.h"

namespace scan {

inline constexpr std::string_view kEventQueue = "events";
inline constexpr std::string_view kDeadLetterQueue = "dead_letters";

struct SqlQueueSettings {
    std::string name;
    std::optional<std::uint32_t> receive_count_max;  // nullopt: no limit, and no dead letters
};

// A queue in a table: one row a message that says when it is visible. A receipt is the message's id and receive count. Dead letters are messages under another queue's name,
// counted from 0 again. Waiting looks again after 5 to 100 ms, without writing.
class SqlEventQueue final : public EventQueue {
public:
    SqlEventQueue(const Database& database, SchemaGuard& schema, SqlQueueSettings settings);

    std::vector<Result<>> send(std::span<const std::string> bodies) override;
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override;
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override;
    std::vector<Result<>> release(std::span<const Receipt> receipts) override;
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override;
    Result<QueueDepth> depth() override;

private:
    using Id = std::int64_t;
    using Text = std::string;

    std::vector<Result<>> put(std::span<const std::string> bodies);
    std::vector<Delivery> claim(const ReceiveRequest& request);
    std::vector<Id> claimable(std::int64_t messages_max);
    // `settle` says of each receipt whether it held.
    template <class Settle>
    std::vector<Result<>> settle(std::span<const Receipt> receipts, Settle settle);

    const SqlQueueSettings settings_;
    Connection connection_;
    std::unique_ptr<BatchWriter> writer_;
    Statement<In<Text>, Out<Id>> has_due_;
    Statement<In<Text, Id>, Out<Id, Id>> due_;
    Statement<In<Text, Text>> bury_;
    Statement<In<Text, Id>, Out<Id, Id, Text>> claim_;
    Statement<In<Text, Text>, Out<Id, Id, Id>> depth_;
};

}  // namespace scan
