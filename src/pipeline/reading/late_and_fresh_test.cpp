#include "pipeline/reading/late_and_fresh.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_feed.h"
#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/event_page/event_page_encoder.h"
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
        return take_in(page, EventId{cursor}, debt, seen, scope);
    }
    PageIntake of(std::initializer_list<std::int64_t> ids, std::int64_t cursor,
                  IntakeScope scope = IntakeScope::everything) {
        std::vector<std::string> texts;
        for (const std::int64_t id : ids) texts.push_back(feed_text(scan_event(id)));
        return of(texts, cursor, scope);
    }

    EventPageDecoder decoder;
    EventPage page;
    DebtLedger debt{{.window = std::chrono::seconds(60), .scan_interval = {}, .bounds = {}}};
    SeenTexts seen;
};

TEST(PageIntake, TheEventAtTheCursorIsKnown) {
    Intake intake;
    const PageIntake taken = intake.of({5, 6}, 5);
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
    EXPECT_EQ(taken.ids, event_ids({3, 7, 9}));
    EXPECT_EQ(taken.first_above(EventId{3}), EventId{7});
    EXPECT_EQ(taken.first_above(EventId{9}), std::nullopt);
    EXPECT_EQ(taken.greatest_distance(), 4);
}

TEST(PageIntake, TellsLateFromStaleByWhatIsOwed) {
    Intake intake;
    intake.debt.restart({{EventId{5}, EventId{8}}}, {});
    const PageIntake taken = intake.of({4, 5, 6, 9}, 9);
    EXPECT_EQ(taken.late, event_ids({6}));
    EXPECT_EQ(taken.repeats, 1u) << "a former holder may have forwarded it";
    EXPECT_EQ(taken.stale, 2u);
    EXPECT_TRUE(taken.brought_unknown());
}

TEST(PageIntake, StaleEventsAreNoProgress) {
    Intake intake;
    const PageIntake taken = intake.of({4}, 9);
    EXPECT_FALSE(taken.brought_unknown());
    EXPECT_TRUE(taken.has_work());
}

TEST(PageIntake, ASecondReadingTakesOnlyWhatIsOwed) {
    Intake intake;
    intake.debt.restart({{EventId{5}, EventId{8}}}, {});
    const PageIntake taken = intake.of({4, 5, 6, 9, 10}, 9, IntakeScope::owed);
    EXPECT_EQ(taken.late, event_ids({6}));
    EXPECT_TRUE(taken.fresh.empty());
    EXPECT_EQ(taken.stale, 0u);
    EXPECT_EQ(taken.forward.size(), 1u);
}

TEST(PageIntake, AnIdTwiceInARowIsNoOtherOrder) {
    Intake intake;
    const PageIntake taken = intake.of({3, 3, 4}, 0);
    EXPECT_FALSE(taken.is_unordered);
    EXPECT_EQ(taken.copies, 1u);
    EXPECT_EQ(taken.forward.size(), 2u);
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
    EXPECT_TRUE(first.ids.empty());
    intake.seen.note(text_without_id("a"));
    EXPECT_TRUE(intake.of(std::vector{text_without_id("a")}, 0).forward.empty());
}

}  // namespace
}  // namespace scan
