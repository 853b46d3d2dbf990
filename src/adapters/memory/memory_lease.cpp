#include "adapters/memory/memory_lease.h"

#include <algorithm>
#include <utility>

namespace scan {
namespace {

void write(MemoryTables& tables, const HolderReport& report) {
    if (report.caught_up_at) tables.lease.caught_up_at = report.caught_up_at;
    tables.lease.feed_state = report.feed_state;
    // The report is made by another thread than the advances and may be older than the last of them.
    if (report.last_event_id == tables.cursor->last_event_id) tables.cursor->unpaid = report.unpaid;
    tables.cursor->settled_event_id =
        std::max(tables.cursor->settled_event_id, report.settled_event_id);
}

}  // namespace

MemoryLease::MemoryLease(MemoryStoreState& state, MemoryLeaseSettings settings)
    : state_(state), settings_(std::move(settings)) {}

Result<std::optional<Tenure>> MemoryLease::acquire() {
    // Asked outside the transaction, as the databases do.
    const std::string other = MemoryTransaction(state_)->lease.holder;
    const bool is_gone = !other.empty() && settings_.is_gone && settings_.is_gone(other);

    MemoryTransaction transaction(state_);
    MemoryLeaseRow& lease = transaction->lease;
    const Instant now = transaction.clock().now();
    const bool live = !lease.holder.empty() && now < lease.expires_at;
    const bool is_free = lease.holder == settings_.holder || (is_gone && lease.holder == other);
    if (live && !is_free) return std::nullopt;

    lease.holder = settings_.holder;
    lease.expires_at = now + settings_.duration;
    ++lease.epoch.value;
    if (!transaction->cursor) {
        const EventId before_first{settings_.first_event_id.value - 1};
        transaction->cursor = Cursor{.last_event_id = before_first,
                                     .unpaid = {},
                                     .settled_event_id = before_first,
                                     .is_new = true};
    }
    return Tenure{.epoch = lease.epoch, .cursor = *transaction->cursor};
}

Result<bool> MemoryLease::renew(LeaseEpoch epoch, const HolderReport& report) {
    MemoryTransaction transaction(state_);
    MemoryLeaseRow& lease = transaction->lease;
    if (lease.epoch != epoch || lease.holder != settings_.holder) return false;
    lease.expires_at = transaction.clock().now() + settings_.duration;
    write(transaction.tables(), report);
    return true;
}

Result<> MemoryLease::release(LeaseEpoch epoch, const HolderReport& report) {
    MemoryTransaction transaction(state_);
    MemoryLeaseRow& lease = transaction->lease;
    if (lease.epoch != epoch || lease.holder != settings_.holder) return {};
    lease.holder.clear();
    write(transaction.tables(), report);
    return {};
}

Result<std::optional<UtcTime>> MemoryLease::caught_up_at() {
    return MemoryTransaction(state_)->lease.caught_up_at;
}

}  // namespace scan
