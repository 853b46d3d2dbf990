#include <random>

#include "app/commands/command_line.h"
#include "app/standard_streams.h"

int main(int argc, char** argv) {
    scan::open_standard_streams();
    scan::SystemClock clock;
    scan::SignalWatch signals(clock);
    std::random_device device;
    const scan::Random random((std::uint64_t{device()} << 32) | device());
    return scan::run_command_line(argc, argv, scan::environment_of(::environ), clock, signals,
                                  random);
}
