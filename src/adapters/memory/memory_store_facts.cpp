#include "adapters/memory/memory_store_facts.h"

#include <algorithm>
#include <ranges>

namespace scan {

Result<StoreFacts> MemoryStoreFacts::read() {
    MemoryTransaction transaction(state_);
    const MemoryLeaseRow& lease = transaction->lease;
    StoreFacts facts;
    facts.status.lease_holder = lease.holder;
    facts.status.lease_live = !lease.holder.empty() && transaction.clock().now() < lease.expires_at;
    facts.status.caught_up_at = lease.caught_up_at;
    for (const auto& [body, row] : transaction->failed_events) {
        if (row.resolved_at) continue;
        ++facts.status.failed_events_open;
        auto reason = std::ranges::find(facts.failed, row.event.reason, &FailedReason::reason);
        if (reason == facts.failed.end())
            reason = facts.failed.insert(
                reason, {.reason = row.event.reason, .count = 0, .oldest = row.failed_at});
        ++reason->count;
        reason->oldest = std::min(reason->oldest, row.failed_at);
    }
    std::ranges::sort(facts.failed, {}, &FailedReason::reason);
    std::ranges::stable_sort(facts.failed, std::ranges::greater{}, &FailedReason::count);
    for (const MemoryFeedGap& row : transaction->feed_gaps | std::views::reverse) {
        if (facts.gaps.size() == kOpenGapsMax) break;
        if (row.closed_at) continue;
        facts.gaps.push_back({.after_event_id = row.gap.after_event_id,
                              .before_event_id = row.gap.before_event_id,
                              .noticed_at = row.noticed_at,
                              .is_proven = row.gap.is_proven});
    }
    for (const auto& [what, pause] : transaction->pauses) facts.paused.push_back(pause);
    for (const auto& [id, row] : transaction->jobs) {
        const bool is_verified = row.job.spec.kind == "verify" && row.job.state == JobState::done;
        if (!is_verified || (facts.verified_at && *row.job.ended_at < *facts.verified_at)) continue;
        facts.verified_at = row.job.ended_at;
        facts.differences = row.job.progress.failed;
    }
    return facts;
}

}  // namespace scan
