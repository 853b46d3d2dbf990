#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace scan {

using Milliseconds = std::chrono::milliseconds;

// The program under test as a child process. Its output goes to files in `folder`, which is also its working directory. The
// environment is that of the tests without the program's own variables and proxies. Killed and reaped at the latest by the destructor.
class Process final {
public:
    struct Launch {
        std::filesystem::path folder;
        std::vector<std::string> arguments;
        std::vector<std::string> environment = {};  // NAME=value, added
        std::filesystem::path program = {};         // empty: the one of this build
        // Instead of the file: what becomes standard error, or output; none may be negative, which is closed.
        std::optional<int> errors_to = std::nullopt;
        std::optional<int> output_to = std::nullopt;
        bool is_input_closed = false;
    };

    explicit Process(const Launch& launch);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t id() const { return id_; }
    // The program of this build.
    static std::filesystem::path program();
    void signal(int number) const;

    // The exit code, or minus the signal that ended it; nullopt: it still runs after `timeout`.
    std::optional<int> wait(Milliseconds timeout);

    // Looks at `condition` every few milliseconds until it holds; false: it did not before `timeout` or the process's end.
    bool wait_for(const std::function<bool()>& condition, Milliseconds timeout);

    std::string output() const;
    std::string errors() const;
    bool has_logged(std::string_view text) const;

    // As the kernel tells it: R, S, T (paused), …
    char state() const;
    // User and system time so far, or of its whole life once `wait` has seen its end.
    Milliseconds cpu_time() const;

private:
    Process(const Launch& launch, const std::string& name);
    std::istringstream status() const;

    std::filesystem::path output_;
    std::filesystem::path errors_;
    pid_t id_;
    int watch_;  // pidfd
    std::optional<int> end_;
    Milliseconds cpu_time_at_end_{};
};

struct Finished {
    std::optional<int> code;  // nullopt: it had to be killed
    std::string output;
    std::string errors;
};

// Runs the program to its end.
Finished run_to_end(const Process::Launch& launch, Milliseconds timeout = std::chrono::minutes(1));

std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace scan
