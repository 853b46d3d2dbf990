#include "adapters/memory/memory_store_state.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_parcel_store.h"

namespace scan {
namespace {

TEST(MemoryStoreState, ABackupBringsEverythingBack) {
    ManualClock clock;
    MemoryStoreState state(clock);
    MemoryParcelStore store(state);
    const ParcelSummary parcel{.parcel_id = ParcelId{1},
                               .latest = {},
                               .picked_up = std::nullopt,
                               .delivered = std::nullopt};
    const MemoryTables backup = state.tables();
    ASSERT_TRUE(store.apply({.parcels = {parcel}, .applied = {}, .failed = {}, .history = {}}));
    ASSERT_TRUE(store.find(parcel.parcel_id)->has_value());
    state.restore(backup);
    EXPECT_FALSE(store.find(parcel.parcel_id)->has_value());
}

TEST(MemoryStoreState, RejectsAParcelUntilItIsAcceptedAgain) {
    ManualClock clock;
    MemoryStoreState state(clock);
    MemoryParcelStore store(state);
    const StoreBatch batch{
        .parcels = {{.parcel_id = ParcelId{1}, .latest = {}, .picked_up = {}, .delivered = {}}},
        .applied = {},
        .failed = {},
        .history = {}};
    state.reject_parcel(ParcelId{1});
    EXPECT_EQ(store.apply(batch).error().code, ErrorCode::rejected);
    state.accept_parcel(ParcelId{1});
    EXPECT_TRUE(store.apply(batch));
}

TEST(MemoryParcelStoreDeathTest, TakesOneDeltaAParcelInAscendingOrder) {
    ManualClock clock;
    MemoryStoreState state(clock);
    MemoryParcelStore store(state);
    StoreBatch batch;
    batch.parcels.resize(2);
    EXPECT_DEATH(static_cast<void>(store.apply(batch)), "one delta a parcel, ascending");
}

}  // namespace
}  // namespace scan
