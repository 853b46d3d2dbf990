#pragma once

#include <list>
#include <memory>
#include <vector>

#include "adapters/sql/operations/sql_operations.h"
#include "app/engines.h"
#include "app/worker/crew.h"
#include "operations/acting/pause_board.h"
#include "pipeline/worker_stages.h"

namespace scan {

// What a worker heeds the operators' pauses with. Outlives the crew's threads.
struct PauseParts {
    PauseParts(Engines& engines, Clock& its_clock)
        : clock(its_clock),
          pause_switch(sql_pause_switch(engines.store())),
          watch(*pause_switch, board, clock) {}

    // Starts the stages, those that ask the feed so that they heed the pauses; the processors ask the board themselves.
    void start(Crew& crew, const std::vector<WorkerStage>& stages) {
        // Before the others: a worker that starts while something is held does not begin with it.
        static_cast<void>(watch.step({}));
        for (const WorkerStage& each : stages) {
            if (each.part == WorkerPart::poller || each.part == WorkerPart::feed_lane) {
                polling.emplace_back(each.stage, board, Pausable::poll, clock);
                crew.start({each.part, polling.back()});
            } else {
                crew.start(each);
            }
        }
        crew.start({WorkerPart::pause_watch, watch});
    }

    Clock& clock;
    PauseBoard board;
    std::unique_ptr<PauseSwitch> pause_switch;
    PauseWatch watch;
    std::list<PausedStage> polling;
};

}  // namespace scan
