#include "pipeline/stage.h"

namespace scan {

void run(Stage& stage, Clock& clock, const StopPhases& stop) {
    while (true) {
        const Next next = stage.step(stop);
        if (next.kind == Next::Kind::finished) return;
        // A request to finish wakes the stage early; from then on only the request to abandon does.
        clock.sleep_until(next.at, stop.finish.stop_requested() ? stop.abandon : stop.finish);
    }
}

}  // namespace scan
