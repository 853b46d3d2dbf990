#include "adapters/sql/operations/sql_failed_events.h"

#include "adapters/sql/format/stored_text.h"
#include "base/hash.h"
#include "base/json_object.h"
#include "operations/acting/failed_event_look.h"

namespace scan {
namespace {

constexpr std::string_view kDiscarded = "discarded";
constexpr std::string_view kEdited = "edited";

// A filter as the statements take it.
struct Bounds {
    explicit Bounds(const FailedEventFilter& filter)
        : reason(filter.reason.value_or("")),
          state(filter.state ? name_of(*filter.state) : std::string_view()),
          first(filter.event_ids ? filter.event_ids->first : kNone),
          last(filter.event_ids ? filter.event_ids->last : kNone) {}

    static constexpr EventId kNone{-1};

    std::string reason;
    std::string_view state;
    EventId first;
    EventId last;
};

template <class Row>
std::vector<FailedEventRecord> records(std::vector<Row> rows) {
    std::vector<FailedEventRecord> all;
    all.reserve(rows.size());
    for (Row& row : rows) all.push_back(record_of(std::move(row)));
    return all;
}

}  // namespace

SqlFailedEvents::SqlFailedEvents(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      writer_(access.database.dialect.batch_writers().make(connection_)),
      list_(connection_, "list_failed_events",
            {"below_id", "reason", "state", "first_event_id", "last_event_id", "up_to_id",
             "rows_max"}),
      pick_(connection_, "pick_failed_events",
            {"above_id", "reason", "state", "first_event_id", "last_event_id", "up_to_id",
             "rows_max"}),
      measure_(connection_, "measure_failed_events",
               {"up_to_id", "reason", "state", "first_event_id", "last_event_id"}),
      groups_(connection_, "group_failed_events", {"state", "rows_max"}),
      find_(connection_, "find_failed_event", {"id"}),
      identify_(connection_, "identify_failed_event", {"id", "event_id", "parcel_id"}),
      mark_retried_(connection_, "mark_failed_event_retried", {"id", "now"}),
      reopen_(connection_, "reopen_failed_event", {"id"}),
      close_(connection_, "close_failed_event", {"id", "now", "closed_as", "edited_body"}),
      discard_texts_(connection_, "discard_failed_texts", {"body_hashes", "now"}) {}

Result<std::vector<FailedEventRecord>> SqlFailedEvents::list(const FailedEventFilter& filter,
                                                             std::int64_t below_id,
                                                             std::uint32_t rows_max) {
    const Bounds bounds(filter);
    return connection_.read([&] {
        return records(list_.all(below_id, bounds.reason, bounds.state, bounds.first, bounds.last,
                                 filter.up_to_id, rows_max));
    });
}

Result<std::vector<FailedEventRecord>> SqlFailedEvents::pick(const FailedEventFilter& filter,
                                                             std::int64_t above_id,
                                                             std::uint32_t rows_max) {
    const Bounds bounds(filter);
    return connection_.read([&] {
        return records(pick_.all(above_id, bounds.reason, bounds.state, bounds.first, bounds.last,
                                 filter.up_to_id, rows_max));
    });
}

Result<Watermark> SqlFailedEvents::measure(const FailedEventFilter& filter) {
    const Bounds bounds(filter);
    return connection_.read([&] {
        const auto row =
            measure_.first(filter.up_to_id, bounds.reason, bounds.state, bounds.first, bounds.last);
        return row ? Watermark{.count = row->count, .highest_id = row->highest_id} : Watermark{};
    });
}

Result<std::vector<FailedEventGroup>> SqlFailedEvents::groups(std::optional<FailedState> state,
                                                              std::uint32_t rows_max) {
    return connection_.read([&] {
        std::vector<FailedEventGroup> groups;
        groups_.each(
            [&](FailedGroupRow row) {
                groups.push_back({.reason = std::move(row.reason),
                                  .count = row.count,
                                  .first_failed_at = row.first_failed_at,
                                  .last_failed_at = row.last_failed_at});
            },
            state ? name_of(*state) : std::string_view(), rows_max);
        return groups;
    });
}

Result<std::optional<FailedEventRecord>> SqlFailedEvents::find(std::int64_t id) {
    return connection_.read([&] {
        return find_.first(id).transform(
            [](WholeFailedEventRow row) { return record_of(std::move(row)); });
    });
}

Result<> SqlFailedEvents::identify(std::span<const Identity> rows) {
    return connection_.write(Intent::durable, [&] {
        for (const Identity& row : rows) identify_.run(row.id, row.event_id, row.parcel_id);
    });
}

Result<> SqlFailedEvents::mark_retried(std::span<const std::int64_t> ids) {
    const std::string now = connection_.clock().utc_now().to_string();
    return connection_.write(Intent::durable, [&] {
        for (const std::int64_t id : ids) mark_retried_.run(id, now);
    });
}

Result<> SqlFailedEvents::reopen(std::span<const std::int64_t> ids) {
    return connection_.write(Intent::durable, [&] {
        for (const std::int64_t id : ids) reopen_.run(id);
    });
}

Result<std::uint64_t> SqlFailedEvents::discard(std::span<const std::int64_t> ids) {
    const std::string now = connection_.clock().utc_now().to_string();
    return connection_.write(Intent::durable, [&] {
        std::uint64_t closed = 0;
        for (const std::int64_t id : ids)
            closed += static_cast<std::uint64_t>(close_.run(id, now, kDiscarded, std::nullopt));
        return closed;
    });
}

Result<> SqlFailedEvents::set_aside(std::span<const FailedEvent> events) {
    const std::string now = connection_.clock().utc_now().to_string();
    JsonList hashes;
    for (const FailedEvent& event : events) hashes.add(sha256_hex(event.body));
    return connection_.write(Intent::durable, [&] {
        writer_->record_failed(events, now);
        discard_texts_.run(hashes.text(), now);
    });
}

Result<bool> SqlFailedEvents::replace(std::int64_t id, const std::string& edited_body) {
    const std::string now = connection_.clock().utc_now().to_string();
    const std::string stored = stored_text(edited_body);
    return connection_.write(Intent::durable,
                             [&] { return close_.run(id, now, kEdited, stored) == 1; });
}

}  // namespace scan
