#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "operations/conditions/condition_table.h"
#include "operations/conditions/testing/good_times.h"
#include "operations/conditions/verdict.h"

namespace scan {
namespace {

// How each condition comes about, and how bad it is then.
struct Case {
    ConditionId id;
    Severity severity;
    std::function<void(Facts&)> befall;
};

Case signed_case(ConditionId id, Severity severity, Duration age = 2min) {
    return {id, severity, [=](Facts& facts) { add_sign(facts, id, age); }};
}

std::vector<Case> cases() {
    using Id = ConditionId;
    return {
        signed_case(Id::store_full, Severity::error, 1s),
        signed_case(Id::store_denied, Severity::error, 1s),
        signed_case(Id::schema_older, Severity::error, 1s),
        signed_case(Id::schema_newer, Severity::error, 1s),
        signed_case(Id::store_unreachable, Severity::error),
        signed_case(Id::queue_denied, Severity::error, 1s),
        signed_case(Id::queue_unreachable, Severity::error),
        {Id::no_poller, Severity::error,
         [](Facts& facts) {
             facts.store->status.lease_live = false;
             for (WorkerFacts& each : facts.workers) each.polling.reset();
         }},
        {Id::no_processor, Severity::error,
         [](Facts& facts) {
             if (!facts.queue) facts.queue.emplace();
             facts.queue->visible = 3;
             worker(facts).processing->progress_at = ago(2min);
         }},
        signed_case(Id::stage_stuck, Severity::error, 1s),
        signed_case(Id::feed_denied, Severity::error),
        signed_case(Id::feed_format_changed, Severity::error, 1s),
        signed_case(Id::feed_page_too_large, Severity::error, 1s),
        signed_case(Id::feed_unreachable, Severity::error),
        signed_case(Id::feed_failing, Severity::error),
        signed_case(Id::feed_throttled, Severity::error),
        signed_case(Id::feed_reset, Severity::error, 1s),
        {Id::feed_gap, Severity::error,
         [](Facts& facts) {
             facts.store->gaps = {{EventId{10}, EventId{14}, ago(1h), true},
                                  {EventId{1}, EventId{3}, ago(2h), false}};
         }},
        {Id::dead_letters, Severity::error, [](Facts& facts) { facts.queue->dead_letters = 2; }},
        signed_case(Id::credential_expiring, Severity::warning),
        {Id::behind, Severity::error,
         [](Facts& facts) {
             if (!worker(facts).polling) return;
             stop_reading(facts, 20min);
             worker(facts).polling->no_forecast_since = ago(10min);
         }},
        {Id::failed_events, Severity::warning,
         [](Facts& facts) {
             facts.store->status.failed_events_open = 3;
             facts.store->failed = {{"bad timestamp", 2, ago(2h)}, {"not a page", 1, ago(3h)}};
         }},
        {Id::table_differs, Severity::warning, [](Facts& facts) { facts.store->differences = 1; }},
        signed_case(Id::queue_full, Severity::warning, 1s),
        {Id::feed_quiet, Severity::warning,
         [](Facts& facts) {
             facts.quiet_max = 10min;
             worker(facts).polling->new_at = ago(11min);
         }},
        signed_case(Id::feed_range_unreadable, Severity::warning, 1s),
        {Id::late_window_short, Severity::warning,
         [](Facts& facts) {
             worker(facts).lateness_max = 55s;
             worker(facts).lateness_at = ago(24h);
         }},
        signed_case(Id::ids_forgotten, Severity::warning, 1s),
        {Id::paused, Severity::info,
         [](Facts& facts) {
             facts.store->paused = {{.what = Pausable::poll,
                                     .since = ago(1h),
                                     .until = {},
                                     .who = "ann@host",
                                     .reason = "the carrier asked"}};
         }},
    };
}

TEST(EachCondition, HasACaseHere) {
    const auto all = cases();
    ASSERT_EQ(all.size(), condition_table().size());
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].id, condition_table()[i].id);
}

TEST(EachCondition, IsToldAloneWithItsStateSentenceAndAction) {
    for (const Case& each : cases()) {
        const ConditionRow& row = row_of(each.id);
        SCOPED_TRACE(std::string(row.name));
        Facts facts = good_times();
        each.befall(facts);
        const Verdict verdict = judge(facts);
        ASSERT_EQ(ids(verdict), std::vector{each.id});
        EXPECT_EQ(verdict.conditions.front().severity, each.severity);
        EXPECT_FALSE(verdict.conditions.front().clause.empty());
        const bool is_bad = each.severity != Severity::info;
        EXPECT_EQ(verdict.sentence.find(row.action) != std::string::npos, is_bad)
            << verdict.sentence;
        EXPECT_EQ(verdict.state, each.severity == Severity::error     ? WorkState::failing
                                 : each.severity == Severity::warning ? WorkState::degraded
                                                                      : WorkState::up_to_date);
    }
}

TEST(EachCondition, IsToldBesideEachOtherTheWorseFirst) {
    const auto all = cases();
    for (const Case& one : all) {
        for (const Case& other : all) {
            if (one.id == other.id) continue;
            SCOPED_TRACE(fmt::format("{} and {}", row_of(one.id).name, row_of(other.id).name));
            Facts facts = good_times();
            // Whoever takes the poller away comes last.
            const bool is_last = one.id == ConditionId::no_poller;
            (is_last ? other : one).befall(facts);
            (is_last ? one : other).befall(facts);
            const Verdict verdict = judge(facts);
            std::vector<ConditionId> found = ids(verdict);
            // A pause of polling is why nobody polls, a store in trouble why nothing is finished; without a poller nobody knows of a quiet feed, or how far it is read.
            const auto hides = [&](ConditionId cause, ConditionId hidden) {
                return (one.id == cause && other.id == hidden) ||
                       (one.id == hidden && other.id == cause);
            };
            using Id = ConditionId;
            if (hides(Id::paused, Id::no_poller) || hides(Id::no_poller, Id::feed_quiet) ||
                hides(Id::no_poller, Id::behind) || hides(Id::behind, Id::feed_quiet) ||
                hides(Id::store_full, Id::no_processor) ||
                hides(Id::store_denied, Id::no_processor) ||
                hides(Id::schema_older, Id::no_processor) ||
                hides(Id::schema_newer, Id::no_processor) ||
                hides(Id::store_unreachable, Id::no_processor)) {
                EXPECT_GE(found.size(), 1U);
                continue;
            }
            ASSERT_EQ(found.size(), 2U) << verdict.sentence;
            EXPECT_TRUE(std::ranges::count(found, one.id) == 1 &&
                        std::ranges::count(found, other.id) == 1);
            EXPECT_GE(verdict.conditions[0].severity, verdict.conditions[1].severity);
        }
    }
}

}  // namespace
}  // namespace scan
