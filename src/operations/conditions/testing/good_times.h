#pragma once

#include <string>
#include <vector>

#include "operations/conditions/time_for_people.h"
#include "operations/conditions/verdict.h"

// What is known when all is well, and what befalls it.

namespace scan {

using namespace std::chrono_literals;

inline const UtcTime kNow = UtcTime::parse("2026-01-31T14:03:07Z").value();

inline UtcTime ago(Duration age) {
    return later(kNow, -age);
}

// One worker that does everything, at the head of the feed, with an empty queue.
inline Facts good_times() {
    WorkerFacts worker{.name = "host:1", .role = "both", .started_at = ago(1h), .told_at = ago(1s)};
    worker.is_live = true;
    worker.polling = PollingFacts{.holds_lease = true,
                                  .is_at_head = true,
                                  .asked_at = ago(3s),
                                  .at_head_at = ago(3s),
                                  .new_at = ago(1min),
                                  .newest_event_at = ago(1min)};
    worker.processing = ProcessingFacts{.progress_at = ago(5s)};
    Facts facts{.now = kNow, .store = StoreFacts{}, .queue = QueueDepth{}};
    facts.store->status.lease_holder = worker.name;
    facts.store->status.lease_live = true;
    facts.workers.push_back(worker);
    return facts;
}

inline WorkerFacts& worker(Facts& facts) {
    return facts.workers.front();
}

inline void add_sign(Facts& facts, ConditionId id, Duration age) {
    worker(facts).signs.push_back({.id = id, .since = ago(age), .detail = "it says why"});
}

inline void stop_reading(Facts& facts, Duration age) {
    worker(facts).polling->is_at_head = false;
    worker(facts).polling->at_head_at = ago(age);
    worker(facts).polling->newest_event_at = ago(age + 1min);
}

inline std::vector<ConditionId> ids(const Verdict& verdict) {
    std::vector<ConditionId> all;
    for (const Condition& each : verdict.conditions) all.push_back(each.id);
    return all;
}

}  // namespace scan
