#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "adapters/memory/memory_feed.h"
#include "operations/jobs/verify_work.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {

// A store that has the ids 101 to 140 of a feed, four for each parcel from 1 to 10, with a queue
// that is empty.
class Proof : private ParcelMender {
public:
    explicit Proof(StoreFixture& fixture)
        : fixture_(fixture),
          cursors_(fixture.open_cursor()),
          parcels_(fixture.open_parcels()),
          failed_(fixture.open_failed()),
          audit_(fixture.open_audit(std::nullopt)),
          board_(fixture.open_jobs()),
          mender_(fixture.open_mender()),
          queue_(fixture.open_queue()) {
        const auto tenure = fixture.open_lease("holder")->acquire();
        for (std::int64_t id = 101; id <= 140; ++id) feed_.add(event(id));
        EXPECT_TRUE(*cursors_->advance((*tenure)->epoch, {.last_event_id = EventId{140}}));
    }

    static ScanEvent event(std::int64_t id) {
        constexpr std::string_view kTypes[] = {"STATUS", "PICKUP", "DELIVERY", "STATUS"};
        const std::int64_t place = id - 101;
        return scan_event(id, place / 4 + 1, kTypes[place % 4]);
    }

    void apply(const std::vector<ScanEvent>& events) {
        StoreBatch batch;
        std::vector<const ScanEvent*> all;
        for (const ScanEvent& each : events) {
            all.push_back(&each);
            batch.applied.push_back(each.event_id);
        }
        std::ranges::sort(batch.applied);
        batch.parcels = fold(all);
        ASSERT_TRUE(parcels_->apply(batch));
    }

    // All but these.
    void apply_all(const std::set<std::int64_t>& but = {}) {
        std::vector<ScanEvent> events;
        for (std::int64_t id = 101; id <= 140; ++id) {
            if (!but.contains(id)) events.push_back(event(id));
        }
        apply(events);
    }

    Verification verify(VerifyMend mend = VerifyMend::nothing, std::int64_t from = 101) {
        const Act act{.who = "mia@host", .reason = "a proof"};
        const auto id = begin_verification(*board_, *cursors_, *audit_, act,
                                           {.from = EventId{from}, .mend = mend});
        if (!id) {
            ADD_FAILURE() << id.error().message;
            return {};
        }
        VerifyWork work = claimed(*id);
        run(work, clock_, {});
        return verification_of(**board_->find(*id));
    }
    VerifyWork claimed(std::int64_t id) {
        const auto claim =
            board_->claim(id, fmt::format("worker {}", ++workers_), std::chrono::seconds(30));
        EXPECT_TRUE(claim && *claim);
        return VerifyWork(
            {*board_, feed_, *queue_, *cursors_, *parcels_, *this, *failed_, *audit_, clock_},
            **board_->find(id), **claim,
            {.page_limit = 7,
             .window_events = 15,
             .ticks_kept = fixture_.keeps_ticks() ? 1 : 10,
             .patience = std::chrono::seconds(10)},
            Random(1));
    }
    // Before a row is overwritten, this happens to it.
    void meanwhile(std::function<void()> what) { meanwhile_ = std::move(what); }
    Result<bool> overwrite(const ParcelSummary& compared, const ParcelSummary& mended) override {
        if (meanwhile_) meanwhile_();
        return mender_->overwrite(compared, mended);
    }
    ParcelSummary row(std::int64_t id) { return **parcels_->find(ParcelId{id}); }

    void fail_event(std::int64_t event_id, const std::string& body) {
        StoreBatch batch;
        batch.failed = {failed_event(event_id, body)};
        ASSERT_TRUE(parcels_->apply(batch));
    }
    std::int64_t failed_id() { return failed_->pick({}, 0, 1)->front().id; }

    FailedEvents& failed() { return *failed_; }
    EventQueue& queue() { return *queue_; }
    JobBoard& board() { return *board_; }
    CursorStore& cursors() { return *cursors_; }
    AuditLog& audit() { return *audit_; }
    ManualClock& clock() { return clock_; }
    MemoryFeed& feed() { return feed_; }

private:
    StoreFixture& fixture_;
    ManualClock clock_;
    MemoryFeed feed_;
    std::unique_ptr<CursorStore> cursors_;
    std::unique_ptr<ParcelStore> parcels_;
    std::unique_ptr<FailedEvents> failed_;
    std::unique_ptr<AuditLog> audit_;
    std::unique_ptr<JobBoard> board_;
    std::unique_ptr<ParcelMender> mender_;
    std::unique_ptr<EventQueue> queue_;
    std::function<void()> meanwhile_;
    int workers_ = 0;
};

}  // namespace scan::conformance
