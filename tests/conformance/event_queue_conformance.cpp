#include "tests/conformance/event_queue_conformance.h"

#include <algorithm>
#include <stop_token>

namespace scan::conformance {
namespace {

// How many receives in a row may bring nothing before no more is expected, from a queue that
// samples its servers.
constexpr int kEmptyReceivesMax = 5;

}  // namespace

void EventQueueConformance::SetUp() {
    fixture_ = GetParam().make();
    if (!fixture_) GTEST_SKIP() << GetParam().name << " is not available here";
    queue_ = fixture_->open();
}

void EventQueueConformance::send(const std::vector<std::string>& bodies) {
    const auto results = queue_->send(bodies);
    ASSERT_EQ(results.size(), bodies.size());
    for (const auto& result : results) ASSERT_TRUE(result) << result.error().message;
}

std::vector<Delivery> EventQueueConformance::collect(EventQueue& from, std::size_t count) {
    std::vector<Delivery> all;
    const int empty_max = fixture_->is_sampled() ? kEmptyReceivesMax : 1;
    for (int empty = 0; all.size() < count && empty < empty_max;) {
        auto some = receive(from);
        empty = some.empty() ? empty + 1 : 0;
        std::ranges::move(some, std::back_inserter(all));
    }
    return all;
}

std::vector<Delivery> EventQueueConformance::receive(EventQueue& from, std::uint32_t messages_max) {
    const Duration wait =
        fixture_->is_sampled() ? std::chrono::seconds(1) : std::chrono::seconds(0);
    auto deliveries = from.receive(
        {.messages_max = messages_max, .visibility_timeout = visibility(), .wait = wait}, {});
    if (!deliveries) {
        ADD_FAILURE() << deliveries.error().message;
        return {};
    }
    return *deliveries;
}

Delivery EventQueueConformance::receive_one(EventQueue& from) {
    const auto deliveries = collect(from, 1);
    EXPECT_EQ(deliveries.size(), 1u);
    return deliveries.empty() ? Delivery{} : deliveries.front();
}

void EventQueueConformance::expect_none(EventQueue& from) {
    EXPECT_EQ(sorted_bodies(receive(from)), std::vector<std::string>{});
}

void EventQueueConformance::expire() {
    fixture_->pass(visibility() + visibility() / 10);
}

std::vector<std::string> sorted_bodies(const std::vector<Delivery>& deliveries) {
    std::vector<std::string> bodies;
    for (const Delivery& delivery : deliveries) bodies.push_back(delivery.body);
    std::ranges::sort(bodies);
    return bodies;
}

std::vector<Receipt> receipts_of(const std::vector<Delivery>& deliveries) {
    std::vector<Receipt> receipts;
    for (const Delivery& delivery : deliveries) receipts.push_back(delivery.receipt);
    return receipts;
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(EventQueueConformance);

}  // namespace scan::conformance
