#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "adapters/memory/memory_feed.h"
#include "adapters/memory/memory_parcel_store.h"
#include "base/testing/effort.h"
#include "operations/acting/dead_letter_acts.h"
#include "operations/acting/failed_event_look.h"
#include "operations/acting/failed_event_retry.h"
#include "operations/jobs/event_import.h"
#include "operations/jobs/replay.h"
#include "operations/jobs/verify_work.h"
#include "tests/conformance/store_conformance.h"

// Each verb on 100,000 items. A verb holds a piece of them at a time: what it takes of memory is bounded whatever their number, and no
// call hands over more than a piece.

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kMany = effort(100'000);
constexpr std::int64_t kAPiece = 5'000;
constexpr std::size_t kMemoryMax = 16 * 1024 * 1024;
const Act kAct{.who = "mia@host", .reason = "all of them"};

std::string event_text(std::int64_t id, std::int64_t parcel_id) {
    return fmt::format(
        R"({{"EventId":{0},"ParcelId":{1},"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z",)"
        R"("StatusCode":"","User":{{"RunId":"1"}}}})",
        id, parcel_id);
}
std::string event_text(std::int64_t id) {
    return event_text(id, id / 10 + 1);
}

// What the heap has grown by, as far as anybody looked. Nothing under a sanitizer, whose allocator is another.
class Heap {
public:
    void look() { most_ = std::max(most_, used()); }
    std::size_t growth() const { return most_ - before_; }

private:
    static std::size_t used() { return ::mallinfo2().uordblks; }
    const std::size_t before_ = used();
    std::size_t most_ = before_;
};

// A queue that looks at the heap whenever something goes through it.
class Scale final : public EventQueue {
public:
    Scale(EventQueue& queue, Heap& heap) : queue_(queue), heap_(heap) {}

    std::size_t bodies_most() const { return bodies_most_; }

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        bodies_most_ = std::max(bodies_most_, bodies.size());
        heap_.look();
        return queue_.send(bodies);
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override {
        // The last look of a verb waits for nothing here.
        ReceiveRequest at_once = request;
        at_once.wait = Duration::zero();
        auto got = queue_.receive(at_once, std::move(stop));
        if (got) bodies_most_ = std::max(bodies_most_, got->size());
        heap_.look();
        return got;
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override {
        return queue_.acknowledge(receipts);
    }
    std::vector<Result<>> release(std::span<const Receipt> receipts) override {
        return queue_.release(receipts);
    }
    std::vector<Result<>> extend(std::span<const Receipt> receipts, Duration timeout) override {
        return queue_.extend(receipts, timeout);
    }
    Result<QueueDepth> depth() override { return queue_.depth(); }

private:
    EventQueue& queue_;
    Heap& heap_;
    std::size_t bodies_most_ = 0;
};

// An outlet that looks at the heap, too.
class ScaledOutlet final : public FailedEventOutlet {
public:
    ScaledOutlet(FailedEventOutlet& outlet, Heap& heap) : outlet_(outlet), heap_(heap) {}
    std::vector<Result<>> retry(std::span<const OutgoingText> texts) override {
        texts_most_ = std::max(texts_most_, texts.size());
        heap_.look();
        return outlet_.retry(texts);
    }
    Result<> replace(const OutgoingText& text, const std::string& edited_body) override {
        return outlet_.replace(text, edited_body);
    }
    std::size_t texts_most() const { return texts_most_; }

private:
    FailedEventOutlet& outlet_;
    Heap& heap_;
    std::size_t texts_most_ = 0;
};

// A store, and the queue beside it, with as many of each thing as a test wants.
class Crowd {
public:
    explicit Crowd(StoreFixture& fixture)
        : parcels(fixture.open_parcels()), queue(fixture.open_queue()), fixture_(fixture) {
        EXPECT_TRUE(queue->depth());
    }

    // Each of a parcel of its own: a store gives ids to a batch in any order.
    void fail_many(std::int64_t many) {
        for (std::int64_t first = 1; first <= many; first += kAPiece) {
            StoreBatch batch;
            for (std::int64_t id = first; id < first + kAPiece && id <= many; ++id)
                batch.failed.push_back(failed_event(id, event_text(id, id)));
            ASSERT_TRUE(parcels->apply(batch));
        }
    }
    // In messages of a hundred events each.
    void bury_many(EventQueue& dead_letters) {
        std::vector<std::string> bodies;
        for (std::int64_t first = 1; first <= kMany; first += kInAMessage) {
            std::string page;
            for (std::int64_t id = first; id < first + kInAMessage; ++id)
                page += (page.empty() ? "" : ",") + event_text(id);
            bodies.push_back(R"({"ScanEvents":[)" + page + "]}");
        }
        for (const Result<>& sent : dead_letters.send(bodies)) ASSERT_TRUE(sent);
    }
    // All but one of a hundred, if some are to be missing.
    void apply_many(bool all) {
        for (std::int64_t first = 1; first <= kMany; first += kAPiece) {
            std::vector<ScanEvent> events;
            for (std::int64_t id = first; id < first + kAPiece && id <= kMany; ++id) {
                if (all || id % 100 != 9) events.push_back(event(id));
            }
            std::vector<const ScanEvent*> pointers;
            for (const ScanEvent& each : events) pointers.push_back(&each);
            ASSERT_TRUE(parcels->apply(
                {.parcels = fold(pointers), .applied = {}, .failed = {}, .history = {}}));
        }
    }
    static ScanEvent event(std::int64_t id) { return scan_event(id, id / 10 + 1, "STATUS"); }
    void set_cursor(EventId at) {
        const auto tenure = fixture_.open_lease("holder")->acquire();
        cursors = fixture_.open_cursor();
        ASSERT_TRUE(*cursors->advance((*tenure)->epoch, {.last_event_id = at}));
    }

    static constexpr std::int64_t kInAMessage = 100;
    ManualClock clock;
    std::unique_ptr<ParcelStore> parcels;
    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<CursorStore> cursors;

private:
    StoreFixture& fixture_;
};

constexpr std::string_view kCopies = "a store in memory makes copies of its lists";

TEST_P(ActingConformance, AHundredThousandFailedEventsAreTriedRetriedAndDiscardedInPieces) {
    if (GetParam().name == "memory") GTEST_SKIP() << kCopies;
    Crowd crowd(*fixture_);
    // A server is asked about each, which takes a minute for all of them.
    const std::int64_t many = GetParam().name == "sqlite" ? kMany : kMany / 10;
    crowd.fail_many(many);
    const auto outlet = fixture_->open_outlet();
    const auto trial = fixture_->open_trial();
    Heap heap;
    Scale queue(*crowd.queue, heap);
    ScaledOutlet scaled(*outlet, heap);
    const FailedEventActs acts{*failed_, *audit_, queue, scaled, *trial};
    const auto list = list_failed_events(*failed_, {}, {.limit = 1000});
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->rows.size(), 1000u);
    EXPECT_EQ(list->watermark.count, static_cast<std::uint64_t>(many));
    const Act dry{.who = "mia@host", .reason = "", .is_dry_run = true};
    const auto tried = retry_failed_events(acts, dry, {});
    ASSERT_TRUE(tried && !tried->error) << tried->error->message;
    EXPECT_EQ(tried->counts.at(ActOutcome::would_apply), static_cast<std::uint64_t>(many))
        << summary(*tried);
    FailedSelection half;
    half.filter.up_to_id = list->rows.front().id - many / 2;
    const auto retried = retry_failed_events(acts, kAct, half);
    ASSERT_TRUE(retried) << retried.error().message;
    EXPECT_EQ(retried->counts.at(ActOutcome::queued), static_cast<std::uint64_t>(many / 2));
    EXPECT_EQ(retried->came_since, static_cast<std::uint64_t>(many / 2));
    const auto discarded = discard_failed_events(acts, kAct, {});
    EXPECT_EQ(discarded->counts.at(ActOutcome::discarded), static_cast<std::uint64_t>(many / 2));
    heap.look();
    EXPECT_LT(heap.growth(), kMemoryMax);
    EXPECT_LE(scaled.texts_most(), 50u);
    EXPECT_EQ(crowd.queue->depth()->undone(), static_cast<std::uint64_t>(many / 2));
}

TEST_P(ActingConformance, AHundredThousandDeadEventsAreSentBackDrainedAndPurgedInPieces) {
    if (GetParam().name == "memory") GTEST_SKIP() << kCopies;
    Crowd crowd(*fixture_);
    const auto dead_letters = fixture_->open_dead_letters();
    const auto count = static_cast<std::uint64_t>(kMany / Crowd::kInAMessage);
    MemoryStoreState state(crowd.clock);
    MemoryParcelStore parcels(state);
    crowd.bury_many(*dead_letters);
    Heap heap;
    Scale queue(*crowd.queue, heap);
    Scale dead(*dead_letters, heap);
    const DeadLetterActs acts{queue,       dead, *failed_, parcels, *audit_,
                              crowd.clock, 300s, false,    {}};
    EXPECT_EQ(redrive_dead_letters(acts, kAct, {})->messages, count);
    EXPECT_EQ(crowd.queue->depth()->undone(), count);
    crowd.bury_many(*dead_letters);
    EXPECT_EQ(purge_dead_letters(acts, kAct, count)->events, static_cast<std::uint64_t>(kMany));
    EXPECT_EQ(failed_->measure({.state = FailedState::discarded})->count,
              static_cast<std::uint64_t>(kMany));
    EXPECT_LT(heap.growth(), kMemoryMax);
    EXPECT_LE(std::max(queue.bodies_most(), dead.bodies_most()), 10u);
    crowd.bury_many(*dead_letters);
    // The store in memory grows by what is applied, so this is not weighed.
    EXPECT_EQ(drain_dead_letters(acts, kAct)->events_applied, static_cast<std::uint64_t>(kMany));
    EXPECT_LE(dead.bodies_most(), 10u);
    EXPECT_EQ(dead_letters->depth()->visible, 0u);
}

TEST_P(ActingConformance, AHundredThousandEventsAreReplayedPageByPage) {
    if (GetParam().name == "memory") GTEST_SKIP() << kCopies;
    Crowd crowd(*fixture_);
    MemoryFeed feed;
    for (std::int64_t id = 1; id <= kMany; ++id) feed.add(EventId{id}, event_text(id));
    const auto board = fixture_->open_jobs();
    const auto id =
        begin_replay(*board, *audit_, kAct, {EventId{1}, EventId{kMany}}, /*events a second*/ 0);
    const auto claim = board->claim(*id, "w", 300s);
    Heap heap;
    Scale queue(*crowd.queue, heap);
    Replay replay({*board, feed, queue, crowd.clock}, **board->find(*id), **claim,
                  {.page_limit = 1000, .message = {.events_max = 250}}, Random(1));
    run(replay, crowd.clock, {});
    EXPECT_EQ(replay.state(), JobState::done) << replay.result();
    EXPECT_EQ(replay.progress().done, static_cast<std::uint64_t>(kMany));
    EXPECT_LT(heap.growth(), kMemoryMax);
    EXPECT_LE(queue.bodies_most(), 10u) << "no more than a page's messages at once";
}

TEST_P(ActingConformance, AHundredThousandExportedEventsAreImportedInPieces) {
    if (GetParam().name == "memory") GTEST_SKIP() << kCopies;
    Crowd crowd(*fixture_);
    std::stringstream file;
    for (std::int64_t id = 1; id <= kMany; ++id) file << event_text(id) << '\n';
    const auto gaps = fixture_->open_gaps();
    Heap heap;
    Scale queue(*crowd.queue, heap);
    const auto done = import_events({queue, *gaps, *audit_, crowd.clock}, kAct, file, "export",
                                    {.message = {.events_max = 250}}, {});
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->events, static_cast<std::uint64_t>(kMany));
    EXPECT_LT(heap.growth(), kMemoryMax);
    EXPECT_LE(queue.bodies_most(), 10u);
}

