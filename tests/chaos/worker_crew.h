#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "tests/chaos/chronicle.h"
#include "tests/chaos/proxied_connection.h"
#include "tests/e2e/process.h"

namespace scan {

// The workers of a run: each a place, in which one process after the other works. Notes as a
// violation whatever ended a process but this class. One thread.
class WorkerCrew final {
public:
    static constexpr std::size_t kSize = 3;
    using Place = std::size_t;

    // The arguments that the process of a place is started with.
    using LaunchOf = std::function<Process::Launch(Place)>;
    // Whether a process that ended by itself with this code and these last lines may have done so.
    using MayEnd = std::function<bool(int code, const std::string& errors)>;

    WorkerCrew(LaunchOf launch_of, MayEnd may_end, Chronicle& chronicle);

    void start_all();
    // The places whose process runs and that nothing has befallen.
    std::vector<Place> up() const;
    pid_t id(Place place) const { return places_[place].process->id(); }

    void kill(Place place);
    void start(Place place);
    void pause(Place place);
    void resume(Place place);
    // Asks the process to stop; another is started as soon as it has.
    void restart(Place place);

    // Looks after those that have ended, and starts others in their places: at once, or a while
    // after those that ended by themselves.
    void look(SteadyTime now);

    // Asks all to stop, and waits for that.
    void stop_all(Milliseconds patience);

    std::uint64_t starts() const { return starts_; }
    const std::vector<std::string>& violations() const { return violations_; }

private:
    enum class State { up, paused, stopping, killed, ended };
    struct Worker {
        std::unique_ptr<Process> process;
        State state = State::killed;
        SteadyTime until = {};  // when a stop takes too long, or another process is started
    };

    static bool has_stopped(const Worker& worker, int code);
    void has_ended(Place place, int code);
    void violation(Place place, const std::string& what);

    LaunchOf launch_of_;
    MayEnd may_end_;
    Chronicle& chronicle_;
    std::array<Worker, kSize> places_;
    std::uint64_t starts_ = 0;
    std::vector<std::string> violations_;
};

}  // namespace scan
