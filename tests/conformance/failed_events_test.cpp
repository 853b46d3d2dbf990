#include <algorithm>

#include "operations/acting/failed_event_look.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

using Ids = std::vector<std::int64_t>;

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

Ids ids_of(const std::vector<FailedEventRecord>& rows) {
    Ids ids;
    for (const FailedEventRecord& row : rows) ids.push_back(row.id);
    return ids;
}

std::vector<std::string> texts_of(const std::vector<FailedEventRecord>& rows) {
    std::vector<std::string> texts;
    for (const FailedEventRecord& row : rows) texts.push_back(row.event.body);
    return texts;
}

FailedEvent of_reason(std::optional<std::int64_t> event_id, std::string reason, std::string body) {
    FailedEvent event = failed_event(event_id, std::move(body));
    event.reason = std::move(reason);
    return event;
}

TEST_P(ActingConformance, ListsNothingOfAnEmptyStore) {
    EXPECT_TRUE(listed().empty());
    EXPECT_EQ(failed_->measure({}).value(), Watermark());
    EXPECT_TRUE(failed_->groups(std::nullopt, 10)->empty());
    EXPECT_FALSE(failed_->find(1)->has_value());
}

TEST_P(ActingConformance, ListsTheNewestFirstWithoutTheirTexts) {
    fail_events({failed_event(5, "{5}"), failed_event(std::nullopt, "{}"), failed_event(7, "{7}")});
    const auto rows = listed();
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_TRUE(std::ranges::is_sorted(ids_of(rows), std::ranges::greater()));
    EXPECT_EQ(rows[0].event.event_id, EventId{7});
    EXPECT_EQ(rows[1].event.event_id, std::nullopt);
    EXPECT_EQ(rows[2].event.parcel_id, ParcelId{7});
    for (const FailedEventRecord& row : rows) {
        EXPECT_EQ(row.event.body, "");
        EXPECT_EQ(row.event.reason, "bad timestamp");
        EXPECT_EQ(row.event.detail, "the month is 13");
        EXPECT_EQ(row.state, FailedState::open);
        EXPECT_EQ(row.occurrences, 1u);
    }
    const auto below = failed_->list({}, rows[1].id, 10);
    EXPECT_EQ(ids_of(*below), Ids{rows[2].id});
    EXPECT_EQ(ids_of(*failed_->list({}, kAll, 2)), (Ids{rows[0].id, rows[1].id}));
}

TEST_P(ActingConformance, PicksTheOldestFirstWithTheirTexts) {
    fail_events({failed_event(5, "{5}"), failed_event(6, "{6}"), failed_event(7, "{7}")});
    const auto first = failed_->pick({}, 0, 2);
    EXPECT_EQ(texts_of(*first), (std::vector<std::string>{"{5}", "{6}"}));
    const auto rest = failed_->pick({}, first->back().id, 2);
    EXPECT_EQ(texts_of(*rest), std::vector<std::string>{"{7}"});
}

TEST_P(ActingConformance, FindsAFailedEventWithItsWholeText) {
    const std::string body(fixture_->keeps_any_text() ? 300 * 1024 : 4000, 'x');
    fixture_->pass(std::chrono::seconds(90));
    const UtcTime failed_at = fixture_->now();
    fail_events({failed_event(5, body)});
    fixture_->pass(std::chrono::seconds(90));
    fail_events({failed_event(5, body)});
    const auto found = failed_->find(listed().front().id);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->event, failed_event(5, body));
    EXPECT_EQ((*found)->occurrences, 2u);
    EXPECT_EQ((*found)->edited_body, std::nullopt);
    EXPECT_GE((*found)->last_failed_at.ticks() - (*found)->failed_at.ticks(),
              60 * UtcTime::kTicksPerSecond);
    EXPECT_LT(std::abs((*found)->failed_at.ticks() - failed_at.ticks()),
              60 * UtcTime::kTicksPerSecond);
    EXPECT_FALSE(failed_->find((*found)->id + 1)->has_value());
}

TEST_P(ActingConformance, AFilterFindsByReasonStateAndEventId) {
    fail_events({of_reason(5, "bad timestamp", "{5}"), of_reason(6, "too large", "{6}"),
                 of_reason(std::nullopt, "too large", "{}"), of_reason(8, "too large", "{8}")});
    apply_event(8);
    const FailedEventFilter large{.reason = "too large"};
    EXPECT_EQ(listed(large).size(), 3u);
    EXPECT_EQ(failed_->measure(large)->count, 3u);
    const FailedEventFilter open_large{.reason = "too large", .state = FailedState::open};
    EXPECT_EQ(texts_of(*failed_->pick(open_large, 0, 9)), (std::vector<std::string>{"{6}", "{}"}));
    const FailedEventFilter resolved{.state = FailedState::resolved};
    EXPECT_EQ(texts_of(*failed_->pick(resolved, 0, 9)), std::vector<std::string>{"{8}"});
    const FailedEventFilter between{.event_ids =
                                        FailedEventFilter::EventIds{EventId{5}, EventId{6}}};
    EXPECT_EQ(texts_of(*failed_->pick(between, 0, 9)), (std::vector<std::string>{"{5}", "{6}"}));
    EXPECT_TRUE(listed({.reason = "no such"}).empty());
}

