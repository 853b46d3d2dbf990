#include "pipeline/page_intake.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_feed.h"
#include "pipeline/testing/scan_events.h"

namespace scan {
namespace {

std::vector<EventId> event_ids(std::initializer_list<std::int64_t> values) {
    std::vector<EventId> all;
    for (const std::int64_t value : values) all.push_back(EventId{value});
    return all;
}

struct Intake {
    PageIntake of(std::vector<std::string> texts, std::int64_t cursor,
                  IntakeScope scope = IntakeScope::everything) {
        page =
            decoder.decode(encode_page(std::vector<std::string_view>(texts.begin(), texts.end())))
                .value();
        return take_in(page, EventId{cursor}, window, seen, scope);
    }
    PageIntake of(std::initializer_list<std::int64_t> ids, std::int64_t cursor,
                  IntakeScope scope = IntakeScope::everything) {
        std::vector<std::string> texts;
        for (const std::int64_t id : ids) texts.push_back(feed_text(scan_event(id)));
        return of(texts, cursor, scope);
    }

    EventPageDecoder decoder;
    EventPage page;
    LateWindow window;
    SeenTexts seen;
};

TEST(PageIntake, TheEventAtTheCursorIsKnown) {
    Intake intake;
    intake.window.restart(EventId{5}, EventId{5}, {});
    const PageIntake taken = intake.of({5, 6}, 5);
    EXPECT_TRUE(taken.has_cursor);
    EXPECT_EQ(taken.fresh, event_ids({6}));
    EXPECT_EQ(taken.forward.size(), 1u);
    EXPECT_FALSE(taken.is_unordered);
    EXPECT_TRUE(taken.brought_unknown());
}

TEST(PageIntake, SortsAndKeepsTheFirstOfEqualIds) {
    Intake intake;
    const PageIntake taken = intake.of({9, 3, 9, 7}, 0);
    EXPECT_TRUE(taken.is_unordered);
    EXPECT_EQ(taken.fresh, event_ids({3, 7, 9}));
    EXPECT_EQ(taken.forward.front(), feed_text(scan_event(3)));
    EXPECT_EQ(taken.lowest, EventId{3});
    EXPECT_EQ(taken.highest, EventId{9});
}

TEST(PageIntake, TellsLateFromStaleByTheWindow) {
    Intake intake;
    intake.window.restart(EventId{5}, EventId{9}, {});
    const PageIntake taken = intake.of({4, 5, 6, 9}, 9);
    EXPECT_EQ(taken.late, event_ids({6}));
    EXPECT_EQ(taken.stale, 2u);
    EXPECT_TRUE(taken.brought_unknown());
}

TEST(PageIntake, StaleEventsAreNoProgress) {
    Intake intake;
    intake.window.restart(EventId{9}, EventId{9}, {});
    const PageIntake taken = intake.of({4}, 9);
    EXPECT_FALSE(taken.brought_unknown());
    EXPECT_TRUE(taken.has_work());
}

TEST(PageIntake, ALateScanTakesOnlyWhatIsInsideTheWindow) {
    Intake intake;
    intake.window.restart(EventId{5}, EventId{9}, {});
    const PageIntake taken = intake.of({4, 5, 6, 9, 10}, 9, IntakeScope::late_window);
    EXPECT_EQ(taken.late, event_ids({6}));
    EXPECT_TRUE(taken.fresh.empty());
    EXPECT_EQ(taken.stale, 0u);
    EXPECT_EQ(taken.forward.size(), 1u);
}

TEST(PageIntake, AMalformedEventWithAUsableIdCountsAsItsId) {
    Intake intake;
    const PageIntake taken = intake.of(std::vector{malformed_text(3)}, 0);
    EXPECT_EQ(taken.fresh, event_ids({3}));
    EXPECT_EQ(taken.forward.size(), 1u);
}

TEST(PageIntake, ATextWithoutAnIdIsTakenOnce) {
    Intake intake;
    const PageIntake first = intake.of(std::vector{text_without_id("a"), text_without_id("a")}, 0);
    EXPECT_EQ(first.forward.size(), 1u);
    EXPECT_EQ(first.once.size(), 1u);
    EXPECT_FALSE(first.highest);
    intake.seen.note(text_without_id("a"));
    EXPECT_TRUE(intake.of(std::vector{text_without_id("a")}, 0).forward.empty());
}

}  // namespace
}  // namespace scan
