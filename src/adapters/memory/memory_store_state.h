#pragma once

#include <set>

#include "adapters/memory/memory_tables.h"
#include "base/clock.h"
#include "base/mutex.h"

namespace scan {

// The store that the memory adapters of one store share; `clock` is the store's own. It lives as
// long as "the server" does, whatever becomes of its clients. Any thread may call it.
class MemoryStoreState {
public:
    explicit MemoryStoreState(Clock& clock) : clock_(clock) {}

    // A consistent copy, for tests and as a backup.
    MemoryTables tables() const {
        const MutexLock lock(mutex_);
        return tables_;
    }

    void restore(MemoryTables tables) {
        const MutexLock lock(mutex_);
        tables_ = std::move(tables);
    }

    // From now on, a batch with a delta of this parcel is rejected.
    void reject_parcel(ParcelId parcel_id) {
        const MutexLock lock(mutex_);
        rejected_parcels_.insert(parcel_id);
    }

    // From now on, it is taken again.
    void accept_parcel(ParcelId parcel_id) {
        const MutexLock lock(mutex_);
        rejected_parcels_.erase(parcel_id);
    }

private:
    friend class MemoryTransaction;

    Clock& clock_;
    mutable Mutex mutex_;
    MemoryTables tables_ GUARDED_BY(mutex_);
    std::set<ParcelId> rejected_parcels_ GUARDED_BY(mutex_);
};

// The right to read and change the tables, alone, while it lives. Its changes stay, so checks come
// before changes.
class MemoryTransaction final {
public:
    explicit MemoryTransaction(MemoryStoreState& state)
        : lock_(state.mutex_),
          clock_(state.clock_),
          tables_(state.tables_),
          rejected_parcels_(state.rejected_parcels_) {}

    MemoryTables* operator->() { return &tables_; }
    MemoryTables& tables() { return tables_; }
    Clock& clock() { return clock_; }
    bool rejects(ParcelId parcel_id) const { return rejected_parcels_.contains(parcel_id); }

private:
    const MutexLock lock_;  // the first: the others are what it guards
    Clock& clock_;
    MemoryTables& tables_;
    const std::set<ParcelId>& rejected_parcels_;
};

}  // namespace scan
