#include "adapters/sqlserver/bundled_driver.h"

#include <filesystem>

namespace scan {

std::string bundled_freetds() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) return "";
    const auto driver = program.parent_path().parent_path() / "lib/odbc/libtdsodbc.so";
    return std::filesystem::exists(driver, error) ? driver.string() : "";
}

}  // namespace scan
