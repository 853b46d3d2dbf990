#include "operations/conditions/clock_skew.h"

#include <algorithm>

#include "operations/conditions/time_for_people.h"
#include "operations/conditions/worker_directory.h"

namespace scan {
namespace {

// Clocks that differ by less are taken to agree.
constexpr Duration kAgreement = std::chrono::seconds(1);

using MaybeTime = std::optional<UtcTime>;

void move(MaybeTime& time, Duration by) {
    if (time) time = later(*time, by);
}

void move(PollingFacts& polling, Duration by) {
    move(polling.lease_held_since, by);
    move(polling.asked_at, by);
    move(polling.at_head_at, by);
    move(polling.new_at, by);
    move(polling.no_forecast_since, by);
}

void move(ProcessingFacts& processing, Duration by) {
    move(processing.progress_at, by);
    move(processing.held_since, by);
}

void move(Sign& sign, Duration by) {
    sign.since = later(sign.since, by);
    move(sign.last_good, by);
    move(sign.next_try, by);
    move(sign.ends_at, by);
}

void move(WorkerFacts& worker, Duration by) {
    worker.started_at = later(worker.started_at, by);
    worker.told_at = later(worker.told_at, by);
    move(worker.lateness_at, by);
    if (worker.polling) move(*worker.polling, by);
    if (worker.processing) move(*worker.processing, by);
    for (Sign& sign : worker.signs) move(sign, by);
}

}  // namespace

void correct_skew(WorkerFacts& worker, UtcTime now) {
    const UtcTime latest = later(now, kAgreement);
    const UtcTime earliest =
        worker.is_live ? later(now, -(kWorkerLifetime + kAgreement)) : UtcTime();
    if (worker.told_at >= earliest && worker.told_at <= latest) return;
    move(worker, between(worker.told_at, now));
}

}  // namespace scan
