#include "feed_server/generated_feed.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "base/random.h"
#include "base/utc_time.h"

namespace scan {
namespace {

constexpr std::chrono::sys_days kFirstDay = std::chrono::year(2026) / 1 / 1;
constexpr std::int64_t kNanosecondsPerTick = 100;
// A parcel begins in the first 7 tenths of the feed and lives for at most 3 tenths of it.
constexpr std::uint64_t kTenths = 10;
constexpr std::uint64_t kBeginTenths = 7;
constexpr std::int64_t kGapIdsMax = 3;
constexpr double kReportsLate = 0.05;
constexpr std::uint64_t kReportDelayMax = 600 * UtcTime::kTicksPerSecond;
constexpr std::int64_t kIdMax = 1'000'000'000'000'000'000;

constexpr std::array<std::string_view, 4> kCarriers = {"NC", "PH", "CP", "NW"};
constexpr std::array<std::string_view, 4> kOnTheWay = {"AT_DEPOT", "IN_TRANSIT", "DELAYED",
                                                       "OUT_FOR_DELIVERY"};

// SplitMix's neighbours share their sequences: the seed is drawn, not counted.
Random random_of(std::uint64_t seed, std::uint64_t purpose) {
    return Random(Random(seed ^ Random(purpose).next()).next());
}

Error out_of_range(std::string_view option, std::string_view allowed) {
    return Error{ErrorCode::rejected, fmt::format("{} must be {}", option, allowed)};
}

}  // namespace

Result<std::unique_ptr<FeedSource>> GeneratedFeed::make(const GeneratedFeedOptions& options) {
    if (options.parcels < 1) return std::unexpected(out_of_range("parcels", "at least 1"));
    if (options.events < options.parcels) {
        return std::unexpected(out_of_range("events", "at least one a parcel"));
    }
    if (options.first_event_id < 1 || options.first_event_id > kIdMax) {
        return std::unexpected(out_of_range("first event id", "from 1 to 10^18"));
    }
    if (options.first_parcel_id < 1 || options.first_parcel_id > kIdMax) {
        return std::unexpected(out_of_range("first parcel id", "from 1 to 10^18"));
    }
    const bool is_rate = options.id_gap_rate >= 0 && options.id_gap_rate <= 1;  // false for NaN
    if (!is_rate) {
        return std::unexpected(out_of_range("id gap rate", "from 0 to 1"));
    }
    // The upper bound keeps 2^32 events within the reach of UtcTime::from_unix.
    if (options.created_interval < std::chrono::microseconds(1) ||
        options.created_interval > std::chrono::seconds(1)) {
        return std::unexpected(out_of_range("created interval", "from 1us to 1s"));
    }
    return std::unique_ptr<FeedSource>(new GeneratedFeed(options));
}

GeneratedFeed::GeneratedFeed(const GeneratedFeedOptions& options) : options_(options) {
    make_rows();
    make_ids();
}

GeneratedFeed::Scan GeneratedFeed::scan_at(std::uint32_t step, std::uint32_t steps,
                                           std::uint64_t chance) {
    constexpr std::uint64_t kReturnedOf100 = 10;
    constexpr std::uint64_t kAgainPickedUpOf100 = 5;
    constexpr std::uint64_t kAgainDeliveredOf100 = 7;
    if (step == 0) return Scan::created;
    // A short life has no approval, so that more of the parcels have a pickup.
    const std::uint32_t pickup_step = steps > 3 ? 2 : 1;
    if (step < pickup_step) return Scan::approved;
    if (step == pickup_step) return Scan::pickup;
    if (step + 1 == steps) return chance < kReturnedOf100 ? Scan::returned : Scan::delivery;
    if (chance < kAgainPickedUpOf100) return Scan::pickup;
    return chance < kAgainDeliveredOf100 ? Scan::delivery : Scan::on_the_way;
}

void GeneratedFeed::make_rows() {
    Random random = random_of(options_.seed, 1);
    std::vector<std::uint32_t> steps(options_.parcels, 1);
    for (std::uint32_t event = options_.parcels; event < options_.events; ++event) {
        ++steps[random.below(options_.parcels)];
    }

    const auto ticks_per_event =
        static_cast<std::uint64_t>(options_.created_interval.count() / kNanosecondsPerTick);
    const std::uint64_t span = std::max(ticks_per_event * options_.events, kTenths);
    const std::int64_t first = UtcTime::from_unix(kFirstDay.time_since_epoch()).ticks();
    rows_.reserve(options_.events);
    std::vector<std::uint64_t> moments;
    for (std::uint32_t parcel = 0; parcel < options_.parcels; ++parcel) {
        const std::uint64_t begin = random.below(span / kTenths * kBeginTenths);
        moments.resize(steps[parcel]);
        for (auto& moment : moments)
            moment = begin + random.below(span / kTenths * (kTenths - kBeginTenths));
        std::ranges::sort(moments);
        for (std::uint32_t step = 0; step < steps[parcel]; ++step) {
            const Scan scan = scan_at(step, steps[parcel], random.below(100));
            rows_.push_back({first + static_cast<std::int64_t>(moments[step]), parcel, scan});
        }
    }
    // Events of one moment stay in the order of their parcel's life.
    std::ranges::stable_sort(rows_, {}, &Row::ticks);
    for (Row& row : rows_) {
        if (random.chance(kReportsLate))
            row.ticks -= static_cast<std::int64_t>(random.below(kReportDelayMax));
    }
}

void GeneratedFeed::make_ids() {
    Random random = random_of(options_.seed, 2);
    ids_.reserve(rows_.size());
    std::int64_t id = options_.first_event_id;
    for (std::size_t index = 0; index < rows_.size(); ++index) {
        ids_.push_back({id});
        ++id;
        if (random.chance(options_.id_gap_rate))
            id += 1 + static_cast<std::int64_t>(random.below(kGapIdsMax));
    }
}

void GeneratedFeed::append_event(std::size_t index, std::string& text) const {
    const Row& row = rows_[index];
    const auto event_id = ids_[index].value;
    Random of_event = random_of(options_.seed, static_cast<std::uint64_t>(event_id));
    const std::uint64_t of_parcel = random_of(options_.seed, ~std::uint64_t{row.parcel}).next();

    std::string_view type = "STATUS";
    std::string_view status;
    switch (row.scan) {
        case Scan::created: status = "CREATED"; break;
        case Scan::approved: status = "APPROVED"; break;
        case Scan::pickup:
            type = "PICKUP";
            status = "";
            break;
        case Scan::on_the_way: status = kOnTheWay[of_event.below(kOnTheWay.size())]; break;
        case Scan::delivery:
            type = "DELIVERY";
            status = "";
            break;
        case Scan::returned: status = "RETURNED"; break;
    }
    const std::string created = UtcTime::from_ticks(row.ticks)->to_string();
    const std::string_view date = created;
    fmt::format_to(
        std::back_inserter(text),
        FMT_COMPILE(
            R"({{"EventId":{0},"ParcelId":{1},"Type":"{2}","CreatedDateTimeUtc":"{3}","StatusCode":"{4}",)"
            R"("Device":{{"DeviceTransactionId":{0},"DeviceId":{5}}},)"
            R"("User":{{"UserId":"NC{6}","CarrierId":"{7}","RunId":"{8}{9}{10}"}}}})"),
        event_id, options_.first_parcel_id + row.parcel, type, created, status,
        100 + of_event.below(60), 1000 + of_event.below(100),
        kCarriers[of_parcel % kCarriers.size()], date.substr(0, 4), date.substr(5, 2),
        date.substr(8, 2));
}

}  // namespace scan
