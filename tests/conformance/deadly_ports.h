#pragma once

#include <memory>
#include <utility>

#include "operations/ports/audit_log.h"
#include "operations/ports/failed_event_outlet.h"
#include "operations/ports/failed_events.h"
#include "pipeline/ports/event_queue.h"

namespace scan::conformance {

// Thrown where a process dies.
struct Died {};

// Lets so many calls that change something through and ends the process then: before the next one
// was carried out, or after it was and before its answer was heard.
class Fate {
public:
    Fate(int calls, bool is_after) : calls_left_(calls), is_after_(is_after) {}

    template <class Call>
    auto carry_out(Call call) -> decltype(call()) {
        if (calls_left_ == 0 && !is_after_) throw Died{};
        auto result = call();
        if (calls_left_ == 0) throw Died{};
        --calls_left_;
        return result;
    }

private:
    int calls_left_;
    bool is_after_;
};

class DeadlyAudit final : public AuditLog {
public:
    DeadlyAudit(AuditLog& inner, Fate& fate) : inner_(inner), fate_(fate) {}
    Result<std::int64_t> begin(const AuditEntry& entry) override {
        return fate_.carry_out([&] { return inner_.begin(entry); });
    }
    Result<> end(std::int64_t id, std::string_view result) override {
        return fate_.carry_out([&] { return inner_.end(id, result); });
    }
    Result<std::vector<AuditRow>> list(std::optional<UtcTime> since, std::int64_t below_id,
                                       std::uint32_t rows_max) override {
        return inner_.list(since, below_id, rows_max);
    }

private:
    AuditLog& inner_;
    Fate& fate_;
};

class DeadlyQueue final : public EventQueue {
public:
    DeadlyQueue(EventQueue& inner, Fate& fate) : inner_(inner), fate_(fate) {}
    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        return fate_.carry_out([&] { return inner_.send(bodies); });
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override {
        return fate_.carry_out([&] { return inner_.receive(request, std::move(stop)); });
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override {
        return fate_.carry_out([&] { return inner_.acknowledge(receipts); });
    }
    std::vector<Result<>> release(std::span<const Receipt> receipts) override {
        return fate_.carry_out([&] { return inner_.release(receipts); });
    }
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override {
        return fate_.carry_out([&] { return inner_.extend(receipts, visibility_timeout); });
    }
    Result<QueueDepth> depth() override { return inner_.depth(); }

private:
    EventQueue& inner_;
    Fate& fate_;
};

class DeadlyOutlet final : public FailedEventOutlet {
public:
    DeadlyOutlet(FailedEventOutlet& inner, Fate& fate) : inner_(inner), fate_(fate) {}
    std::vector<Result<>> retry(std::span<const OutgoingText> texts) override {
        return fate_.carry_out([&] { return inner_.retry(texts); });
    }
    Result<> replace(const OutgoingText& text, const std::string& edited_body) override {
        return fate_.carry_out([&] { return inner_.replace(text, edited_body); });
    }

private:
    FailedEventOutlet& inner_;
    Fate& fate_;
};

class DeadlyFailedEvents final : public FailedEvents {
public:
    DeadlyFailedEvents(FailedEvents& inner, Fate& fate) : inner_(inner), fate_(fate) {}
    Result<std::vector<FailedEventRecord>> list(const FailedEventFilter& filter,
                                                std::int64_t below_id,
                                                std::uint32_t rows_max) override {
        return inner_.list(filter, below_id, rows_max);
    }
    Result<std::vector<FailedEventRecord>> pick(const FailedEventFilter& filter,
                                                std::int64_t above_id,
                                                std::uint32_t rows_max) override {
        return inner_.pick(filter, above_id, rows_max);
    }
    Result<Watermark> measure(const FailedEventFilter& filter) override {
        return inner_.measure(filter);
    }
    Result<std::vector<FailedEventGroup>> groups(std::optional<FailedState> state,
                                                 std::uint32_t rows_max) override {
        return inner_.groups(state, rows_max);
    }
    Result<std::optional<FailedEventRecord>> find(std::int64_t id) override {
        return inner_.find(id);
    }
    Result<> identify(std::span<const Identity> rows) override {
        return fate_.carry_out([&] { return inner_.identify(rows); });
    }
    Result<> mark_retried(std::span<const std::int64_t> ids) override {
        return fate_.carry_out([&] { return inner_.mark_retried(ids); });
    }
    Result<> reopen(std::span<const std::int64_t> ids) override {
        return fate_.carry_out([&] { return inner_.reopen(ids); });
    }
    Result<std::uint64_t> discard(std::span<const std::int64_t> ids) override {
        return fate_.carry_out([&] { return inner_.discard(ids); });
    }
    Result<bool> replace(std::int64_t id, const std::string& edited_body) override {
        return fate_.carry_out([&] { return inner_.replace(id, edited_body); });
    }
    Result<> set_aside(std::span<const FailedEvent> events) override {
        return fate_.carry_out([&] { return inner_.set_aside(events); });
    }

private:
    FailedEvents& inner_;
    Fate& fate_;
};

}  // namespace scan::conformance
