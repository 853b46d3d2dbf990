#include "operations/acting/pause_board.h"

#include <algorithm>

namespace scan {
namespace {

// Between two looks at the board of a stage that is held.
constexpr Duration kLook = std::chrono::milliseconds(500);

}  // namespace

Next PauseWatch::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    // An error is told by those who cannot do without the store.
    if (auto read = pauses_.read()) known_ = std::move(*read);
    write_board();
    return Next::at_time(clock_.now() + kInterval);
}

void PauseWatch::write_board() {
    const UtcTime now = clock_.utc_now();
    for (const Pausable what : {Pausable::poll, Pausable::process}) {
        board_.set(what, std::ranges::any_of(known_, [&](const Pause& pause) {
                       return pause.what == what && pause.holds_at(now);
                   }));
    }
}

Next PausedStage::step(const StopPhases& stop) {
    if (!stop.finish.stop_requested() && board_.is_paused(what_))
        return Next::at_time(clock_.now() + kLook);
    return inner_.step(stop);
}

}  // namespace scan
