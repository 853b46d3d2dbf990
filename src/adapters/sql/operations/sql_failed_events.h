#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/operations/failed_event_row.h"
#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/failed_events.h"

namespace scan {

struct WatermarkRow {
    std::uint64_t count = 0;
    std::int64_t highest_id = 0;

    static constexpr auto columns() {
        using Row = WatermarkRow;
        return std::tuple(&Row::count, &Row::highest_id);
    }
};

struct FailedGroupRow {
    std::string reason;
    std::uint64_t count = 0;
    UtcTime first_failed_at;
    UtcTime last_failed_at;

    static constexpr auto columns() {
        using Row = FailedGroupRow;
        return std::tuple(&Row::reason, &Row::count, &Row::first_failed_at, &Row::last_failed_at);
    }
};

class SqlFailedEvents final : public FailedEvents {
public:
    explicit SqlFailedEvents(const SqlAccess& access);

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
    Connection connection_;
    std::unique_ptr<BatchWriter> writer_;
    using Filtered =
        In<std::int64_t, std::string, std::string, EventId, EventId, std::int64_t, std::int64_t>;
    Statement<Filtered, FailedEventRow> list_;
    Statement<Filtered, WholeFailedEventRow> pick_;
    Statement<In<std::int64_t, std::string, std::string, EventId, EventId>, WatermarkRow> measure_;
    Statement<In<std::string, std::int64_t>, FailedGroupRow> groups_;
    Statement<In<std::int64_t>, WholeFailedEventRow> find_;
    Statement<In<std::int64_t, EventId, ParcelId>> identify_;
    Statement<In<std::int64_t, std::string>> mark_retried_;
    Statement<In<std::int64_t>> reopen_;
    Statement<In<std::int64_t, std::string, std::string, std::optional<std::string>>> close_;
    Statement<In<std::string, std::string>> discard_texts_;
};

}  // namespace scan
