#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/port_connection.h"
#include "adapters/sql/queue_look.h"
#include "adapters/sql/statement.h"
#include "adapters/sql/visible_bound.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

inline constexpr std::string_view kEventQueue = "events";
inline constexpr std::string_view kDeadLetterQueue = "dead_letters";

struct SqlQueueSettings {
    std::string name;
    std::optional<std::uint32_t> receive_count_max;  // nullopt: no limit, and no dead letters
};

struct DueMessageRow {
    std::int64_t id = 0;
    std::int64_t receive_count = 0;
    std::string visible_at;

    static constexpr auto columns() {
        using Row = DueMessageRow;
        return std::tuple(&Row::id, &Row::receive_count, &Row::visible_at);
    }
};

struct ClaimedMessageRow {
    std::int64_t id = 0;
    std::int64_t receive_count = 0;
    std::string body;

    static constexpr auto columns() {
        using Row = ClaimedMessageRow;
        return std::tuple(&Row::id, &Row::receive_count, &Row::body);
    }
};

struct QueueDepthRow {
    std::uint64_t visible = 0;
    std::uint64_t in_flight = 0;
    std::uint64_t dead_letters = 0;
    std::optional<std::int64_t> oldest_visible_ns;

    static constexpr auto columns() {
        using Row = QueueDepthRow;
        return std::tuple(&Row::visible, &Row::in_flight, &Row::dead_letters,
                          &Row::oldest_visible_ns);
    }
};

// A queue in a table: one row a message that says when it is visible. A receipt is the message's id and receive count. Dead letters are
// messages under another queue's name, counted from 0 again. Waiting looks again after 5 to 100 ms, without writing, and in one receiver
// of the process for all.
class SqlEventQueue final : public EventQueue {
public:
    SqlEventQueue(const Database& database, SchemaGuard& schema, QueueLook& look,
                  SqlQueueSettings settings);

    std::vector<Result<>> send(std::span<const std::string> bodies) override;
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override;
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override;
    std::vector<Result<>> release(std::span<const Receipt> receipts) override;
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override;
    Result<QueueDepth> depth() override;

private:
    std::vector<Result<>> put(std::span<const std::string> bodies);
    using From = std::optional<std::string>;  // a time, see VisibleBound

    Result<std::vector<Delivery>> look_and_claim(const ReceiveRequest& request);
    std::vector<Delivery> claim(const ReceiveRequest& request, const From& from);
    std::vector<std::int64_t> claimable(std::int64_t messages_max, const From& from);
    // `write` says of each receipt whether it held.
    template <class Write>
    std::vector<Result<>> with_receipts(std::span<const Receipt> receipts, Write write);

    QueueLook& look_;
    VisibleBound bound_;
    const SqlQueueSettings settings_;
    PortConnection connection_;
    std::unique_ptr<BatchWriter> writer_;
    Statement<In<std::string, From>, bool> has_due_;
    Statement<In<std::string, From, std::int64_t>, DueMessageRow> due_;
    Statement<In<std::string, std::string>> bury_;
    Statement<In<std::string, std::int64_t>, ClaimedMessageRow> claim_;
    Statement<In<std::string, std::string>, QueueDepthRow> depth_;
};

}  // namespace scan
