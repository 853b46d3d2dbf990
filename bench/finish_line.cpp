#include "bench/finish_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "adapters/postgres/testing/raw_postgres.h"
#include "bench/bench_feed.h"

namespace scan::bench {
namespace {

constexpr std::string_view kSums =
    "SELECT concat_ws(' ', count(*), sum(latest_event_id), coalesce(sum(picked_up_event_id), 0), "
    "coalesce(sum(delivered_event_id), 0)) FROM parcel_summary";

std::unordered_map<std::int64_t, ParcelSummary> parcels_of(const FeedSource& source) {
    std::unordered_map<std::int64_t, ParcelSummary> parcels;
    const std::size_t count = source.event_ids().size();
    for (std::size_t first = 0; first < count; first += kPageEvents) {
        for (const ScanEvent& event : decoded_events(first, kPageEvents, source)) {
            const ParcelSummary summary = summarize(event);
            const auto [known, is_new] = parcels.emplace(event.parcel_id.value, summary);
            if (!is_new) merge(known->second, summary);
        }
    }
    return parcels;
}

}  // namespace

FinishLine::FinishLine(const FeedSource& source) {
    std::int64_t latest = 0;
    std::int64_t picked_up = 0;
    std::int64_t delivered = 0;
    const auto parcels = parcels_of(source);
    for (const auto& [id, parcel] : parcels) {
        latest += parcel.latest.event_id.value;
        if (parcel.picked_up) picked_up += parcel.picked_up->event_id.value;
        if (parcel.delivered) delivered += parcel.delivered->event_id.value;
    }
    sums_ = fmt::format("{} {} {} {}", parcels.size(), latest, picked_up, delivered);
    const ScanEvent last = decoded_events(source.event_ids().size() - 1, 1, source).front();
    last_ =
        fmt::format("SELECT 1 FROM parcel_summary WHERE parcel_id = {} AND latest_event_id = {}",
                    last.parcel_id.value, last.event_id.value);
}

bool FinishLine::wait(const std::string& url, Clock& clock,
                      const std::function<bool()>& is_over) const {
    RawPostgres raw(url);
    const Instant end = clock.now() + std::chrono::minutes(10);
    Duration rest = std::chrono::milliseconds(10);
    bool is_last_seen = false;
    while (clock.now() < end && !is_over()) {
        const Instant began = clock.now();
        is_last_seen = is_last_seen || !raw.value(last_).empty();
        if (is_last_seen) {
            if (raw.value(std::string(kSums)) == sums_) return true;
            rest = std::max(rest, (clock.now() - began) * 4);
        }
        clock.sleep_until(clock.now() + rest, {});
    }
    return false;
}

}  // namespace scan::bench
