#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace scan::bench {

// What a process took of the machine, from its start to its end.
struct ProcessCost {
    double user_seconds = 0;
    double system_seconds = 0;
    double resident_mib_max = 0;
    double written_bytes = 0;  // by write(2) and pwrite(2), so to files, not to sockets
};

// Processor time used so far by a process that runs, in seconds.
double cpu_seconds(pid_t process);

// A program as a process of its own, with more in its environment than this process has.
class MeasuredProcess final {
public:
    // `environment`: "NAME=value" each.
    explicit MeasuredProcess(std::vector<std::string> command,
                             const std::vector<std::string>& environment = {});
    // Ends the process if it still runs.
    ~MeasuredProcess();
    MeasuredProcess(const MeasuredProcess&) = delete;
    MeasuredProcess& operator=(const MeasuredProcess&) = delete;

    struct End {
        int exit_code = -1;
        ProcessCost cost;
    };
    // Waits until it ends by itself.
    End wait();
    // Asks it to end, and waits.
    End stop();

    pid_t id() const { return id_; }
    // Whether it has ended by itself.
    bool has_ended() const;

private:
    pid_t id_ = -1;
};

}  // namespace scan::bench
