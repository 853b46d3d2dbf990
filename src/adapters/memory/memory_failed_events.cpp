#include "adapters/memory/memory_failed_events.h"

#include <algorithm>

namespace scan {
namespace {

FailedState state_of(const MemoryFailedEvent& row) {
    if (row.is_discarded) return FailedState::discarded;
    if (row.resolved_at) return FailedState::resolved;
    return row.is_retried ? FailedState::retried : FailedState::open;
}

FailedEventRecord record_of(const MemoryFailedEvent& row) {
    return {.id = row.id,
            .event = row.event,
            .state = state_of(row),
            .occurrences = row.occurrences,
            .failed_at = row.failed_at,
            .last_failed_at = row.last_failed_at,
            .edited_body = row.edited_body};
}

bool matches(const MemoryFailedEvent& row, const FailedEventFilter& filter) {
    if (row.id > filter.up_to_id) return false;
    if (filter.reason && row.event.reason != *filter.reason) return false;
    if (filter.state && state_of(row) != *filter.state) return false;
    if (!filter.event_ids) return true;
    const auto& id = row.event.event_id;
    return id && *id >= filter.event_ids->first && *id <= filter.event_ids->last;
}

// In the order of their ids.
std::vector<FailedEventRecord> all(MemoryTransaction& transaction,
                                   const FailedEventFilter& filter) {
    std::vector<FailedEventRecord> records;
    for (const auto& [body, row] : transaction->failed_events) {
        if (matches(row, filter)) records.push_back(record_of(row));
    }
    std::ranges::sort(records, {}, &FailedEventRecord::id);
    return records;
}

// Calls `change` for each of the rows that is not closed. Returns for how many.
template <class Change>
std::uint64_t change_rows(MemoryTransaction& transaction, std::span<const std::int64_t> ids,
                          Change change) {
    std::uint64_t count = 0;
    for (auto& [body, row] : transaction->failed_events) {
        if (row.resolved_at || std::ranges::find(ids, row.id) == ids.end()) continue;
        change(row);
        ++count;
    }
    return count;
}

}  // namespace

Result<std::vector<FailedEventRecord>> MemoryFailedEvents::list(const FailedEventFilter& filter,
                                                                std::int64_t below_id,
                                                                std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    std::vector<FailedEventRecord> records = all(transaction, filter);
    std::erase_if(records, [&](const auto& record) { return record.id >= below_id; });
    std::ranges::reverse(records);
    if (records.size() > rows_max) records.resize(rows_max);
    for (FailedEventRecord& record : records) {
        record.event.body.clear();
        record.edited_body.reset();
    }
    return records;
}

Result<std::vector<FailedEventRecord>> MemoryFailedEvents::pick(const FailedEventFilter& filter,
                                                                std::int64_t above_id,
                                                                std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    std::vector<FailedEventRecord> records = all(transaction, filter);
    std::erase_if(records, [&](const auto& record) { return record.id <= above_id; });
    if (records.size() > rows_max) records.resize(rows_max);
    return records;
}

Result<Watermark> MemoryFailedEvents::measure(const FailedEventFilter& filter) {
    MemoryTransaction transaction(state_);
    const std::vector<FailedEventRecord> records = all(transaction, filter);
    return Watermark{.count = records.size(),
                     .highest_id = records.empty() ? 0 : records.back().id};
}

Result<std::vector<FailedEventGroup>> MemoryFailedEvents::groups(std::optional<FailedState> state,
                                                                 std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    std::map<std::string, FailedEventGroup> by_reason;
    for (const FailedEventRecord& record : all(transaction, {.state = state})) {
        FailedEventGroup& group = by_reason[record.event.reason];
        if (group.count++ == 0) {
            group.reason = record.event.reason;
            group.first_failed_at = record.failed_at;
        }
        group.first_failed_at = std::min(group.first_failed_at, record.failed_at);
        group.last_failed_at = std::max(group.last_failed_at, record.last_failed_at);
    }
    std::vector<FailedEventGroup> groups;
    groups.reserve(by_reason.size());
    for (auto& [reason, group] : by_reason) groups.push_back(std::move(group));
    std::ranges::stable_sort(groups, std::ranges::greater(), &FailedEventGroup::count);
    if (groups.size() > rows_max) groups.resize(rows_max);
    return groups;
}

Result<std::optional<FailedEventRecord>> MemoryFailedEvents::find(std::int64_t id) {
    MemoryTransaction transaction(state_);
    for (const auto& [body, row] : transaction->failed_events) {
        if (row.id == id) return record_of(row);
    }
    return std::nullopt;
}

Result<> MemoryFailedEvents::identify(std::span<const Identity> rows) {
    MemoryTransaction transaction(state_);
    for (const Identity& identity : rows) {
        change_rows(transaction, {&identity.id, 1}, [&](MemoryFailedEvent& row) {
            row.event.event_id = identity.event_id;
            row.event.parcel_id = identity.parcel_id;
        });
    }
    return {};
}

Result<> MemoryFailedEvents::mark_retried(std::span<const std::int64_t> ids) {
    MemoryTransaction transaction(state_);
    change_rows(transaction, ids, [](MemoryFailedEvent& row) { row.is_retried = true; });
    return {};
}

Result<> MemoryFailedEvents::reopen(std::span<const std::int64_t> ids) {
    MemoryTransaction transaction(state_);
    change_rows(transaction, ids, [](MemoryFailedEvent& row) { row.is_retried = false; });
    return {};
}

Result<std::uint64_t> MemoryFailedEvents::discard(std::span<const std::int64_t> ids) {
    MemoryTransaction transaction(state_);
    const UtcTime now = transaction.clock().utc_now();
    return change_rows(transaction, ids, [&](MemoryFailedEvent& row) {
        row.resolved_at = now;
        row.is_discarded = true;
    });
}

Result<> MemoryFailedEvents::set_aside(std::span<const FailedEvent> events) {
    MemoryTransaction transaction(state_);
    const UtcTime now = transaction.clock().utc_now();
    for (const FailedEvent& event : events) {
        transaction->record(event, now);
        MemoryFailedEvent& row = transaction->failed_events.at(event.body);
        if (row.resolved_at) continue;
        row.resolved_at = now;
        row.is_discarded = true;
    }
    return {};
}

Result<bool> MemoryFailedEvents::replace(std::int64_t id, const std::string& edited_body) {
    MemoryTransaction transaction(state_);
    const UtcTime now = transaction.clock().utc_now();
    return change_rows(transaction, {&id, 1}, [&](MemoryFailedEvent& row) {
               row.resolved_at = now;
               row.edited_body = edited_body;
           }) == 1;
}

}  // namespace scan
