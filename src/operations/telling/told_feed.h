#pragma once

#include <functional>
#include <optional>

#include "operations/telling/worker_board.h"
#include "pipeline/ports/feed.h"

namespace scan {

// The poller's feed, told to the board.
class ToldFeed final : public Feed {
public:
    // The status that the feed's last call was answered with; nullopt: with none.
    using AnsweredStatus = std::function<std::optional<int>()>;

    // `call_max`: how long a call may take before it is stuck.
    ToldFeed(Feed& feed, AnsweredStatus status, WorkerBoard& board, Duration call_max)
        : feed_(feed),
          status_(std::move(status)),
          board_(board),
          line_(board.add_line(Dependency::feed, "poller", call_max)) {}

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override;

private:
    Feed& feed_;
    const AnsweredStatus status_;
    WorkerBoard& board_;
    const PortLine line_;
};

}  // namespace scan