TEST_P(ActingConformance, AHundredThousandEventsAreVerifiedAndMendedInWindows) {
    if (GetParam().name == "memory") GTEST_SKIP() << kCopies;
    Crowd crowd(*fixture_);
    crowd.set_cursor(EventId{kMany});
    MemoryFeed feed;
    for (std::int64_t id = 1; id <= kMany; ++id) feed.add(Crowd::event(id));
    crowd.apply_many(/*all=*/false);
    const auto board = fixture_->open_jobs();
    const auto mender = fixture_->open_mender();
    Heap heap;
    Scale queue(*crowd.queue, heap);
    for (const bool is_mended : {false, true}) {
        const auto id = begin_verification(*board, *crowd.cursors, *audit_, kAct,
                                           {.from = EventId{1}, .mend = VerifyMend::all});
        const auto claim = board->claim(*id, fmt::format("w{}", is_mended), 300s);
        VerifyWork work({*board, feed, queue, *crowd.cursors, *crowd.parcels, *mender, *failed_,
                         *audit_, crowd.clock},
                        **board->find(*id), **claim,
                        {.page_limit = 1000, .ticks_kept = fixture_->keeps_ticks() ? 1 : 10},
                        Random(1));
        // Each step is looked at, because a verification sends nothing.
        for (Next next = work.step({}); next.kind != Next::Kind::finished; next = work.step({})) {
            heap.look();
            crowd.clock.sleep_until(next.at, {});
        }
        ASSERT_EQ(work.state(), JobState::done) << work.result();
        const Verification found = verification_of(**board->find(*id));
        EXPECT_EQ(found.events, static_cast<std::uint64_t>(kMany));
        EXPECT_EQ(found.mended, is_mended ? 0u : static_cast<std::uint64_t>(kMany / 100));
        EXPECT_EQ(found.unmended, 0u);
        EXPECT_LE(found.differences.size(), Verification::kDifferencesMax);
    }
    EXPECT_LT(heap.growth(), kMemoryMax);
}

}  // namespace
}  // namespace scan::conformance
