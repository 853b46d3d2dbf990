#pragma once

#include <mutex>
#include <set>

#include "adapters/memory/memory_tables.h"
#include "base/clock.h"

namespace scan {

// The store that the memory adapters of one store share; `clock` is the store's own. It lives as long as "the server" does, whatever
// becomes of its clients. Any thread may call it.
class MemoryStoreState {
public:
    explicit MemoryStoreState(Clock& clock) : clock_(clock) {}

    // A consistent copy, for tests and as a backup.
    MemoryTables tables() const {
        const std::lock_guard lock(mutex_);
        return tables_;
    }

    void restore(MemoryTables tables) {
        const std::lock_guard lock(mutex_);
        tables_ = std::move(tables);
    }

    // From now on, a batch with a delta of this parcel is rejected.
    void reject_parcel(ParcelId parcel_id) {
        const std::lock_guard lock(mutex_);
        rejected_parcels_.insert(parcel_id);
    }

    // From now on, it is taken again.
    void accept_parcel(ParcelId parcel_id) {
        const std::lock_guard lock(mutex_);
        rejected_parcels_.erase(parcel_id);
    }

private:
    friend class MemoryTransaction;

    Clock& clock_;
    mutable std::mutex mutex_;
    MemoryTables tables_;
    std::set<ParcelId> rejected_parcels_;
};

// The right to read and change the tables, alone, while it lives. What it changes stays: checks come before changes.
class MemoryTransaction final {
public:
    explicit MemoryTransaction(MemoryStoreState& state) : state_(state), lock_(state.mutex_) {}

    MemoryTables* operator->() { return &state_.tables_; }
    MemoryTables& tables() { return state_.tables_; }
    Clock& clock() { return state_.clock_; }
    bool rejects(ParcelId parcel_id) const { return state_.rejected_parcels_.contains(parcel_id); }

private:
    MemoryStoreState& state_;
    const std::lock_guard<std::mutex> lock_;
};

}  // namespace scan
