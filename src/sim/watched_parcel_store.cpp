#include "sim/watched_parcel_store.h"

#include <algorithm>

#include "sim/process_death.h"

namespace scan::sim {

Result<> WatchedParcelStore::apply(const StoreBatch& batch) {
    if (!around_.weather.is_clear() && around_.events.holds_a_killer(batch.applied))
        throw ProcessDeath{};
    const auto applied = store_.apply(batch);
    if (!applied) return applied;
    ++around_.applies;
    for (const EventId id : batch.applied) around_.events.committed(id);
    for (const FailedEvent& failed : batch.failed) around_.events.set_aside(failed.body);
    return applied;
}

}  // namespace scan::sim
