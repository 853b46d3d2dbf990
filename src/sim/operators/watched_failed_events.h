#pragma once

#include <limits>

#include "adapters/memory/memory_failed_events.h"
#include "sim/surroundings.h"

namespace scan::sim {

// The way to the failed events, behind the faults: it sees what operators close, and what a purge keeps.
//
// Rule: an act closes or retries nothing that came after what was shown.
class WatchedFailedEvents final : public FailedEvents {
public:
    explicit WatchedFailedEvents(Surroundings& around) : around_(around), failed_(around.store) {}

    // What comes next was shown up to here.
    void shown_up_to(std::int64_t id) { shown_up_to_ = id; }

    Result<std::vector<FailedEventRecord>> list(const FailedEventFilter& filter,
                                                std::int64_t below_id,
                                                std::uint32_t rows_max) override {
        return failed_.list(filter, below_id, rows_max);
    }
    Result<std::vector<FailedEventRecord>> pick(const FailedEventFilter& filter,
                                                std::int64_t above_id,
                                                std::uint32_t rows_max) override {
        return failed_.pick(filter, above_id, rows_max);
    }
    Result<Watermark> measure(const FailedEventFilter& filter) override {
        return failed_.measure(filter);
    }
    Result<std::vector<FailedEventGroup>> groups(std::optional<FailedState> state,
                                                 std::uint32_t rows_max) override {
        return failed_.groups(state, rows_max);
    }
    Result<std::optional<FailedEventRecord>> find(std::int64_t id) override {
        return failed_.find(id);
    }
    Result<> identify(std::span<const Identity> rows) override { return failed_.identify(rows); }
    Result<> mark_retried(std::span<const std::int64_t> ids) override {
        check(ids);
        return failed_.mark_retried(ids);
    }
    Result<> reopen(std::span<const std::int64_t> ids) override { return failed_.reopen(ids); }
    Result<std::uint64_t> discard(std::span<const std::int64_t> ids) override;
    Result<> set_aside(std::span<const FailedEvent> events) override;
    Result<bool> replace(std::int64_t id, const std::string& edited_body) override {
        return failed_.replace(id, edited_body);
    }

private:
    void check(std::span<const std::int64_t> ids);

    Surroundings& around_;
    MemoryFailedEvents failed_;
    std::int64_t shown_up_to_ = std::numeric_limits<std::int64_t>::max();
};

}  // namespace scan::sim
