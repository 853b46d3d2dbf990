#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/feed_server_process.h"
#include "tests/e2e/process.h"
#include "tests/e2e/settings.h"
#include "tests/e2e/table_file.h"
#include "tests/e2e/temp_folder.h"

namespace scan {

// How long anything may take that must come to pass, however busy the machine: no measure of speed.
inline constexpr Milliseconds kPatience{60'000};

// A folder with the worker's default databases, store.db and queue.db, and processes in it.
class EndToEnd : public ::testing::Test {
protected:
    // The flags of a worker that looks at everything often, with these changes.
    static Arguments worker_flags(const std::string& feed_url, const Settings& changes = {});

    Process::Launch launch(Arguments arguments, std::vector<std::string> environment = {}) const;
    // A worker that ends when it has caught up.
    Finished catch_up(const std::string& feed_url, const Settings& changes = {}) const;
    Finished run(Arguments arguments, std::vector<std::string> environment = {}) const;

    TableFile store() const { return TableFile(folder_ / "store.db"); }
    TableFile queue() const { return TableFile(folder_ / "queue.db"); }
    std::int64_t parcels() const;
    // The cursor's EventId.
    std::int64_t cursor() const;
    // The lease's holder is the process with this id.
    bool holds_lease(pid_t id) const;

    TempFolder folder_;
};

}  // namespace scan
