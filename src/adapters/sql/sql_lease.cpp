#include "adapters/sql/sql_lease.h"

#include "adapters/sql/format/stored_ranges.h"
#include "adapters/sql/format/stored_text.h"

namespace scan {

SqlLease::SqlLease(const Database& database, SchemaGuard& schema, SqlLeaseSettings settings)
    : settings_(std::move(settings)),
      connection_(database, schema, Role::control),
      other_holder_(connection_, "read_other_holder", {"holder"}),
      create_(connection_, "create_cursor", {"last_event_id", "now"}),
      acquire_(connection_, "acquire_lease", {"holder", "gone_holder", "duration_ns"}),
      renew_(connection_, "renew_lease",
             {"epoch", "holder", "duration_ns", "caught_up_at", "last_event_id", "unpaid",
              "window_low", "settled_event_id", "feed_state"}),
      release_(connection_, "release_lease",
               {"epoch", "holder", "caught_up_at", "last_event_id", "unpaid", "window_low",
                "settled_event_id", "feed_state"}),
      caught_up_at_(connection_, "read_caught_up_at", {}) {}

Result<std::optional<Tenure>> SqlLease::acquire() {
    // A worker without the lease asks again and again: it must not write each time.
    const auto other = connection_.read([this] { return other_holder_.first(settings_.holder); });
    if (!other) return std::unexpected(other.error());
    // Of one that is gone the lease is taken only while its record stands there: another worker may have been quicker.
    const std::string gone_holder = other->value_or("");
    if (*other && !(settings_.is_gone && settings_.is_gone(gone_holder))) return std::nullopt;

    const std::string now = connection_.clock().utc_now().to_string();
    // Relaxed: a power cut ends the holder with the lease.
    return connection_.write(Intent::relaxed, [&] { return acquire_from(now, gone_holder); });
}

std::optional<Tenure> SqlLease::acquire_from(std::string_view now, const std::string& gone_holder) {
    create_.run(EventId{settings_.first_event_id.value - 1}, now);
    return acquire_.first(settings_.holder, gone_holder, settings_.duration.count())
        .transform(tenure_of);
}

Result<bool> SqlLease::renew(LeaseEpoch epoch, const HolderReport& report) {
    return connection_.write(Intent::relaxed, [&] {
        return renew_.run(epoch, settings_.holder, settings_.duration.count(), report.caught_up_at,
                          report.last_event_id, stored_ranges(report.last_event_id, report.unpaid),
                          window_low_of(report.last_event_id, report.unpaid),
                          report.settled_event_id, stored_text(report.feed_state)) == 1;
    });
}

Result<> SqlLease::release(LeaseEpoch epoch, const HolderReport& report) {
    return connection_.write(Intent::relaxed, [&] {
        release_.run(epoch, settings_.holder, report.caught_up_at, report.last_event_id,
                     stored_ranges(report.last_event_id, report.unpaid),
                     window_low_of(report.last_event_id, report.unpaid), report.settled_event_id,
                     stored_text(report.feed_state));
    });
}

Result<std::optional<UtcTime>> SqlLease::caught_up_at() {
    return connection_.read([this]() -> std::optional<UtcTime> {
        return caught_up_at_.first().value_or(std::nullopt);
    });
}

}  // namespace scan
