#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "tests/e2e/process.h"

namespace scan {

// Debian's Prometheus, with the rules of deploy/prometheus/alerts.yml, that looks each second; what holds alarms at once.
class Prometheus final {
public:
    // Whether it is installed.
    static bool is_there();

    // Returns once it answers; throws if it does not come to that.
    explicit Prometheus(const std::filesystem::path& folder);

    // From now on it scrapes this worker.
    void scrape(const std::string& metrics_url) const;

    // "ScanFeedDenied error": each alert that fires. "no answer": it did not say in time.
    std::set<std::string> firing() const;

    Process& process() { return process_; }

private:
    static Process::Launch prepare(const std::filesystem::path& folder);

    std::filesystem::path folder_;
    Process process_;
    std::string url_;
};

}  // namespace scan
