#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "feed_server/feed_source.h"

namespace scan {

struct GeneratedFeedOptions {
    std::uint64_t seed = 1;
    std::uint32_t parcels = 10'000;
    std::uint32_t events = 40'000;  // at least one a parcel
    std::int64_t first_event_id = 83'269;
    std::int64_t first_parcel_id = 5'002;
    double id_gap_rate =
        0.05;  // 0 to 1: the share of events after which one to three ids are skipped
    Duration created_interval =
        std::chrono::milliseconds(250);  // mean time between the scans of two neighbouring events
};

// Parcels made from a seed: same options, same events, on every machine. Most parcels are created,
// approved, picked up, scanned on their way and delivered; some are returned, some get no further,
// some are picked up or delivered twice, and devices report late, so that the times of a parcel's
// scans are not always in the order of their ids. The events of a parcel stand far apart.
// Takes 24 bytes an event; the texts are made when they are asked for.
class GeneratedFeed final : public FeedSource {
public:
    // The error (rejected) names the option that is out of range.
    static Result<std::unique_ptr<FeedSource>> make(const GeneratedFeedOptions& options);

    std::span<const EventId> event_ids() const override { return ids_; }
    void append_event(std::size_t index, std::string& text) const override;

private:
    enum class Scan : std::uint8_t { created, approved, pickup, on_the_way, delivery, returned };
    struct Row {
        std::int64_t ticks;  // of UtcTime
        std::uint32_t parcel;
        Scan scan;
    };
    explicit GeneratedFeed(const GeneratedFeedOptions& options);
    void make_rows();
    void make_ids();
    static Scan scan_at(std::uint32_t step, std::uint32_t steps, std::uint64_t chance);

    GeneratedFeedOptions options_;
    std::vector<Row> rows_;
    std::vector<EventId> ids_;
};

}  // namespace scan
