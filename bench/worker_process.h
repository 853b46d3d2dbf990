#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace scan::bench {

// A `scan-event-worker run` as a process of its own.
class WorkerProcess final {
public:
    WorkerProcess(const std::string& feed_url, const std::string& store_url,
                  const std::string& queue_url, const std::vector<std::string>& flags);
    // Ends the process if it still runs.
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    struct End {
        int exit_code = -1;
        double resident_mib_max = 0;
    };
    End wait();

    // Processor time used so far, in seconds.
    double cpu_seconds() const;

private:
    double resident_mib_high_water() const;

    pid_t pid_ = -1;
};

}  // namespace scan::bench
