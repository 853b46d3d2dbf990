#pragma once

#include "app/signal_watch.h"
#include "base/clock.h"
#include "base/random.h"
#include "config/config_environment.h"

namespace scan {

// The program: parses the arguments and carries out one command. Returns the exit code: 0 done, 1 failed, 2 wrong usage or
// configuration. Results go to standard output, everything else to standard error.
int run_command_line(int argc, const char* const* argv, const Environment& environment,
                     Clock& clock, SignalWatch& signals, Random random);

}  // namespace scan
