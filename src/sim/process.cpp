#include "sim/process.h"

#include <algorithm>

namespace scan::sim {
namespace {

PollerSettings poller_settings(const Scenario& s) {
    return {.page_limit = static_cast<std::uint32_t>(s.page_limit),
            .poll_interval = s.poll_interval,
            .retry_delay_max = std::chrono::seconds(30),
            .late_window = s.late_window,
            .late_scan_interval = s.late_scan_interval,
            .message = {.events_max = static_cast<std::size_t>(s.events_per_message),
                        .bytes_max = 2 * kMessageBytesMax},
            .back_pressure = {.depth_max = static_cast<std::uint64_t>(s.depth_max),
                              .check_interval = std::chrono::seconds(1)}};
}

ProcessorSettings processor_settings(const Scenario& s) {
    return {.batch_events_max = static_cast<std::size_t>(s.batch_events_max),
            // A wait would stop the world; the world steps an idle processor less often instead.
            .receive_wait = Duration::zero(),
            .keep_history = s.keep_history};
}

}  // namespace

Process::Process(Surroundings& around, MachineClock& clock, int number, Random random,
                 FaultScript::Source calls)
    : number_(number),
      clock_(clock),
      faults_(std::move(calls)),
      observer_(around, number),
      watched_feed_(around, number),
      feed_(watched_feed_, faults_),
      watched_queue_(around, number),
      queue_(watched_queue_, faults_),
      watched_cursors_(around, number),
      cursors_(watched_cursors_, faults_),
      watched_lease_(around, number,
                     {.holder = fmt::format("process {}", number),
                      .duration = around.scenario.lease_duration,
                      .first_event_id = EventId{1}}),
      lease_(watched_lease_, faults_),
      watched_parcels_(around),
      parcels_(watched_parcels_, faults_),
      held_deliveries_(around.scenario.visibility_timeout),
      lease_keeper_(lease_, held_lease_, clock, observer_, around.scenario.lease_duration,
                    Random(random.next())),
      poller_(feed_, queue_, cursors_, held_lease_, clock, observer_,
              poller_settings(around.scenario), Random(random.next())),
      visibility_keeper_(queue_, held_deliveries_, clock) {
    const Instant now = around.truth.now();
    const auto add = [&](Task::Part part, Stage& stage, std::stop_source& finish) {
        tasks_.push_back({.part = part,
                          .stage = stage,
                          .stop = {finish.get_token(), abandon_.get_token()},
                          .at = now});
    };
    add(Task::Part::visibility_keeper, visibility_keeper_, finish_visibility_);
    add(Task::Part::lease_keeper, lease_keeper_, finish_lease_);
    add(Task::Part::poller, poller_, finish_polling_);
    for (std::int64_t i = 0; i < around.scenario.processors; ++i) {
        processors_.emplace_back(queue_, parcels_, held_deliveries_, clock, observer_,
                                 processor_settings(around.scenario), Random(random.next()));
        add(Task::Part::processor, processors_.back(), finish_processing_);
    }
}

bool Process::is_busy() const {
    return std::ranges::any_of(tasks_, &Task::is_busy);
}

void Process::resume(Instant now) {
    if (now < suspended_until_) {
        for (Task& task : tasks_) task.at = now;
    }
    suspended_until_ = {};
}

void Process::begin_stop() {
    is_stopping_ = true;
}

bool Process::go_on_stopping(Instant now) {
    if (!is_stopping_) return false;
    request(finish_polling_, now);
    if (is_done(Task::Part::poller)) request(finish_lease_, now);
    if (is_done(Task::Part::lease_keeper)) request(finish_processing_, now);
    if (is_done(Task::Part::processor)) request(finish_visibility_, now);
    return is_done(Task::Part::visibility_keeper);
}

void Process::abandon(Instant now) {
    request(abandon_, now);
}

// A request wakes the stages that it is for.
void Process::request(std::stop_source& stop, Instant now) {
    if (!stop.request_stop()) return;
    for (Task& task : tasks_) {
        if (task.stop.finish.stop_requested()) task.at = now;
    }
}

bool Process::is_done(Task::Part part) const {
    return std::ranges::all_of(
        tasks_, [part](const Task& task) { return task.part != part || task.is_finished; });
}

}  // namespace scan::sim
