#include <gtest/gtest.h>

#include <array>
#include <map>
#include <memory>

#include "base/testing/effort.h"
#include "pipeline/testing/polling_worker.h"
#include "pipeline/testing/processing_worker.h"
#include "pipeline/testing/timetable.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// Returns the row that a parcel must have, written without any of the code that makes it.
struct Row {
    std::int64_t latest = 0;
    std::string type;
    std::string status_code;
    std::int64_t picked_up = 0;
    std::int64_t delivered = 0;
    bool operator==(const Row&) const = default;
};
using Table = std::map<std::int64_t, Row>;

void count_in(Table& table, const ScanEvent& event) {
    Row& row = table[event.parcel_id.value];
    const std::int64_t id = event.event_id.value;
    if (id > row.latest) {
        row.latest = id;
        row.type = event.type;
        row.status_code = event.status_code;
    }
    if (event.type == "PICKUP" && (row.picked_up == 0 || id < row.picked_up)) row.picked_up = id;
    if (event.type == "DELIVERY" && (row.delivered == 0 || id < row.delivered)) row.delivered = id;
}

Table table_of(const MemoryTables& tables) {
    Table table;
    for (const auto& [id, parcel] : tables.parcels) {
        table[id.value] = {.latest = parcel.latest.event_id.value,
                           .type = parcel.latest.type,
                           .status_code = parcel.latest.status_code,
                           .picked_up = parcel.picked_up ? parcel.picked_up->event_id.value : 0,
                           .delivered = parcel.delivered ? parcel.delivered->event_id.value : 0};
    }
    return table;
}

// One process: it polls if it has the lease, and processes.
struct Worker {
    Worker(Outside& outside, const PollingWorkerSettings& polling_settings,
           const ProcessingWorkerSettings& processing_settings)
        : polling(outside, polling_settings), processing(outside, processing_settings) {}

    std::array<Stage*, 4> stages() {
        return {&polling.keeper, &polling.poller, &processing.keeper, &processing.processor};
    }

    PollingWorker polling;
    ProcessingWorker processing;
};

// A random feed, two workers that are killed at random, and faults at every call; then peace.
class World {
public:
    explicit World(std::uint64_t seed)
        : random_(seed),
          outside_(queue_settings(random_.next())),
          timetable_(outside_.clock, random_.next()) {
        if (random_.chance(0.3)) outside_.feed.set_bound(MemoryFeed::Bound::exclusive);
        if (random_.chance(0.3))
            outside_.feed.set_page_cap(static_cast<std::uint32_t>(2 + random_.below(30)));
        settings_.poller.page_limit = static_cast<std::uint32_t>(2 + random_.below(100));
        settings_.poller.message.events_max = 1 + random_.below(20);
        settings_.poller.poll_interval = 1s;
        settings_.poller.retry_delay_max = 2s;
        settings_.poller.late_window = 30s;
        settings_.poller.late_scan_interval = 5s;
        settings_.lease_duration = 3s;
        if (random_.chance(0.2)) settings_.poller.back_pressure.depth_max = 20;
        processing_.visibility_timeout = 3s;
        processing_.processor.batch_events_max = 1 + random_.below(50);
        rate_ = random_.unit() * 0.3;
        outside_.chance = [this](Operation operation) { return draw(operation); };
        for (std::size_t i = 0; i < workers_.size(); ++i) start(i);
    }

    void run() {
        make_events();
        while (!coming_.empty()) {
            timetable_.run_for(
                std::max(Duration::zero(), coming_.begin()->first - outside_.clock.now()));
            outside_.feed.add(coming_.begin()->second.event_id, text_of(coming_.begin()->second));
            coming_.erase(coming_.begin());
            if (random_.chance(0.05)) restart(random_.below(workers_.size()));
            if (random_.chance(0.02)) {
                outside_.break_store();
                timetable_.run_for(10s);
                outside_.repair_store();
            }
        }
        rate_ = 0;
        ASSERT_TRUE(timetable_.run_until([&] { return is_done(); }, 10min));
        EXPECT_EQ(table_of(outside_.store.tables()), expected_);
        EXPECT_EQ(outside_.queue.depth().dead_letters, 0u);
        EXPECT_EQ(outside_.store.tables().failed_events.size(), malformed_);
    }

private:
    static MemoryQueueSettings queue_settings(std::uint64_t disorder_seed) {
        MemoryQueueSettings settings;
        settings.receive_count_max = 1000;
        settings.disorder_seed = disorder_seed;
        return settings;
    }

    void make_events() {
        constexpr std::int64_t kEvents = 150;
        static const std::vector<std::string> kTypes{"PICKUP", "STATUS", "STATUS", "DELIVERY",
                                                     "SORTED"};
        for (std::int64_t id = 1; id <= kEvents; ++id) {
            const ScanEvent event = scan_event(id, 1 + static_cast<std::int64_t>(random_.below(20)),
                                               kTypes[random_.below(kTypes.size())]);
            Duration visible = 100ms * static_cast<std::int64_t>(id);
            if (random_.chance(0.1)) visible += Duration(15s) * static_cast<int>(random_.below(2));
            coming_.emplace(outside_.clock.now() + visible, event);
        }
    }

    std::string text_of(const ScanEvent& event) {
        if (random_.chance(0.03)) {
            ++malformed_;
            return malformed_text(event.event_id.value);
        }
        count_in(expected_, event);
        return feed_text(event);
    }

    std::optional<Fault> draw(Operation) {
        if (rate_ == 0 || !random_.chance(rate_)) return std::nullopt;
        return Fault{.moment = random_.chance(0.5) ? Fault::Moment::before : Fault::Moment::after,
                     .error = {random_.chance(0.9) ? ErrorCode::transient : ErrorCode::throttled,
                               "a fault"}};
    }

    void start(std::size_t i) {
        PollingWorkerSettings settings = settings_;
        settings.name = "worker " + std::to_string(++started_);
        settings.seed = random_.next();
        workers_[i] = std::make_unique<Worker>(outside_, settings, processing_);
        for (Stage* const stage : workers_[i]->stages()) timetable_.add(*stage, 50ms);
    }

    void restart(std::size_t i) {
        for (Stage* const stage : workers_[i]->stages()) timetable_.remove(*stage);
        workers_[i].reset();
        start(i);
    }

    bool is_done() const {
        const auto tables = outside_.store.tables();
        return outside_.queue.bodies().empty() && tables.failed_events.size() == malformed_ &&
               table_of(tables) == expected_;
    }

    Random random_;
    Outside outside_;
    Timetable timetable_;
    PollingWorkerSettings settings_;
    ProcessingWorkerSettings processing_;
    double rate_ = 0;
    std::array<std::unique_ptr<Worker>, 2> workers_;
    int started_ = 0;
    std::multimap<Instant, ScanEvent> coming_;
    Table expected_;
    std::size_t malformed_ = 0;
};

TEST(ExactlyOnce, WhateverFailsTheTableIsTheFoldOfTheWholeFeed) {
    for (int seed = 1; seed <= effort(250); ++seed) {
        SCOPED_TRACE(seed);
        World(static_cast<std::uint64_t>(seed)).run();
        if (HasFailure()) return;
    }
}

}  // namespace
}  // namespace scan
