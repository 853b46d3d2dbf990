#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "adapters/sql/sql_engine.h"

namespace scan {

struct SqliteSettings {
    std::filesystem::path path = {};
    SqlEngineSettings engine = {};
    std::uint32_t apply_cache_kib = 16 * 1024;  // of the one session that applies batches
    std::uint32_t page_count_max = 0;           // the file's size limit in pages; 0: SQLite's own
    // Names the boot of the machine under which the clock's times hold. Empty: the machine's own.
    std::string boot_id = {};
    // The kind of the file's file system, by statfs(2). nullopt: it is asked.
    std::optional<std::int64_t> file_system = {};
};

// A store, a queue or both in one SQLite file, shared by any number of threads and processes of one machine, which write in turns (see
// file_gate.h). `clock` is the machine's boot clock: its times are stored, and compared by the other processes.
std::unique_ptr<SqlEngine> make_sqlite_engine(const SqliteSettings& settings, Clock& clock);

}  // namespace scan
