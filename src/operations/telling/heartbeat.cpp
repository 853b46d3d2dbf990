#include "operations/telling/heartbeat.h"

#include <algorithm>
#include <utility>

#include "operations/conditions/clock_skew.h"
#include "operations/telling/told_call.h"

namespace scan {
namespace {

constexpr Duration kBeat = std::chrono::seconds(5);
// How soon a change is noticed. Looking costs no call.
constexpr Duration kLook = std::chrono::seconds(1);
// A look that comes so much too late: the process was stopped.
constexpr Duration kStopped = std::chrono::seconds(10);

// Rows are counted for the figures, which takes the longer the more there are: of its time a session spends a hundredth on it.
constexpr int kFiguresRest = 100;
constexpr Duration kFiguresRestMax = std::chrono::minutes(1);

std::vector<ConditionId> ids_of(const std::vector<Sign>& signs) {
    std::vector<ConditionId> ids;
    ids.reserve(signs.size());
    for (const Sign& sign : signs) ids.push_back(sign.id);
    std::ranges::sort(ids);
    return ids;
}

}  // namespace

Heartbeat::Heartbeat(WorkerBoard& board, const HeartbeatPorts& ports, HeartbeatSettings settings,
                     Clock& clock)
    : board_(board),
      ports_(ports),
      settings_(std::move(settings)),
      clock_(clock),
      store_line_(board.add_line(Dependency::store, "heartbeat", settings_.store_call_max)),
      queue_line_(board.add_line(Dependency::queue, "heartbeat", settings_.store_call_max)) {}

Next Heartbeat::step(const StopPhases& stop) {
    if (const Duration late = clock_.now() - look_at_.value_or(clock_.now()); late > kStopped)
        board_.stood_still(late);
    const WorkerFacts own = self();
    if (stop.finish.stop_requested()) {
        // Best effort: a row that is not told any more is not live soon.
        if (!stop.abandon.stop_requested()) {
            [[maybe_unused]] const auto left = ports_.workers.leave(own);
        }
        return Next::finished();
    }
    const bool has_changed = ids_of(own.signs) != told_signs_;
    if (!beat_at_ || has_changed || clock_.now() - *beat_at_ >= kBeat) beat(own);
    look_at_ = clock_.now() + kLook;
    return Next::at_time(*look_at_);
}

std::optional<Facts> Heartbeat::last() const {
    const MutexLock lock(mutex_);
    return last_;
}

WorkerFacts Heartbeat::self() {
    WorkerFacts own = board_.read(settings_.polls, settings_.processes);
    own.name = settings_.self.name;
    own.role = settings_.self.role;
    own.version = settings_.self.version;
    own.admin_address = settings_.self.admin_address;
    own.reads = settings_.self.reads;
    own.state = judged_state_;
    own.complete_to = complete_to_;
    if (own.polling) {
        own.polling->pace = pace_.pace();
        if (no_forecast_since_)
            own.polling->no_forecast_since = no_forecast_since_->stamp(Moment::now_of(clock_));
    }
    return own;
}

void Heartbeat::beat(const WorkerFacts& own) {
    beat_at_ = clock_.now();
    told_signs_ = ids_of(own.signs);
    if (own.polling && own.polling->holds_lease && own.polling->newest_event_at) {
        pace_.sample(*beat_at_, *own.polling->newest_event_at);
    } else {
        pace_.forget();
    }
    const Facts facts = look(own);
    const Verdict verdict = judge(facts);
    watch_forecast(verdict);
    judged_state_ = name_of(verdict.state);
    complete_to_ = verdict.lag.complete_to;
    ports_.observer.judged(facts, verdict);
    const MutexLock lock(mutex_);
    last_ = facts;
}

Facts Heartbeat::look(const WorkerFacts& own) {
    Facts facts = settings_.limits;
    const auto told = ToldCall(board_, store_line_, trouble_of_store).end(ports_.workers.tell(own));
    if (told) {
        auto workers = ToldCall(board_, store_line_, trouble_of_store).end(ports_.workers.read());
        if (workers) facts.workers = *std::move(workers);
        auto store = ToldCall(board_, store_line_, trouble_of_store).end(ports_.store.read());
        if (store) {
            add_figures(*store);
            facts.store = *std::move(store);
        }
    }
    facts.queue = board_.depth_since(clock_.now() - settings_.depth_interval);
    if (!facts.queue) {
        const auto depth =
            ToldCall(board_, queue_line_, trouble_of_queue).end(ports_.queue.depth());
        if (depth) {
            facts.queue = *depth;
            board_.learned(*depth);
        }
    }
    // What it has just found of store and queue counts already.
    std::erase_if(facts.workers, [&](const WorkerFacts& each) { return each.name == own.name; });
    facts.now = clock_.utc_now();
    for (WorkerFacts& other : facts.workers) {
        // Those that live tell it themselves.
        if (!other.is_live && other.lateness_max && other.lateness_at)
            board_.inherit_lateness(*other.lateness_max, *other.lateness_at);
        correct_skew(other, facts.now);
    }
    facts.workers.insert(facts.workers.begin(), self());
    return facts;
}

// Cursor and counts, which no condition is told from. While they cannot be read, the last ones stand.
void Heartbeat::add_figures(StoreFacts& store) {
    const Instant begun = clock_.now();
    if (!figures_due_ || begun >= *figures_due_) {
        auto figures = ToldCall(board_, store_line_, trouble_of_store).end(ports_.figures.read());
        const Instant ended = clock_.now();
        figures_due_ = ended + std::min(kFiguresRestMax, (ended - begun) * kFiguresRest);
        if (figures) figures_ = *std::move(figures);
    }
    StoreStatus told = figures_;
    told.lease_holder = store.status.lease_holder;
    told.lease_live = store.status.lease_live;
    told.caught_up_at = store.status.caught_up_at;
    // The facts count no further than that.
    if (store.status.failed_events_open <= kFailedCountedMax)
        told.failed_events_open = store.status.failed_events_open;
    store.status = std::move(told);
}

void Heartbeat::watch_forecast(const Verdict& verdict) {
    const bool is_without = verdict.lag.forecast.kind == Forecast::Kind::unknown ||
                            verdict.lag.forecast.kind == Forecast::Kind::never;
    if (!is_without) {
        no_forecast_since_.reset();
    } else if (!no_forecast_since_) {
        no_forecast_since_ = Moment::now_of(clock_);
    }
}

}  // namespace scan
