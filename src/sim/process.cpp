#include "sim/process.h"

#include <algorithm>

namespace scan::sim {
namespace {

PollerSettings poller_settings(const Scenario& s, int number) {
    const bool compresses = s.compression > 0 && number % s.compression == 0;
    return {.page_limit = static_cast<std::uint32_t>(s.page_limit),
            .poll_interval = s.poll_interval,
            .retry_delay_max = std::chrono::seconds(30),
            .late_window = s.late_window,
            .late_scan_interval = s.late_scan_interval,
            .message = {.events_max = static_cast<std::size_t>(s.events_per_message),
                        .bytes_max = 2 * kMessageBytesMax,
                        .form = compresses ? MessageForm::compressed : MessageForm::page},
            .form = {},
            .back_pressure = {.depth_max = static_cast<std::uint64_t>(s.depth_max),
                              .check_interval = std::chrono::seconds(1)},
            .lanes = {.requests = static_cast<std::size_t>(s.parallel_requests),
                      .bytes_max = static_cast<std::size_t>(s.pages_ahead_bytes),
                      .pages_per_range = static_cast<std::size_t>(s.pages_per_range)}};
}

ProcessorSettings processor_settings(const Scenario& s, const ProcessJobs* jobs) {
    std::function<bool()> is_paused;
    if (jobs) is_paused = [jobs] { return jobs->pauses().is_paused(Pausable::process); };
    return {.batch_events_max = static_cast<std::size_t>(s.batch_events_max),
            // A wait would stop the world; the world steps an idle processor less often instead.
            .receive_wait = Duration::zero(),
            .keep_history = s.keep_history,
            .is_paused = is_paused};
}

}  // namespace

Process::Process(Surroundings& around, MachineClock& clock, int number, Random random,
                 FaultScript faults)
    : around_(around),
      number_(number),
      began_at_(around.truth.now()),
      clock_(clock),
      faults_(std::move(faults)),
      observer_(around, number),
      watched_feed_(around, number),
      faulty_feed_(watched_feed_, faults_),
      feed_(faulty_feed_, around, number),
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
      watched_history_(around),
      history_(watched_history_, faults_),
      jobs_(jobs()),
      stages_(ports(around.scenario), clock, random) {
    const auto add = [&](WorkerPart part, Stage& stage) {
        tasks_.push_back({.part = part,
                          .stage = stage,
                          .stop = stop_order_.join(part),
                          .at = around.truth.now()});
    };
    for (const WorkerStage& each : stages_.all()) add(each.part, held(each));
    if (jobs_) {
        add(WorkerPart::pause_watch, jobs_->pause_watch());
        add(WorkerPart::jobs, jobs_->runner());
    }
    // Nobody waits for the end here: the watch is stepped like a stage.
    add(WorkerPart::report, stages_.watch());
}

std::unique_ptr<ProcessJobs> Process::jobs() {
    if (around_.scenario.operators_every == Duration::zero()) return nullptr;
    const auto number = static_cast<std::uint64_t>(number_);
    return std::make_unique<ProcessJobs>(
        around_, faults_, JobMaker::Ports{queue_, cursors_, parcels_, clock_}, number_,
        [this] { return observer_.holds_lease(); },
        Random(around_.scenario.seed ^ (0x70b5u + number)));
}

Stage& Process::held(const WorkerStage& each) {
    const bool asks_the_feed =
        each.part == WorkerPart::poller || each.part == WorkerPart::feed_lane;
    if (!jobs_ || !asks_the_feed) return each.stage;
    return held_stages_.emplace_back(each.stage, jobs_->pauses(), Pausable::poll, clock_);
}

WorkerPorts Process::ports(const Scenario& scenario) {
    std::optional<RetentionPorts> retention;
    if (scenario.history_keep > Duration::zero())
        retention.emplace(history_, observer_, scenario.history_keep);
    const ProcessorPorts processor{.queue = queue_,
                                   .store = parcels_,
                                   .observer = observer_,
                                   .settings = processor_settings(scenario, jobs_.get())};
    PollingPorts polling{.lease = lease_,
                         .lease_observer = observer_,
                         .lease_duration = scenario.lease_duration,
                         .feed = feed_,
                         .queue = queue_,
                         .cursors = cursors_,
                         .observer = observer_,
                         .settings = poller_settings(scenario, number_),
                         .retention = retention,
                         .lanes = {}};
    // One object does for all lanes: it keeps nothing between calls.
    while (std::ssize(polling.lanes) + 1 < scenario.parallel_requests)
        polling.lanes.emplace_back(feed_);
    ProcessingPorts processing{
        .keeper_queue = queue_,
        .visibility_timeout = [timeout = scenario.visibility_timeout] { return timeout; },
        .processors = std::vector(static_cast<std::size_t>(scenario.processors), processor),
        .keeper_receipts_max = static_cast<std::size_t>(scenario.keeper_receipts_max)};
    return {.watch_queue = queue_,
            .watch_lease = lease_,
            .long_poll = Duration::zero(),
            .polling = polling,
            .processing = processing};
}

bool Process::is_busy() const {
    return std::ranges::find(tasks_, Task::State::busy, &Task::state) != tasks_.end();
}

void Process::resume(Instant now) {
    if (now < suspended_until_) {
        for (Task& task : tasks_) task.at = now;
    }
    suspended_until_ = {};
}

void Process::begin_stop(Instant now) {
    is_asked_to_stop_ = true;
    stop_order_.begin();
    wake_asked(now);
}

void Process::ended(Task& task, Instant now) {
    task.state = Task::State::finished;
    stop_order_.ended(task.part);
    wake_asked(now);
    if (&task.stage == &stages_.watch() && stages_.watch().is_caught_up()) {
        around_.trace.note(number_, "found everything done");
        around_.events.found_done(around_.queue.dead_letters().bodies(), began_at_);
    }
}

bool Process::wants_to_end() const {
    // In peace one worker must stay to be idle.
    return around_.scenario.batch_runs && !around_.weather.is_clear() &&
           stages_.watch().is_caught_up() && !is_asked_to_stop_;
}

void Process::abandon(Instant now) {
    stop_order_.abandon();
    for (Task& task : tasks_) task.at = now;
}

void Process::wake_asked(Instant now) {
    for (Task& task : tasks_) {
        if (task.was_woken_to_stop || !task.stop.finish.stop_requested()) continue;
        task.was_woken_to_stop = true;
        task.at = now;
    }
}

}  // namespace scan::sim
