#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tests/conformance/event_queue_conformance.h"

namespace scan::conformance {
namespace {

std::vector<std::string> numbered_bodies(int count) {
    std::vector<std::string> bodies;
    for (int i = 0; i < count; ++i) bodies.push_back(fmt::format("message {:04}", i));
    return bodies;
}

bool is_long_or_escaped_in_json(const std::string& text) {
    const auto is_escaped = [](char c) { return c == '"' || c == '\\' || (c >= 0 && c < ' '); };
    return text.size() > 4000 || std::ranges::any_of(text, is_escaped);
}

TEST_P(EventQueueConformance, DeliversBodiesByteForByte) {
    std::vector<std::string> bodies = {
        " ",
        "{}",
        R"({"ScanEvents":[{"EventId":1,"StatusCode":"O'Brien \"x\" \\ \u0000 </a>&amp;"}]})",
        "'; DROP TABLE message; -- ?1 :name $1 %s {}",
        "line\nline\r\n\ttab ",
        "Tāmaki Makaurau – 東京 – \xEF\xBF\xBD",
        std::string(64 * 1024, 'x'),
    };
    if (!fixture_->takes_any_text()) std::erase_if(bodies, is_long_or_escaped_in_json);
    if (fixture_->takes_every_plane()) bodies.push_back("\xF0\x9F\x93\xA6");
    send(bodies);
    std::ranges::sort(bodies);
    EXPECT_EQ(sorted_bodies(collect(*queue_, bodies.size())), bodies);
}

TEST_P(EventQueueConformance, AnswersOneResultForEachBodySent) {
    EXPECT_TRUE(queue_->send({}).empty());
    send(numbered_bodies(25));
    EXPECT_EQ(sorted_bodies(collect(*queue_, 25)), numbered_bodies(25));
}

TEST_P(EventQueueConformance, RefusesABodyWithoutItsNeighbours) {
    const auto refused = fixture_->refused_body();
    if (!refused) GTEST_SKIP() << "this queue takes every body";
    const auto results = queue_->send(std::vector<std::string>{"before", *refused, "after"});
    ASSERT_EQ(results.size(), 3u);
    EXPECT_TRUE(results[0]);
    ASSERT_FALSE(results[1]);
    EXPECT_EQ(results[1].error().code, ErrorCode::rejected);
    EXPECT_TRUE(results[2]);
    EXPECT_EQ(sorted_bodies(collect(*queue_, 3)), (std::vector<std::string>{"after", "before"}));
}

TEST_P(EventQueueConformance, KeepsEqualBodiesApart) {
    send({"same", "same"});
    const auto deliveries = collect(*queue_, 2);
    ASSERT_EQ(deliveries.size(), 2u);
    EXPECT_NE(deliveries[0].receipt, deliveries[1].receipt);
}

TEST_P(EventQueueConformance, FindingNoMessageIsNoError) {
    const auto deliveries =
        queue_->receive({.messages_max = 10, .visibility_timeout = visibility(), .wait = {}}, {});
    ASSERT_TRUE(deliveries) << deliveries.error().message;
    EXPECT_TRUE(deliveries->empty());
}

TEST_P(EventQueueConformance, DeliversUpToTheNumberAskedFor) {
    send(numbered_bodies(12));
    EXPECT_LE(receive(*queue_, 1).size(), 1u);
    EXPECT_LE(receive(*queue_, 3).size(), 3u);
    EXPECT_LE(receive(*queue_, 10).size(), 10u);
}

TEST_P(EventQueueConformance, DeliversAllThereIsAtOnce) {
    if (fixture_->is_sampled()) GTEST_SKIP() << "a receive may miss visible messages";
    send(numbered_bodies(12));
    EXPECT_EQ(receive(*queue_, 1).size(), 1u);
    EXPECT_EQ(receive(*queue_, 10).size(), 10u);
    EXPECT_EQ(receive(*queue_, 10).size(), 1u);
}

TEST_P(EventQueueConformance, HidesWhatItDeliveredFromEveryReceiver) {
    send({"held"});
    EXPECT_EQ(receive_one(*queue_).receive_count, 1u);
    const auto other = fixture_->open();
    expect_none(*other);
    expect_none(*queue_);
}

TEST_P(EventQueueConformance, DeliversAgainAfterTheVisibilityTimeout) {
    send({"again"});
    const Delivery first = receive_one(*queue_);
    expire();
    const Delivery second = receive_one(*queue_);
    EXPECT_EQ(second.body, "again");
    EXPECT_EQ(second.receive_count, 2u);
    EXPECT_NE(second.receipt, first.receipt);
}

TEST_P(EventQueueConformance, HidesForTheWholeVisibilityTimeout) {
    if (!fixture_->time_is_exact()) GTEST_SKIP() << "needs a clock that stands still";
    send({"hidden"});
    receive_one(*queue_);
    // Queues may keep time in milliseconds.
    fixture_->pass(visibility() - std::chrono::milliseconds(1));
    expect_none(*queue_);
    fixture_->pass(std::chrono::milliseconds(2));
    EXPECT_EQ(receive_one(*queue_).body, "hidden");
}

TEST_P(EventQueueConformance, ObjectsShareTheQueue) {
    send({"shared"});
    const auto receiver = fixture_->open();
    const Delivery delivery = receive_one(*receiver);
    const auto renewer = fixture_->open();
    const std::vector receipts{delivery.receipt};
    EXPECT_TRUE(renewer->extend(receipts, visibility()).front());
    EXPECT_TRUE(renewer->acknowledge(receipts).front());
    expire();
    expect_none(*receiver);
}

TEST_P(EventQueueConformance, KeepsMessagesWhenItsClientsGo) {
    send({"kept"});
    queue_.reset();
    const auto later = fixture_->open();
    EXPECT_EQ(receive_one(*later).body, "kept");
}

TEST_P(EventQueueConformance, LosesNoneOfManyMessages) {
    const int count = fixture_->time_is_virtual() ? 500 : 60;
    send(numbered_bodies(count));
    std::vector<std::unique_ptr<EventQueue>> receivers;
    for (int i = 0; i < 3; ++i) receivers.push_back(fixture_->open());

    std::vector<Delivery> all;
    for (std::uint32_t turn = 0, idle = 0; idle < 12; ++turn) {
        EventQueue& receiver = *receivers[turn % receivers.size()];
        const auto some = receive(receiver, 1 + turn % 10);
        idle = some.empty() ? idle + 1 : 0;
        for (const auto& result : receiver.acknowledge(receipts_of(some))) EXPECT_TRUE(result);
        all.insert(all.end(), some.begin(), some.end());
    }
    const auto bodies = sorted_bodies(all);
    const std::set<std::string> distinct(bodies.begin(), bodies.end());
    EXPECT_EQ(distinct.size(), static_cast<std::size_t>(count));
    if (!fixture_->is_sampled()) {
        EXPECT_EQ(bodies, numbered_bodies(count));
        EXPECT_EQ(queue_->depth()->undone(), 0u);
    }
}

TEST_P(EventQueueConformance, AQueueThatTellsAgesTellsThatOfTheOldestVisibleMessage) {
    EXPECT_EQ(queue_->depth()->oldest_visible_age, std::nullopt) << "there is none";
    send({"1"});
    if (!queue_->depth()->oldest_visible_age) GTEST_SKIP() << "it does not tell";
    fixture_->pass(std::chrono::seconds(30));
    send({"2"});
    const auto age = queue_->depth()->oldest_visible_age;
    ASSERT_TRUE(age.has_value());
    EXPECT_GE(*age, std::chrono::seconds(30));
    EXPECT_LT(*age, std::chrono::seconds(60));
    for (int tries = 0; tries < 20 && queue_->depth()->visible > 0; ++tries) receive(*queue_, 10);
    EXPECT_EQ(queue_->depth()->oldest_visible_age, std::nullopt) << "they are hidden";
}

}  // namespace
}  // namespace scan::conformance
