#pragma once

#include "adapters/faulty/fault_script.h"
#include "adapters/faulty/faulty_call.h"
#include "operations/ports/failed_events.h"

namespace scan {

// Failed events whose calls go wrong as the script says.
class FaultyFailedEvents final : public FailedEvents {
public:
    FaultyFailedEvents(FailedEvents& failed, FaultScript& faults)
        : failed_(failed), faults_(faults) {}

    Result<std::vector<FailedEventRecord>> list(const FailedEventFilter& filter,
                                                std::int64_t below_id,
                                                std::uint32_t rows_max) override {
        return read([&] { return failed_.list(filter, below_id, rows_max); });
    }
    Result<std::vector<FailedEventRecord>> pick(const FailedEventFilter& filter,
                                                std::int64_t above_id,
                                                std::uint32_t rows_max) override {
        return read([&] { return failed_.pick(filter, above_id, rows_max); });
    }
    Result<Watermark> measure(const FailedEventFilter& filter) override {
        return read([&] { return failed_.measure(filter); });
    }
    Result<std::vector<FailedEventGroup>> groups(std::optional<FailedState> state,
                                                 std::uint32_t rows_max) override {
        return read([&] { return failed_.groups(state, rows_max); });
    }
    Result<std::optional<FailedEventRecord>> find(std::int64_t id) override {
        return read([&] { return failed_.find(id); });
    }
    Result<> identify(std::span<const Identity> rows) override {
        return change([&] { return failed_.identify(rows); });
    }
    Result<> mark_retried(std::span<const std::int64_t> ids) override {
        return change([&] { return failed_.mark_retried(ids); });
    }
    Result<> reopen(std::span<const std::int64_t> ids) override {
        return change([&] { return failed_.reopen(ids); });
    }
    Result<std::uint64_t> discard(std::span<const std::int64_t> ids) override {
        return change([&] { return failed_.discard(ids); });
    }
    Result<> set_aside(std::span<const FailedEvent> events) override {
        return change([&] { return failed_.set_aside(events); });
    }
    Result<bool> replace(std::int64_t id, const std::string& edited_body) override {
        return change([&] { return failed_.replace(id, edited_body); });
    }

private:
    template <class Call>
    auto read(Call call) -> decltype(call()) {
        return faulty_call(faults_, Operation::failed_read, call);
    }
    template <class Call>
    auto change(Call call) -> decltype(call()) {
        return faulty_call(faults_, Operation::failed_change, call);
    }

    FailedEvents& failed_;
    FaultScript& faults_;
};

}  // namespace scan
