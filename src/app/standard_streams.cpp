#include "app/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace scan {

void open_standard_streams() {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) >= 0) continue;
        // The lowest free descriptor is the one that is missing.
        if (::open("/dev/null", O_RDWR) != descriptor) std::abort();
    }
}

}  // namespace scan
