#pragma once

#include "pipeline/ports/event_queue.h"

namespace scan {

// A queue whose settings cannot work: every call answers with the reason.
class UnusableQueue final : public EventQueue {
public:
    explicit UnusableQueue(Error error) : error_(std::move(error)) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        return fail_all(bodies.size());
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest&, std::stop_token) override {
        return std::unexpected(error_);
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override {
        return fail_all(receipts.size());
    }
    std::vector<Result<>> release(std::span<const Receipt> receipts) override {
        return fail_all(receipts.size());
    }
    std::vector<Result<>> extend(std::span<const Receipt> receipts, Duration) override {
        return fail_all(receipts.size());
    }
    Result<QueueDepth> depth() override { return std::unexpected(error_); }

private:
    std::vector<Result<>> fail_all(std::size_t count) const {
        return std::vector<Result<>>(count, std::unexpected(error_));
    }

    Error error_;
};

}  // namespace scan