TEST_P(ActingConformance, WhatComesAfterTheWatermarkIsLeftOut) {
    fail_events({failed_event(5, "{5}"), failed_event(6, "{6}")});
    const Watermark shown = failed_->measure({}).value();
    EXPECT_EQ(shown.count, 2u);
    fail_events({failed_event(7, "{7}")});
    const FailedEventFilter as_shown{.up_to_id = shown.highest_id};
    EXPECT_EQ(texts_of(*failed_->pick(as_shown, 0, 9)), (std::vector<std::string>{"{5}", "{6}"}));
    EXPECT_EQ(failed_->measure(as_shown).value(), shown);
    EXPECT_EQ(failed_->measure({})->count, 3u);
}

TEST_P(ActingConformance, GroupsCountByReasonTheMostFirst) {
    fail_events({of_reason(5, "too large", "{5}"), of_reason(6, "bad timestamp", "{6}"),
                 of_reason(7, "bad timestamp", "{7}"), of_reason(8, "bad timestamp", "{8}")});
    apply_event(8);
    const auto groups = failed_->groups(FailedState::open, 10);
    ASSERT_EQ(groups->size(), 2u);
    EXPECT_EQ((*groups)[0].reason, "bad timestamp");
    EXPECT_EQ((*groups)[0].count, 2u);
    EXPECT_LE((*groups)[0].first_failed_at, (*groups)[0].last_failed_at);
    EXPECT_EQ((*groups)[1].reason, "too large");
    EXPECT_EQ(failed_->groups(std::nullopt, 1)->front().count, 3u);
}

TEST_P(ActingConformance, ARetriedEventThatFailsAgainIsOpenAgain) {
    fail_events({failed_event(5, "{5}")});
    const std::int64_t id = with_body("{5}").id;
    ASSERT_TRUE(failed_->mark_retried(Ids{id}));
    EXPECT_EQ(with_body("{5}").state, FailedState::retried);
    EXPECT_EQ(listed({.state = FailedState::open}).size(), 0u);
    fail_events({failed_event(5, "{5}")});
    EXPECT_EQ(with_body("{5}").state, FailedState::open);
}

TEST_P(ActingConformance, ApplyingTheEventResolvesOneThatWasRetried) {
    fail_events({failed_event(std::nullopt, "{}"), failed_event(6, "{6}")});
    const std::int64_t id = with_body("{}").id;
    ASSERT_TRUE(
        failed_->identify(std::vector<FailedEvents::Identity>{{id, EventId{5}, ParcelId{10}}}));
    ASSERT_TRUE(failed_->mark_retried(Ids{id}));
    const FailedEventRecord row = with_body("{}");
    EXPECT_EQ(row.event.event_id, EventId{5});
    EXPECT_EQ(row.event.parcel_id, ParcelId{10});
    apply_event(5);
    EXPECT_EQ(with_body("{}").state, FailedState::resolved);
    EXPECT_EQ(with_body("{6}").state, FailedState::open);
}

TEST_P(ActingConformance, OnlyWhatIsOpenIsMarkedAsRetriedAndOnlyThatIsReopened) {
    fail_events({failed_event(5, "{5}"), failed_event(6, "{6}")});
    const Ids ids{with_body("{5}").id, with_body("{6}").id};
    apply_event(6);
    ASSERT_TRUE(failed_->mark_retried(ids));
    EXPECT_EQ(with_body("{5}").state, FailedState::retried);
    EXPECT_EQ(with_body("{6}").state, FailedState::resolved);
    ASSERT_TRUE(failed_->reopen(ids));
    EXPECT_EQ(with_body("{5}").state, FailedState::open);
    EXPECT_EQ(with_body("{6}").state, FailedState::resolved);
}

TEST_P(ActingConformance, ADiscardedEventStaysSoWithOrWithoutAnEventId) {
    fail_events({failed_event(5, "{5}"), failed_event(std::nullopt, "{}"), failed_event(7, "{7}")});
    apply_event(7);
    const Ids ids{with_body("{5}").id, with_body("{}").id, with_body("{7}").id, 999'999};
    EXPECT_EQ(failed_->discard(ids).value(), 2u) << "one is closed already, one is none";
    EXPECT_EQ(failed_->discard(ids).value(), 0u);
    fail_events({failed_event(5, "{5}"), failed_event(std::nullopt, "{}")});
    EXPECT_EQ(with_body("{5}").state, FailedState::discarded);
    EXPECT_EQ(with_body("{}").state, FailedState::discarded);
    EXPECT_EQ(with_body("{7}").state, FailedState::resolved);
    EXPECT_EQ(fixture_->open_status()->read()->failed_events_open, 0u);
}

TEST_P(ActingConformance, AnEditedEventIsResolvedAndKeepsBothTexts) {
    fail_events({failed_event(5, "{5}")});
    const std::int64_t id = with_body("{5}").id;
    EXPECT_TRUE(failed_->replace(id, "{5, mended}").value());
    const FailedEventRecord row = with_body("{5}");
    EXPECT_EQ(row.state, FailedState::resolved);
    EXPECT_EQ(row.edited_body, "{5, mended}");
    EXPECT_FALSE(failed_->replace(id, "{5, again}").value()) << "it is closed";
    EXPECT_EQ(with_body("{5}").edited_body, "{5, mended}");
}

}  // namespace
}  // namespace scan::conformance
