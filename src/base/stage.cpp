#include "base/stage.h"

#include "base/require.h"

namespace scan {

void run(Stage& stage, Clock& clock, const StopPhases& stop) {
    while (true) {
        require(!stop.abandon.stop_requested() || stop.finish.stop_requested(),
                "abandon is requested only after finish");
        // A request to finish wakes the stage early, also one that came during its step; from then
        // on only the request to abandon does.
        const bool is_finishing = stop.finish.stop_requested();
        const Next next = stage.step(stop);
        if (next.kind == Next::Kind::finished) return;
        clock.sleep_until(next.at, is_finishing ? stop.abandon : stop.finish);
    }
}

}  // namespace scan
