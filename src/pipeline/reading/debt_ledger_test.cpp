#include "pipeline/reading/debt_ledger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/random.h"
#include "base/testing/effort.h"

namespace scan {
namespace {

using namespace std::chrono_literals;
using Early = DebtLedger::Early;

constexpr Instant kNow{100h};
constexpr Duration kWindow = 60s;

IdRange range(std::int64_t after, std::int64_t last) {
    return {EventId{after}, EventId{last}};
}
using Ranges = std::vector<IdRange>;

DebtSettings settings() {
    return {.window = kWindow, .scan_interval = 15s, .bounds = {}};
}

// The ids from `after` on to `last` are known, but for the holes.
void pass(DebtLedger& ledger, std::int64_t after, std::int64_t last, Instant now,
          const std::set<std::int64_t>& holes = {}) {
    for (std::int64_t id = after + 1; id <= last; ++id) {
        if (!holes.contains(id)) ledger.ids().insert(EventId{id});
    }
    ledger.pass(range(after, last), now);
}

TEST(DebtLedger, ARangeInWhichNoIdIsMissingOwesNothing) {
    DebtLedger ledger(settings());
    pass(ledger, 0, 1000, kNow);
    EXPECT_TRUE(ledger.is_empty());
    EXPECT_EQ(ledger.settled(EventId{1000}), EventId{1000});
    pass(ledger, 1000, 2000, kNow, {1500, 1502});
    EXPECT_EQ(ledger.unpaid(), Ranges{range(1499, 1503)});
    EXPECT_EQ(ledger.settled(EventId{2000}), EventId{1499});
}

TEST(DebtLedger, WhatIsHeldUpToAnIdHoldsNothingThatBeginsAbove) {
    DebtLedger ledger(settings());
    for (const std::int64_t after : {10, 30, 50})
        pass(ledger, after, after + 10, kNow, {after + 1, after + 9});
    const Instant due = kNow + kWindow;
    ASSERT_EQ(ledger.due_from(due), EventId{10});
    ledger.hold_up_to(EventId{30}, due + 5s);
    EXPECT_EQ(ledger.due_from(due), EventId{50});
    EXPECT_EQ(ledger.due_from(due + 5s), EventId{10});
}

TEST(DebtLedger, AReadingPaysIfItBeganAWindowLaterAndReachedTheEnd) {
    DebtLedger ledger(settings());
    pass(ledger, 10, 20, kNow, {11, 19});
    ledger.read(EventId{10}, EventId{20}, kNow + kWindow - 1ns, kNow + kWindow);
    EXPECT_FALSE(ledger.is_empty()) << "it began too early";
    ASSERT_EQ(ledger.due_from(kNow + kWindow), EventId{10});
    ledger.read(EventId{10}, EventId{15}, kNow + kWindow, kNow + kWindow);
    EXPECT_EQ(ledger.unpaid(), Ranges{range(10, 20)}) << "it is not whole yet";
    ASSERT_EQ(ledger.due_from(kNow + kWindow), EventId{15});
    ledger.read(EventId{15}, EventId{25}, kNow + kWindow + 1s, kNow + kWindow + 1s);
    EXPECT_TRUE(ledger.is_empty());
}

TEST(DebtLedger, AnAnswerThatDoesNotLeadOnPaysNothing) {
    DebtLedger ledger(settings());
    pass(ledger, 10, 20, kNow, {15});
    const Instant later = kNow + kWindow;
    ledger.read(EventId{14}, EventId{15}, later, later);
    ledger.broke_off(EventId{15}, later);
    EXPECT_EQ(ledger.unpaid(), Ranges{range(14, 16)});
    EXPECT_EQ(ledger.due_from(later + 14s), std::nullopt);
    EXPECT_EQ(ledger.due_from(later + 15s), EventId{14}) << "from the range's beginning";
}

TEST(DebtLedger, APageFromTheMidstOfARangePaysNothing) {
    DebtLedger ledger(settings());
    pass(ledger, 10, 20, kNow, {11, 19});
    ledger.read(EventId{12}, EventId{30}, kNow + kWindow, kNow + kWindow);
    EXPECT_EQ(ledger.unpaid(), Ranges{range(10, 20)});
}

TEST(DebtLedger, NothingIsOwedWithoutAWindow) {
    DebtLedger ledger({.window = 0s, .scan_interval = 15s, .bounds = {}});
    ledger.ids().insert(EventId{20});
    ledger.pass(range(10, 20), kNow);
    EXPECT_TRUE(ledger.unpaid().empty());
    EXPECT_EQ(ledger.ids().size(), 0u);
}

TEST(DebtLedger, ANewHolderOwesWhatWasSavedForAWindowFromItsStart) {
    DebtLedger ledger(settings());
    ledger.restart({range(10, 20), range(30, 40)}, kNow);
    EXPECT_TRUE(ledger.is_taken_over());
    EXPECT_TRUE(ledger.may_repeat(EventId{15}));
    EXPECT_FALSE(ledger.owes(EventId{25}));
    EXPECT_EQ(ledger.early_from(Early::taken_over, kNow), EventId{10});
    ledger.read(EventId{10}, EventId{45}, kNow, kNow);
    EXPECT_FALSE(ledger.is_taken_over());
    EXPECT_FALSE(ledger.may_repeat(EventId{15}));
    EXPECT_EQ(ledger.unpaid(), (Ranges{range(10, 20), range(30, 40)}));
    EXPECT_EQ(ledger.due_from(kNow + kWindow), EventId{10});
}

TEST(DebtLedger, WithoutAWindowNothingIsOwed) {
    DebtSettings off = settings();
    off.window = Duration::zero();
    DebtLedger ledger(off);
    ledger.restart({range(10, 20)}, kNow);
    pass(ledger, 20, 30, kNow, {25});
    EXPECT_TRUE(ledger.is_empty());
    EXPECT_EQ(ledger.ids().size(), 0u);
}

TEST(DebtLedger, AtTheBoundTheOldestRangeKeepsItselfAndLosesItsIds) {
    DebtSettings small = settings();
    small.bounds.id_bytes_max = 2000;
    DebtLedger ledger(small);
    Random random(1);
    std::int64_t id = 1;
    for (int part = 0; part < 20; ++part) {
        const std::int64_t after = id;
        for (int i = 0; i < 100; ++i) {
            id += 2 + static_cast<std::int64_t>(random.below(100'000));
            ledger.ids().insert(EventId{id});
        }
        ledger.pass(range(after, id), kNow + part * 10s);
    }
    EXPECT_LE(ledger.ids().bytes(), small.bounds.id_bytes_max);
    EXPECT_GT(ledger.take_forgotten(), 1000u);
    EXPECT_EQ(ledger.take_forgotten(), 0u);
    EXPECT_TRUE(ledger.may_repeat(EventId{2}));
    EXPECT_FALSE(ledger.may_repeat(EventId{id}));
    EXPECT_EQ(ledger.settled(EventId{id}), EventId{1}) << "the range is still owed";
}

TEST(DebtLedger, ManyRangesAreJoinedAndNoneIsLetGo) {
    DebtSettings small = settings();
    small.bounds.held_ranges_max = 8;
    small.bounds.saved_ranges_max = 3;
    DebtLedger ledger(small);
    for (std::int64_t i = 0; i < 100; ++i)
        pass(ledger, 10 * i, 10 * i + 10, kNow + i * 10s, {10 * i + 5});
    EXPECT_LE(ledger.unpaid().size(), 3u);
    for (std::int64_t i = 0; i < 100; ++i) EXPECT_TRUE(ledger.owes(EventId{10 * i + 5})) << i;
}

TEST(DebtLedger, WhatIsSteppedOverStaysOwedAndTheRestIsPaid) {
    DebtLedger ledger(settings());
    pass(ledger, 0, 100, kNow, {2, 50, 99});
    const Instant later = kNow + kWindow;
    ledger.read(EventId{1}, EventId{40}, later, later);
    ASSERT_EQ(ledger.due_from(later), EventId{40});
    ledger.step_over(EventId{40}, EventId{60}, later);
    EXPECT_EQ(ledger.unpaid(), Ranges{range(40, 100)});
    ASSERT_EQ(ledger.due_from(later), EventId{60});
    ledger.read(EventId{60}, EventId{100}, later, later);
    EXPECT_EQ(ledger.unpaid(), Ranges{range(40, 60)});
    EXPECT_EQ(ledger.due_from(later + 14s), std::nullopt);
    ASSERT_EQ(ledger.due_from(later + 15s), EventId{40});
    EXPECT_TRUE(ledger.was_stepped_over(EventId{40}));
    EXPECT_TRUE(ledger.give_up(later + 23h).empty());
    EXPECT_EQ(ledger.give_up(later + 24h), Ranges{range(40, 60)});
    EXPECT_TRUE(ledger.is_empty());
}

// Against a model that keeps each id's own moment: an id is paid only by pages that show it a window
// after it was passed, and whatever is not paid is owed.
void owe_what_the_model_owes(std::uint64_t seed) {
    Random random(seed);
    DebtSettings drawn = settings();
    drawn.bounds.held_ranges_max = 2 + random.below(20);
    DebtLedger ledger(drawn);
    std::map<std::int64_t, Instant> owed;  // the missing ids, with when they were passed
    std::int64_t cursor = 0;
    Instant now = kNow;
    for (int step = 0; step < 400; ++step) {
        now += Duration(static_cast<std::int64_t>(random.below(4'000'000'000)));
        if (random.chance(0.5)) {
            const std::int64_t after = cursor;
            while (cursor < after + 20 || random.chance(0.5)) {
                ++cursor;
                if (random.chance(0.2)) {
                    owed.emplace(cursor, now);
                } else {
                    ledger.ids().insert(EventId{cursor});
                }
            }
            ++cursor;
            ledger.ids().insert(EventId{cursor});
            ledger.pass(range(after, cursor), now);
            continue;
        }
        const auto from = ledger.due_from(now);
        if (!from) continue;
        if (random.chance(0.2)) {
            ledger.broke_off(*from, now);
            continue;
        }
        const std::int64_t to = from->value + 1 + static_cast<std::int64_t>(random.below(30));
        std::erase_if(owed, [&](const auto& id) {
            return from->value < id.first && id.first <= to && now >= id.second + kWindow;
        });
        ledger.read(*from, EventId{to}, now, now);
        for (const auto& [id, at] : owed)
            ASSERT_TRUE(ledger.owes(EventId{id})) << "seed " << seed << " id " << id;
    }
    // In the end all is paid.
    for (int step = 0; !ledger.is_empty() && step < 10'000; ++step) {
        now += 20s;
        if (const auto from = ledger.due_from(now))
            ledger.read(*from, EventId{from->value + 100}, now, now);
    }
    EXPECT_TRUE(ledger.is_empty()) << "seed " << seed;
}

TEST(DebtLedger, OwesWhateverWasNotReadAWindowLater) {
    for (int seed = 1; seed <= effort(100); ++seed)
        owe_what_the_model_owes(static_cast<std::uint64_t>(seed));
}

}  // namespace
}  // namespace scan
