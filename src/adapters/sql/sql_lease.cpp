#include "adapters/sql/sql_lease.h"

#include "adapters/sql/stored_text.h"
#include "adapters/sql/stored_time.h"

namespace scan {
namespace {

std::optional<std::string> text_of(const std::optional<UtcTime>& time) {
    if (!time) return std::nullopt;
    return time->to_string();
}

}  // namespace

SqlLease::SqlLease(const Database& database, SchemaGuard& schema, SqlLeaseSettings settings)
    : settings_(std::move(settings)),
      connection_(database, schema, Role::control),
      is_taken_(connection_, "is_lease_taken", {"holder"}),
      create_(connection_, "create_cursor", {"last_event_id", "now"}),
      acquire_(connection_, "acquire_lease", {"holder", "duration_ns"}),
      renew_(connection_, "renew_lease",
             {"epoch", "holder", "duration_ns", "caught_up_at", "window_low", "settled_event_id",
              "feed_state"}),
      release_(connection_, "release_lease",
               {"epoch", "holder", "caught_up_at", "window_low", "settled_event_id", "feed_state"}),
      caught_up_at_(connection_, "read_caught_up_at", {}) {}

Result<std::optional<Tenure>> SqlLease::acquire() {
    // A worker without the lease asks again and again: it must not write each time.
    const auto taken = connection_.read([this] { return is_taken_.first(settings_.holder); });
    if (!taken) return std::unexpected(taken.error());
    if (*taken && std::get<0>(**taken) != 0) return std::nullopt;

    const std::string now = connection_.clock().utc_now().to_string();
    // Relaxed: a power cut ends the holder with the lease.
    return connection_.write(Intent::relaxed, [&] { return take(now); });
}

std::optional<Tenure> SqlLease::take(std::string_view now) {
    create_.run(settings_.first_event_id.value - 1, now);
    std::optional<Tenure> tenure;
    acquire_.each(
        [&](Id epoch, Id last, Id window_low, Id settled, Id is_new) {
            tenure = Tenure{.epoch = LeaseEpoch{epoch},
                            .cursor = {.last_event_id = EventId{last},
                                       .window_low = EventId{window_low},
                                       .settled_event_id = EventId{settled},
                                       .is_new = is_new != 0}};
        },
        settings_.holder, settings_.duration.count());
    return tenure;
}

Result<bool> SqlLease::renew(LeaseEpoch epoch, const HolderReport& report) {
    return connection_.write(Intent::relaxed, [&] {
        return renew_.run(epoch.value, settings_.holder, settings_.duration.count(),
                          text_of(report.caught_up_at), report.window_low.value,
                          report.settled_event_id.value, stored_text(report.feed_state)) == 1;
    });
}

Result<> SqlLease::release(LeaseEpoch epoch, const HolderReport& report) {
    return connection_.write(Intent::relaxed, [&] {
        release_.run(epoch.value, settings_.holder, text_of(report.caught_up_at),
                     report.window_low.value, report.settled_event_id.value,
                     stored_text(report.feed_state));
    });
}

Result<std::optional<UtcTime>> SqlLease::caught_up_at() {
    return connection_.read([this]() -> std::optional<UtcTime> {
        const auto row = caught_up_at_.first();
        return row ? stored_time(std::get<0>(*row)) : std::nullopt;
    });
}

}  // namespace scan
