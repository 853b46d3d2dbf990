#include "tests/chaos/worker_crew.h"

#include <fmt/format.h>

#include <csignal>

namespace scan {
namespace {

constexpr Milliseconds kStopMax{120'000};
constexpr Milliseconds kStartPause{1'000};
constexpr Milliseconds kKillMax{60'000};
constexpr std::size_t kShownErrors = 2'000;

std::string tail(const std::string& text) {
    return text.size() <= kShownErrors ? text : text.substr(text.size() - kShownErrors);
}

}  // namespace

WorkerCrew::WorkerCrew(LaunchOf launch_of, MayEnd may_end, Chronicle& chronicle)
    : launch_of_(std::move(launch_of)), may_end_(std::move(may_end)), chronicle_(chronicle) {}

void WorkerCrew::start_all() {
    for (Place place = 0; place < kSize; ++place) start(place);
}

std::vector<WorkerCrew::Place> WorkerCrew::up() const {
    std::vector<Place> up;
    for (Place place = 0; place < kSize; ++place) {
        if (places_[place].state == State::up) up.push_back(place);
    }
    return up;
}

void WorkerCrew::start(Place place) {
    Worker& worker = places_[place];
    worker.process = std::make_unique<Process>(launch_of_(place));
    worker.state = State::up;
    ++starts_;
    chronicle_.note(fmt::format("worker {} is process {}", place, worker.process->id()));
}

void WorkerCrew::kill(Place place) {
    Worker& worker = places_[place];
    worker.process->signal(SIGKILL);
    const auto code = worker.process->wait(kKillMax);
    worker.state = State::killed;
    if (code != -SIGKILL) has_ended(place, code.value_or(0));
}

void WorkerCrew::pause(Place place) {
    places_[place].process->signal(SIGSTOP);
    places_[place].state = State::paused;
}

void WorkerCrew::resume(Place place) {
    places_[place].process->signal(SIGCONT);
    places_[place].state = State::up;
}

void WorkerCrew::restart(Place place) {
    places_[place].process->signal(SIGTERM);
    places_[place].state = State::stopping;
    places_[place].until = std::chrono::steady_clock::now() + kStopMax;
}

void WorkerCrew::look(SteadyTime now) {
    for (Place place = 0; place < kSize; ++place) {
        Worker& worker = places_[place];
        if (worker.state == State::killed) continue;
        if (worker.state == State::ended) {
            if (now >= worker.until) start(place);
        } else if (const auto code = worker.process->wait(Milliseconds(0))) {
            if (worker.state == State::stopping && has_stopped(worker, *code)) {
                start(place);
                continue;
            }
            has_ended(place, *code);
            worker.state = State::ended;
            worker.until = now + kStartPause;
        } else if (worker.state == State::stopping && now > worker.until) {
            violation(place, "does not stop");
            kill(place);
            start(place);
        }
    }
}

// A process that is asked before it has begun, and so has not logged a line, ends as the signal
// makes it.
bool WorkerCrew::has_stopped(const Worker& worker, int code) {
    return code == 0 || (code == -SIGTERM && worker.process->errors().empty());
}

void WorkerCrew::has_ended(Place place, int code) {
    const std::string errors = tail(places_[place].process->errors());
    if (may_end_(code, errors)) {
        chronicle_.note(fmt::format("worker {} ended with {}, as it may: {}", place, code, errors));
    } else {
        violation(place, fmt::format("ended by itself with {}: {}", code, errors));
    }
}

void WorkerCrew::violation(Place place, const std::string& what) {
    violations_.push_back(fmt::format("worker {} (process {}) {}", place, id(place), what));
    chronicle_.tell(violations_.back());
}

void WorkerCrew::stop_all(Milliseconds patience) {
    for (const Worker& worker : places_) worker.process->signal(SIGTERM);
    for (Place place = 0; place < kSize; ++place) {
        const auto code = places_[place].process->wait(patience);
        if (!code) {
            violation(place, "does not stop");
            kill(place);
        } else if (*code != 0) {
            has_ended(place, *code);
        }
        places_[place].state = State::killed;
    }
}

}  // namespace scan
