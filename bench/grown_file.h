#pragma once

#include <cstdint>
#include <string>

#include "bench/scratch_folder.h"

namespace scan::bench {

// A store in a SQLite file that knows parcels 1 to `parcels`. Filled once for each size, and copied;
// nothing of the copy is still to be written to the disk.
class GrownFile final {
public:
    explicit GrownFile(std::uint32_t parcels);

    std::string path() const { return folder_.file("store.db"); }

private:
    ScratchFolder folder_;
};

}  // namespace scan::bench
