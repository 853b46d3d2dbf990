#pragma once

#include <string>

#include "base/stage.h"
#include "operations/ports/job_board.h"

namespace scan {

// One claimed job at work. It ends when its work is done or cannot be, when the job is held, cancelled
// or taken over, and when it is asked to finish: then it gives the job back, and whoever claims it
// goes on from there. Wakes often enough to keep its claim. One thread.
class JobWork : public Stage {
public:
    // How it ended; running: it has not, or another has taken it over.
    virtual JobState state() const = 0;
    // Its last word: how it ended, or what it waits for.
    virtual const std::string& result() const = 0;
    virtual const JobProgress& progress() const = 0;
};

}  // namespace scan
