#include <gtest/gtest.h>

#include <map>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"
#include "base/random.h"

namespace scan {
namespace {

constexpr std::int64_t kParcels = 400;
constexpr int kBatches = 12;

std::optional<Milestone> random_milestone(Random& random) {
    if (random.chance(0.4)) return std::nullopt;
    const auto event = static_cast<std::int64_t>(1 + random.below(6));
    return Milestone{.event_id = EventId{event},
                     .at = *UtcTime::from_ticks(638'000'000'000'000'000 + event)};
}

// Few ids, so that equal and older ones are common; what stands under an id is always the same.
ParcelSummary random_delta(std::int64_t parcel, Random& random) {
    const auto event = static_cast<std::int64_t>(1 + random.below(6));
    return {.parcel_id = ParcelId{parcel},
            .latest = {.event_id = EventId{event},
                       .type = "TYPE " + std::to_string(event),
                       .created_at = *UtcTime::from_ticks(638'000'000'000'000'000 + event),
                       .status_code = "status " + std::to_string(event),
                       .run_id = "run " + std::to_string(event)},
            .picked_up = random_milestone(random),
            .delivered = random_milestone(random)};
}

TEST(SqliteMerge, AgreesWithTheDomainsMergeOnRandomDeltas) {
    TemporaryDatabase database;
    ManualClock clock;
    const auto engine = make_sqlite_engine({.path = database.path()}, clock);
    const auto store = engine->parcel_store();
    Random random(20260102);
    std::map<ParcelId, ParcelSummary> expected;
    for (int i = 0; i < kBatches; ++i) {
        StoreBatch batch;
        for (std::int64_t parcel = 1; parcel <= kParcels; ++parcel) {
            const ParcelSummary delta = random_delta(parcel, random);
            const auto [row, inserted] = expected.try_emplace(delta.parcel_id, delta);
            if (!inserted) merge(row->second, delta);
            batch.parcels.push_back(delta);
        }
        ASSERT_TRUE(store->apply(batch));
    }
    for (const auto& [parcel_id, summary] : expected) {
        EXPECT_EQ(**store->find(parcel_id), summary) << parcel_id.value;
    }
}

TEST(SqliteMerge, WhatIsKnownAlreadyIsNotWrittenAgain) {
    TemporaryDatabase database;
    ManualClock clock;
    const auto engine = make_sqlite_engine({.path = database.path()}, clock);
    const auto store = engine->parcel_store();
    Random random(1);
    StoreBatch batch;
    for (std::int64_t parcel = 1; parcel <= 20; ++parcel) {
        batch.parcels.push_back(random_delta(parcel, random));
    }
    ASSERT_TRUE(store->apply(batch));
    auto raw = database.raw();
    const std::string before = raw.value("PRAGMA data_version");
    ASSERT_TRUE(store->apply(batch));
    EXPECT_EQ(raw.value("PRAGMA data_version"), before);
}

}  // namespace
}  // namespace scan
