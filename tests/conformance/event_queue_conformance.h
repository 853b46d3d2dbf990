#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/conformance/queue_fixture.h"

namespace scan::conformance {

// The promises of pipeline/ports/event_queue.h, for every adapter:
//   INSTANTIATE_TEST_SUITE_P(Sqlite, EventQueueConformance, testing::Values(QueueAdapter{"sqlite",
//   make_fixture}));
class EventQueueConformance : public testing::TestWithParam<QueueAdapter> {
protected:
    void SetUp() override;

    void send(const std::vector<std::string>& bodies);

    // Receives until `count` messages came or a bounded number of receives brought no more.
    std::vector<Delivery> collect(EventQueue& from, std::size_t count);

    // One receive that does not wait longer than the fixture's queue needs.
    std::vector<Delivery> receive(EventQueue& from, std::uint32_t messages_max = 10);

    // The one message that is visible; the test fails if there is none, or more.
    Delivery receive_one(EventQueue& from);

    // Nothing is visible.
    void expect_none(EventQueue& from);

    // Lets the visibility timeout of all that was received expire.
    void expire();

    Duration visibility() const { return fixture_->short_visibility(); }

    std::unique_ptr<QueueFixture> fixture_;
    std::unique_ptr<EventQueue> queue_;
};

std::vector<std::string> sorted_bodies(const std::vector<Delivery>& deliveries);
std::vector<Receipt> receipts_of(const std::vector<Delivery>& deliveries);

}  // namespace scan::conformance
