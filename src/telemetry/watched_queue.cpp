#include <algorithm>

#include "telemetry/watched_ports.h"

namespace scan {
namespace {

// Amazon's requests take so many messages each.
constexpr std::size_t kMessagesPerRequest = 10;

class WatchedEventQueue final : public EventQueue {
public:
    WatchedEventQueue(std::unique_ptr<EventQueue> inner, PortWatch watch, const CallLimits& limits)
        : inner_(std::move(inner)), watch_(std::move(watch)), limit_(limits.queue) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        return watch_.run("queue.send", allowed(bodies.size()), Timing::queue_send,
                          [&] { return inner_->send(bodies); });
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override {
        auto deliveries = watch_.run("queue.receive", limit_ + request.wait, Timing::queue_receive,
                                     [&] { return inner_->receive(request, stop); });
        // One that was ended early, or that did not wait, says nothing of an empty queue.
        if (deliveries && (!deliveries->empty() || !stop.stop_requested())) {
            watch_.tell_board([&](WorkerBoard& board, PortLine line) {
                board.received(line, deliveries->size());
            });
        }
        return deliveries;
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override {
        auto results =
            watch_.run("queue.acknowledge", allowed(receipts.size()), Timing::queue_acknowledge,
                       [&] { return inner_->acknowledge(receipts); });
        const auto done =
            std::ranges::count_if(results, [](const auto& each) { return each.has_value(); });
        settled(static_cast<std::size_t>(done));
        return results;
    }
    std::vector<Result<>> release(std::span<const Receipt> receipts) override {
        auto results = watch_.run("queue.release", allowed(receipts.size()), std::nullopt,
                                  [&] { return inner_->release(receipts); });
        settled(0);
        return results;
    }
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override {
        return watch_.run("queue.extend", allowed(receipts.size()), std::nullopt,
                          [&] { return inner_->extend(receipts, visibility_timeout); });
    }
    Result<QueueDepth> depth() override {
        auto depth =
            watch_.run("queue.depth", limit_, std::nullopt, [&] { return inner_->depth(); });
        if (depth) {
            const auto tell = [this](std::string_view state, std::uint64_t messages) {
                watch_.metrics().set(LabelledLevel::queue_messages, state,
                                     static_cast<double>(messages));
            };
            tell("visible", depth->visible);
            tell("in_flight", depth->in_flight);
            tell("dead", depth->dead_letters);
            watch_.tell_board([&](WorkerBoard& board, PortLine) { board.learned(*depth); });
        }
        return depth;
    }

private:
    void settled(std::size_t acknowledged) {
        watch_.tell_board(
            [&](WorkerBoard& board, PortLine line) { board.settled(line, acknowledged); });
    }
    Duration allowed(std::size_t messages) const {
        return limit_ * (1 + static_cast<Duration::rep>(messages / kMessagesPerRequest));
    }

    std::unique_ptr<EventQueue> inner_;
    PortWatch watch_;
    Duration limit_;
};

}  // namespace

std::unique_ptr<EventQueue> watched(std::unique_ptr<EventQueue> queue, PortWatch watch,
                                    const CallLimits& limits) {
    return std::make_unique<WatchedEventQueue>(std::move(queue), std::move(watch), limits);
}

}  // namespace scan
