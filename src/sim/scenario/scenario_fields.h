#pragma once

#include "sim/scenario/scenario.h"

namespace scan::sim {

template <class AnyScenario, class Visit>
void for_each_field_of_feed(AnyScenario& s, Visit& visit) {
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
    visit("leaps", s.leaps);
    visit("feed_exclusive", s.feed_exclusive);
    visit("feed_answers_gone", s.feed_answers_gone);
    visit("page_cap", s.page_cap);
    visit("late_rate", s.late_rate);
    visit("lateness_max", s.lateness_max);
    visit("stray_events", s.stray_events);
    visit("retention", s.retention);
    visit("purge_every", s.purge_every);
    visit("withdrawn_rate", s.withdrawn_rate);
    visit("truncated_rate", s.truncated_rate);
    visit("repeated_rate", s.repeated_rate);
    visit("unordered_rate", s.unordered_rate);
    visit("displaced_max", s.displaced_max);
    visit("page_length_varies", s.page_length_varies);
    visit("page_bytes_max", s.page_bytes_max);
    visit("replica_lag_max", s.replica_lag_max);
    visit("lasting_fault_every", s.lasting_fault_every);
    visit("lasting_fault_max", s.lasting_fault_max);
    visit("lasting_question", s.lasting_question);
    visit("lasting_answer", s.lasting_answer);
    visit("oldest_refused", s.oldest_refused);
}

template <class AnyScenario, class Visit>
void for_each_field_of_workers(AnyScenario& s, Visit& visit) {
    visit("workers", s.workers);
    visit("processors", s.processors);
    visit("page_limit", s.page_limit);
    visit("parallel_requests", s.parallel_requests);
    visit("pages_per_range", s.pages_per_range);
    visit("pages_ahead_bytes", s.pages_ahead_bytes);
    visit("poll_interval", s.poll_interval);
    visit("late_window", s.late_window);
    visit("late_scan_interval", s.late_scan_interval);
    visit("lease_duration", s.lease_duration);
    visit("visibility_timeout", s.visibility_timeout);
    visit("events_per_message", s.events_per_message);
    visit("compression", s.compression);
    visit("batch_events_max", s.batch_events_max);
    visit("depth_max", s.depth_max);
    visit("receive_count_max", s.receive_count_max);
    visit("keep_history", s.keep_history);
    visit("history_keep", s.history_keep);
    visit("batch_runs", s.batch_runs);
    visit("keeper_receipts_max", s.keeper_receipts_max);
}

template <class AnyScenario, class Visit>
void for_each_field_of_troubles(AnyScenario& s, Visit& visit) {
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
    visit("late_answer_rate", s.late_answer_rate);
    visit("late_answer_max", s.late_answer_max);
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
    visit("drains", s.drains);
    visit("drain_every", s.drain_every);
    visit("operators_every", s.operators_every);
    visit("operator_crash_rate", s.operator_crash_rate);
    visit("damage_every", s.damage_every);
    visit("whole_promise", s.whole_promise);
}

// Calls `visit(name, field)` for every field, in the order in which they are printed.
template <class AnyScenario, class Visit>
void for_each_field(AnyScenario& s, Visit visit) {
    for_each_field_of_feed(s, visit);
    for_each_field_of_workers(s, visit);
    for_each_field_of_troubles(s, visit);
}

}  // namespace scan::sim
