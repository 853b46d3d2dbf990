#pragma once

#include <memory>
#include <string>
#include <utility>

#include "config/config.h"
#include "operations/telling/form_agreement.h"
#include "operations/telling/worker_board.h"
#include "pipeline/stop_order.h"
#include "telemetry/credential_report.h"
#include "telemetry/stage_watch.h"
#include "telemetry/watched_ports.h"

namespace scan {

// What the stages of one worker leave in memory for whoever asks how it is: where each of them is, and when each dependency last answered.
class WorkerWatch final {
public:
    WorkerWatch(const Config& config, Metrics& metrics, Clock& clock);

    // A line of the board; see WorkerBoard::add_line.
    BoardLine line(Dependency dependency, std::string user, Duration call_max,
                   ToldCall::Trouble trouble) {
        return {board, board.add_line(dependency, std::move(user), call_max), std::move(trouble)};
    }

    // The port, watched as one of this stage's, and told to the board if it has a line there.
    template <class Port>
    std::unique_ptr<Port> over(std::unique_ptr<Port> port, LastAnswer& dependency,
                               const std::string& stage,
                               std::optional<BoardLine> line = std::nullopt) {
        return watched(std::move(port),
                       PortWatch(stages.slot(stage), dependency, metrics_, clock_, std::move(line)),
                       limits_);
    }
    // The same for a caller that is no stage, and may be stuck without being looked at.
    template <class Port>
    std::unique_ptr<Port> over_other(std::unique_ptr<Port> port, LastAnswer& dependency,
                                     const std::string& caller) {
        return watched(std::move(port),
                       PortWatch(others_.slot(caller), dependency, metrics_, clock_), limits_);
    }

    std::unique_ptr<Feed> over_feed(Feed& inner, const std::string& stage,
                                    std::optional<BoardLine> line = std::nullopt) {
        return watched(
            inner, PortWatch(stages.slot(stage), feed, metrics_, clock_, std::move(line)), limits_);
    }

    WorkerBoard board;
    CredentialReport credentials;
    FormAgreement compression;
    StageWatch stages;
    LastAnswer store{"store"};
    LastAnswer queue{"queue"};
    LastAnswer feed{"feed"};

private:
    Metrics& metrics_;
    Clock& clock_;
    const CallLimits limits_;
    StageWatch others_;
};

// "the poller", "processor 2": `number` counts the stages of one part from 1 on.
std::string stage_name(WorkerPart part, std::size_t number = 1);

}  // namespace scan
