#include "adapters/sql/operations/stored_worker.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(StoredWorker, LeavesOutWhatANewerWorkerTells) {
    const auto read = worker_of(
        R"({"name":"a","color":"red","signs":[{"id":"moon-is-down","since_utc":"2026-01-01T00:00:00Z"},)"
        R"({"id":"feed-denied","since_utc":"2026-01-01T00:00:00Z","detail":"401"}]})");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->name, "a");
    ASSERT_EQ(read->signs.size(), 1U);
    EXPECT_EQ(read->signs[0].id, ConditionId::feed_denied);
    EXPECT_FALSE(read->polling || read->processing);
}

TEST(StoredWorker, IsNoneOfAnotherText) {
    EXPECT_FALSE(worker_of(""));
    EXPECT_FALSE(worker_of("[]"));
    EXPECT_FALSE(worker_of("{"));
}

TEST(StoredWorker, KeepsADetailShort) {
    WorkerFacts facts;
    facts.signs = {{.id = ConditionId::feed_denied, .since = {}, .detail = std::string(9000, 'x')}};
    EXPECT_EQ(worker_of(stored_worker(facts))->signs.at(0).detail.size(), 500U);
}

}  // namespace
}  // namespace scan
