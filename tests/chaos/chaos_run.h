#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/chaos/chaos_engines.h"
#include "tests/chaos/chaos_options.h"
#include "tests/chaos/chronicle.h"
#include "tests/chaos/fault_calendar.h"
#include "tests/chaos/run_report.h"
#include "tests/chaos/tcp_proxy.h"
#include "tests/chaos/wall_clocks.h"
#include "tests/chaos/worker_crew.h"
#include "tests/chaos/worker_faults.h"
#include "tests/e2e/feed_server_process.h"

namespace scan {

// One run with one kind of engines: a feed that misbehaves and makes events for the whole duration,
// three workers, faults at random moments; then calm, and what the workers have made of it is
// checked.
class ChaosRun final {
public:
    // The folder is there, and empty.
    ChaosRun(const ChaosOptions& options, std::string engines, std::filesystem::path folder);

    // `is_interrupted`: ends the run soon, which is a violation.
    RunReport run(const std::function<bool()>& is_interrupted);

private:
    Arguments source() const;
    Arguments misbehaviour() const;
    Process::Launch launch(WorkerCrew::Place place);
    Settings drawn(WorkerCrew::Place place);
    std::vector<ExplainedError> explained_errors(
        const std::map<std::string, std::uint64_t>& faults) const;
    std::vector<ChaosFault> faults(const Workers& workers);
    void disturb(FaultCalendar& calendar, const std::function<bool()>& is_interrupted);
    void tell_progress(const FaultCalendar& calendar);
    bool is_complete() const;
    void calm_down(const std::function<bool()>& is_interrupted);
    void drain();
    void check(RunReport& report, const FaultCalendar& calendar);
    void violation(const std::string& what);

    const ChaosOptions options_;
    const std::string engines_name_;
    const std::filesystem::path folder_;
    Random random_;
    Chronicle chronicle_;
    const std::uint64_t events_;
    const std::unique_ptr<ChaosEngines> engines_;
    const bool late_from_first_asked_;
    FeedServerProcess feed_;
    TcpProxy feed_network_;
    WallClocks clocks_;
    RunWatch watch_;
    Random settings_random_;
    WorkerCrew crew_;
    std::vector<std::string> violations_;
};

}  // namespace scan
