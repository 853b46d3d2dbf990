#include "adapters/memory/memory_worker_directory.h"

#include <algorithm>

#include "operations/conditions/time_for_people.h"

namespace scan {

void MemoryWorkerDirectory::put(const WorkerFacts& facts, bool is_live) {
    MemoryTransaction transaction(state_);
    const UtcTime now = transaction.clock().utc_now();
    std::optional<Instant> live_until;
    if (is_live) live_until = transaction.clock().now() + kWorkerLifetime;
    transaction->workers.insert_or_assign(
        facts.name, MemoryWorkerRow{.facts = facts, .told_at = now, .live_until = live_until});
    std::erase_if(transaction->workers, [&](const auto& row) {
        return row.second.told_at < later(now, -kWorkerRemembered);
    });
}

Result<> MemoryWorkerDirectory::tell(const WorkerFacts& facts) {
    put(facts, true);
    return {};
}

Result<> MemoryWorkerDirectory::leave(const WorkerFacts& facts) {
    put(facts, false);
    return {};
}

Result<std::vector<WorkerFacts>> MemoryWorkerDirectory::read() {
    MemoryTransaction transaction(state_);
    std::vector<MemoryWorkerRow> rows;
    for (const auto& [name, row] : transaction->workers) rows.push_back(row);
    std::ranges::stable_sort(rows, std::ranges::greater{}, &MemoryWorkerRow::told_at);
    std::vector<WorkerFacts> workers;
    for (MemoryWorkerRow& row : rows) {
        row.facts.is_live = row.live_until && transaction.clock().now() < *row.live_until;
        workers.push_back(std::move(row.facts));
    }
    return workers;
}

}  // namespace scan
