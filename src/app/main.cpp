#include <random>

#include "app/command_line.h"

int main(int argc, char** argv) {
    scan::SystemClock clock;
    std::random_device device;
    const scan::Random random((std::uint64_t{device()} << 32) | device());
    return scan::run_command_line(argc, argv, scan::environment_of(::environ), clock, random);
}
