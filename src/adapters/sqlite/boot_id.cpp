#include "adapters/sqlite/boot_id.h"

#include <fstream>

namespace scan {

std::string read_boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id;
}

}  // namespace scan
