#include "operations/jobs/event_import.h"

#include <sstream>

#include "pipeline/event_page/event_page_decoder.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

std::string event_text(std::int64_t id) {
    const std::string number = std::to_string(id);
    return R"({"EventId":)" + number + R"(,"ParcelId":)" + number +
           R"(,"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z","StatusCode":"",)" +
           R"("User":{"RunId":"1"}})";
}

class Exported {
public:
    explicit Exported(StoreFixture& fixture)
        : queue_(fixture.open_queue()),
          gaps_(fixture.open_gaps()),
          audit_(fixture.open_audit(std::nullopt)) {
        const auto tenure = fixture.open_lease("holder")->acquire();
        EXPECT_TRUE(*fixture.open_cursor()->advance(
            (*tenure)->epoch,
            {.last_event_id = EventId{130},
             .gaps = {{EventId{100}, EventId{105}}, {EventId{110}, EventId{120}}}}));
    }

    ImportResult take_in(const std::string& text, bool is_dry_run = false) {
        std::istringstream file(text);
        const auto done = import_events({*queue_, *gaps_, *audit_, clock_},
                                        {.who = "mia@host",
                                         .reason = "the carrier sent what was lost",
                                         .is_dry_run = is_dry_run},
                                        file, "export.json", {.message = {.events_max = 3}}, {});
        if (done) return *done;
        ADD_FAILURE() << done.error().message;
        return {};
    }

    std::size_t events_in_queue() {
        std::size_t events = 0;
        EventPageDecoder decoder;
        while (true) {
            const auto got = queue_->receive({.visibility_timeout = 300s}, {});
            if (!got || got->empty()) return events;
            for (const Delivery& delivery : *got)
                events += decoder.decode(delivery.body)->events().size();
        }
    }
    std::size_t open_gaps() { return gaps_->list(GapState::open, kAll, 10)->size(); }

private:
    ManualClock clock_;
    std::unique_ptr<EventQueue> queue_;
    std::unique_ptr<FeedGaps> gaps_;
    std::unique_ptr<AuditLog> audit_;
};

TEST_P(ActingConformance, AnExportOfLinesIsQueuedAndFillsTheGapsThatItReachesOver) {
    Exported world(*fixture_);
    std::string lines;
    for (std::int64_t id = 101; id <= 104; ++id) lines += event_text(id) + "\n\n";
    const ImportResult dry = world.take_in(lines, true);
    EXPECT_EQ(dry.events, 4u);
    EXPECT_EQ(dry.gaps_filled.size(), 1u);
    EXPECT_EQ(world.events_in_queue(), 0u);
    EXPECT_EQ(world.open_gaps(), 2u);
    const ImportResult done = world.take_in(lines);
    EXPECT_FALSE(done.error);
    EXPECT_EQ(done.events, 4u);
    EXPECT_EQ(done.lowest, EventId{101});
    EXPECT_EQ(done.highest, EventId{104});
    EXPECT_EQ(done.gaps_filled.size(), 1u);
    EXPECT_EQ(world.events_in_queue(), 4u);
    EXPECT_EQ(world.open_gaps(), 1u);
}

TEST_P(ActingConformance, AnExportThatIsOnePageOverManyLinesIsQueued) {
    Exported world(*fixture_);
    const ImportResult done = world.take_in("{\n \"ScanEvents\": [\n" + event_text(111) + ",\n" +
                                            event_text(112) + "\n]}\n");
    EXPECT_EQ(done.events, 2u);
    EXPECT_EQ(done.unreadable, 0u);
    EXPECT_TRUE(done.gaps_filled.empty()) << "it has not all of it";
    EXPECT_EQ(world.events_in_queue(), 2u);
}

TEST_P(ActingConformance, AnExportWithAnUnreadableLineIsQueuedWithoutItAndFillsNoGap) {
    Exported world(*fixture_);
    const ImportResult done =
        world.take_in(event_text(101) + "\nno event\n" + event_text(104) + "\n");
    EXPECT_EQ(done.events, 2u);
    EXPECT_EQ(done.unreadable, 1u);
    EXPECT_EQ(done.unreadable_lines, std::vector<std::uint64_t>{2});
    EXPECT_TRUE(done.gaps_filled.empty());
    EXPECT_EQ(world.events_in_queue(), 2u);
    EXPECT_EQ(world.take_in("").events, 0u);
    EXPECT_EQ(world.take_in("no export at all\n").unreadable, 1u);
}

TEST_P(ActingConformance, AFileThatIsNoExportIsUnreadableAndNothingOfItIsQueued) {
    Exported world(*fixture_);
    for (const std::string text : {"[feed]\n", "[feed]\nurl = \"http://carrier\"\n\n[queue]\n",
                                   "[1, feed]\n", R"({"ScanEvents":[{"EventId":1,]})"}) {
        const ImportResult done = world.take_in(text);
        EXPECT_EQ(done.events, 0u) << text;
        EXPECT_EQ(done.unreadable, 1u) << text;
    }
    const ImportResult mixed = world.take_in(event_text(101) + "\n[feed]\nx = 1\n");
    EXPECT_EQ(mixed.events, 1u);
    EXPECT_EQ(mixed.unreadable_lines, (std::vector<std::uint64_t>{2, 3}));
    EXPECT_EQ(world.events_in_queue(), 1u);
    EXPECT_EQ(world.take_in("\xEF\xBB\xBF" + event_text(102) + "\r\n").events, 1u);
}

}  // namespace
}  // namespace scan::conformance
