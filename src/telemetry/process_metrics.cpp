#include "telemetry/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>

namespace scan {
namespace {

using prometheus::MetricType;

constexpr std::array kTable{
    ProcessMetric{"process_cpu_seconds_total", "User and system time of the process.",
                  MetricType::Counter},
    ProcessMetric{"process_resident_memory_bytes", "Memory that the process has in RAM.",
                  MetricType::Gauge},
    ProcessMetric{"process_virtual_memory_bytes", "Memory that the process has mapped.",
                  MetricType::Gauge},
    ProcessMetric{"process_open_fds", "Descriptors that the process has open.", MetricType::Gauge},
    ProcessMetric{"process_max_fds", "Descriptors that the process may have open.",
                  MetricType::Gauge},
    ProcessMetric{"process_threads", "Threads of the process.", MetricType::Gauge},
    ProcessMetric{"process_start_time_seconds",
                  "When the process began, in seconds since the Unix epoch.", MetricType::Gauge},
};

using Values = std::array<std::optional<double>, kTable.size()>;

// The fields of /proc/self/stat from the third on: the second one, the name in parentheses, may hold anything.
std::vector<std::string> stat_fields() {
    std::ifstream file("/proc/self/stat");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const std::size_t end = text.rfind(')');
    if (end == text.npos) return {};
    std::istringstream rest(text.substr(end + 1));
    return {std::istream_iterator<std::string>(rest), std::istream_iterator<std::string>()};
}

std::optional<double> boot_time() {
    std::ifstream file("/proc/stat");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("btime ")) return std::stod(line.substr(6));
    }
    return std::nullopt;
}

std::optional<double> open_descriptors() {
    std::error_code error;
    const std::filesystem::directory_iterator files("/proc/self/fd", error);
    if (error) return std::nullopt;
    // The one that counts them is among them.
    return static_cast<double>(std::distance(begin(files), end(files))) - 1;
}

Values read_values() {
    Values values{};
    // Numbers of proc(5), less the two fields before.
    constexpr std::size_t kUserTime = 11;
    constexpr std::size_t kSystemTime = 12;
    constexpr std::size_t kThreads = 17;
    constexpr std::size_t kStart = 19;
    constexpr std::size_t kVirtual = 20;
    constexpr std::size_t kResident = 21;
    const auto fields = stat_fields();
    if (fields.size() > kResident) {
        const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
        values[0] = (std::stod(fields[kUserTime]) + std::stod(fields[kSystemTime])) / ticks;
        values[1] = std::stod(fields[kResident]) * static_cast<double>(::sysconf(_SC_PAGESIZE));
        values[2] = std::stod(fields[kVirtual]);
        values[5] = std::stod(fields[kThreads]);
        if (const auto boot = boot_time()) values[6] = *boot + std::stod(fields[kStart]) / ticks;
    }
    values[3] = open_descriptors();
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) values[4] = static_cast<double>(limit.rlim_cur);
    return values;
}

}  // namespace

std::span<const ProcessMetric> process_metrics_table() {
    return kTable;
}

std::vector<prometheus::MetricFamily> process_metrics() {
    const Values values = read_values();
    std::vector<prometheus::MetricFamily> families;
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (!values[i]) continue;
        prometheus::ClientMetric metric;
        metric.counter.value = *values[i];
        metric.gauge.value = *values[i];
        families.push_back({.name = std::string(kTable[i].name),
                            .help = std::string(kTable[i].help),
                            .type = kTable[i].type,
                            .metric = {metric}});
    }
    return families;
}

}  // namespace scan
