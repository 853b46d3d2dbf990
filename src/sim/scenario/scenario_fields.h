#pragma once

#include "sim/scenario.h"

namespace scan::sim {

// Calls `visit(name, field)` for every field, in the order in which they are printed.
template <class AnyScenario, class Visit>
void for_each_field(AnyScenario& s, Visit visit) {
    visit("seed", s.seed);
    visit("events", s.events);
    visit("duration", s.duration);
    visit("backlog", s.backlog);
    visit("parcels", s.parcels);
    visit("id_step_max", s.id_step_max);
    visit("malformed_rate", s.malformed_rate);
    visit("nameless_rate", s.nameless_rate);
    visit("oversized_rate", s.oversized_rate);
    visit("poison_events", s.poison_events);
    visit("killer_events", s.killer_events);
    visit("feed_exclusive", s.feed_exclusive);
    visit("feed_answers_gone", s.feed_answers_gone);
    visit("page_cap", s.page_cap);
    visit("late_rate", s.late_rate);
    visit("lateness_max", s.lateness_max);
    visit("stray_events", s.stray_events);
    visit("retention", s.retention);
    visit("truncated_rate", s.truncated_rate);
    visit("repeated_rate", s.repeated_rate);
    visit("unordered_rate", s.unordered_rate);
    visit("workers", s.workers);
    visit("processors", s.processors);
    visit("page_limit", s.page_limit);
    visit("poll_interval", s.poll_interval);
    visit("late_window", s.late_window);
    visit("late_scan_interval", s.late_scan_interval);
    visit("lease_duration", s.lease_duration);
    visit("visibility_timeout", s.visibility_timeout);
    visit("events_per_message", s.events_per_message);
    visit("batch_events_max", s.batch_events_max);
    visit("depth_max", s.depth_max);
    visit("receive_count_max", s.receive_count_max);
    visit("keep_history", s.keep_history);
    visit("feed_fault_rate", s.feed_fault_rate);
    visit("queue_fault_rate", s.queue_fault_rate);
    visit("entry_fault_rate", s.entry_fault_rate);
    visit("store_fault_rate", s.store_fault_rate);
    visit("lost_answer_share", s.lost_answer_share);
    visit("throttled_share", s.throttled_share);
    visit("duplicate_rate", s.duplicate_rate);
    visit("lapse_rate", s.lapse_rate);
    visit("slow_rate", s.slow_rate);
    visit("slow_max", s.slow_max);
    visit("clock_drift_max", s.clock_drift_max);
    visit("clock_jump_every", s.clock_jump_every);
    visit("crash_rate", s.crash_rate);
    visit("stop_every", s.stop_every);
    visit("pause_every", s.pause_every);
    visit("pause_rate", s.pause_rate);
    visit("pause_max", s.pause_max);
    visit("outage_every", s.outage_every);
    visit("outage_max", s.outage_max);
    visit("read_only_share", s.read_only_share);
    visit("restores", s.restores);
}

}  // namespace scan::sim
