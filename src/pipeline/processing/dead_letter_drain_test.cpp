#include "pipeline/processing/dead_letter_drain.h"

#include <gtest/gtest.h>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/outside.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

class DrainingDeadLetters : public testing::Test {
protected:
    void bury(const std::string& body) { ASSERT_TRUE(dead_letters().put(body)); }
    void bury_page(const std::vector<std::string>& texts) {
        const std::vector<std::string_view> views(texts.begin(), texts.end());
        bury(encode_page(views));
    }
    MemoryQueueState& dead_letters() { return outside_.queue.dead_letters(); }
    MemoryTables tables() const { return outside_.store.tables(); }

    // Drains until it ends, and counts the store's transactions.
    DeadLetterDrain::Totals drain() {
        MemoryParcelStore parcels(outside_.store);
        FaultyParcelStore store(parcels, outside_.faults);
        MemoryQueue queue(dead_letters());
        DeadLetterDrain drain(queue, store, {.visibility_timeout = 30s});
        Next next = Next::now();
        for (int steps = 0; next.kind != Next::Kind::finished; ++steps) {
            if (steps == 10'000) ADD_FAILURE() << "does not end";
            if (steps == 10'000) break;
            next = drain.step(phases_);
        }
        error_ = drain.error();
        return drain.totals();
    }

    Outside outside_;
    std::stop_source finish_;
    StopPhases phases_{finish_.get_token(), {}};
    std::optional<Error> error_;
};

TEST_F(DrainingDeadLetters, AppliesEachEventInATransactionOfItsOwnAndDeletesTheMessage) {
    for (const std::int64_t first : {1, 11, 21}) {
        std::vector<std::string> texts;
        for (std::int64_t id = first; id < first + 10; ++id)
            texts.push_back(feed_text(scan_event(id, id)));
        bury_page(texts);
    }
    const auto totals = drain();
    EXPECT_FALSE(error_);
    EXPECT_EQ(totals.messages, 3u);
    EXPECT_EQ(totals.applied, 30u);
    EXPECT_EQ(totals.failed, 0u);
    EXPECT_EQ(outside_.calls[Operation::parcels_apply], 30);
    EXPECT_EQ(tables().parcels.size(), 30u);
    EXPECT_TRUE(dead_letters().bodies().empty());
}

TEST_F(DrainingDeadLetters, OnlyWhatCannotBeAppliedBecomesAFailedEvent) {
    outside_.store.reject_parcel(ParcelId{2});
    bury_page({feed_text(scan_event(1, 1)), feed_text(scan_event(2, 2)), malformed_text(3),
               feed_text(scan_event(4, 4))});
    bury("no page at all");
    const auto totals = drain();
    EXPECT_FALSE(error_);
    EXPECT_EQ(totals.messages, 2u);
    EXPECT_EQ(totals.applied, 2u);
    EXPECT_EQ(totals.failed, 3u);
    EXPECT_EQ(tables().parcels.size(), 2u);
    EXPECT_EQ(tables().failed_events.size(), 3u);
    EXPECT_TRUE(dead_letters().bodies().empty());
}

TEST_F(DrainingDeadLetters, WhatStandsBeforeTheEventThatEndsItIsAppliedAndTheMessageStays) {
    bury_page({feed_text(scan_event(1, 1)), feed_text(scan_event(2, 2))});
    outside_.faults.next(Operation::parcels_apply, std::nullopt);
    outside_.faults.break_down(Operation::parcels_apply,
                               {.error = {ErrorCode::transient, "the store is down"}});
    EXPECT_EQ(drain().applied, 1u);
    ASSERT_TRUE(error_);
    EXPECT_EQ(error_->message, "the store is down");
    EXPECT_EQ(tables().parcels.size(), 1u);
    EXPECT_EQ(dead_letters().depth().visible, 1u) << "let go of at once";

    outside_.faults.repair(Operation::parcels_apply);
    EXPECT_EQ(drain().messages, 1u);
    EXPECT_EQ(tables().parcels.size(), 2u);
    EXPECT_TRUE(dead_letters().bodies().empty());
}

TEST_F(DrainingDeadLetters, EndsWhenItIsToldTo) {
    bury_page({feed_text(scan_event(1, 1))});
    finish_.request_stop();
    EXPECT_EQ(drain().messages, 0u);
    ASSERT_TRUE(error_);
    EXPECT_EQ(error_->code, ErrorCode::stopped);
    EXPECT_EQ(dead_letters().depth().visible, 1u);
}

}  // namespace
}  // namespace scan
