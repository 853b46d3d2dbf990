#include "bench/sync_count.h"

#include <fstream>
#include <utility>

namespace scan::bench {

SyncCount::SyncCount(std::string file) : file_(std::move(file)) {
    const std::uint64_t none = 0;
    std::ofstream(file_, std::ios::binary).write(reinterpret_cast<const char*>(&none), sizeof none);
}

std::vector<std::string> SyncCount::environment() const {
    return {"LD_PRELOAD=" SCAN_COUNTED_SYNCS, "SCAN_BENCH_SYNCS=" + file_};
}

std::uint64_t SyncCount::read() const {
    std::uint64_t count = 0;
    std::ifstream(file_, std::ios::binary).read(reinterpret_cast<char*>(&count), sizeof count);
    return count;
}

}  // namespace scan::bench
