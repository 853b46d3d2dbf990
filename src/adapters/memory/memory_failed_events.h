#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/failed_events.h"

namespace scan {

class MemoryFailedEvents final : public FailedEvents {
public:
    explicit MemoryFailedEvents(MemoryStoreState& state) : state_(state) {}

    Result<std::vector<FailedEventRecord>> list(const FailedEventFilter& filter,
                                                std::int64_t below_id,
                                                std::uint32_t rows_max) override;
    Result<std::vector<FailedEventRecord>> pick(const FailedEventFilter& filter,
                                                std::int64_t above_id,
                                                std::uint32_t rows_max) override;
    Result<Watermark> measure(const FailedEventFilter& filter) override;
    Result<std::vector<FailedEventGroup>> groups(std::optional<FailedState> state,
                                                 std::uint32_t rows_max) override;
    Result<std::optional<FailedEventRecord>> find(std::int64_t id) override;
    Result<> identify(std::span<const Identity> rows) override;
    Result<> mark_retried(std::span<const std::int64_t> ids) override;
    Result<> reopen(std::span<const std::int64_t> ids) override;
    Result<std::uint64_t> discard(std::span<const std::int64_t> ids) override;
    Result<> set_aside(std::span<const FailedEvent> events) override;
    Result<bool> replace(std::int64_t id, const std::string& edited_body) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
