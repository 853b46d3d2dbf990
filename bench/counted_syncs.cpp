// A library to load before all others (LD_PRELOAD): fsync and fdatasync as the C library has them, and each call
// counted in the file that SCAN_BENCH_SYNCS names, which holds one number of 64 bits.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>

namespace {

std::uint64_t* counter() {
    static std::uint64_t* const mapped = [] {
        static std::uint64_t nowhere = 0;
        const char* const path = std::getenv("SCAN_BENCH_SYNCS");
        const int file = path == nullptr ? -1 : ::open(path, O_RDWR | O_CLOEXEC);
        if (file < 0) return &nowhere;
        void* const memory =
            ::mmap(nullptr, sizeof nowhere, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        ::close(file);
        return memory == MAP_FAILED ? &nowhere : static_cast<std::uint64_t*>(memory);
    }();
    return mapped;
}

int counted(long call, int file) {
    std::atomic_ref(*counter()).fetch_add(1, std::memory_order_relaxed);
    return static_cast<int>(::syscall(call, file));
}

}  // namespace

extern "C" int fsync(int file) {
    return counted(SYS_fsync, file);
}

extern "C" int fdatasync(int file) {
    return counted(SYS_fdatasync, file);
}
