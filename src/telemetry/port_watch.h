#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "operations/telling/told_call.h"
#include "telemetry/last_answer.h"
#include "telemetry/metrics.h"
#include "telemetry/stage_slot.h"

namespace scan {

// How long a call may take, its timeouts added up and more; what takes longer is stuck.
struct CallLimits {
    Duration store{};
    Duration queue{};  // beyond the wait of a receive, for each request that a call makes
    Duration feed{};
};

// Where the worker's board hears of the calls, and which condition an error of them stands for.
struct BoardLine {
    WorkerBoard& board;
    PortLine line;
    ToldCall::Trouble trouble;
};

// What stands around each call of one stage to one dependency: tells the stage's slot where it is, the dependency and the worker's board
// how it went, and the metrics how long it took. One thread.
class PortWatch final {
public:
    // `line`: nullopt: the board does not hear of them.
    PortWatch(StageSlot& slot, LastAnswer& dependency, Metrics& metrics, Clock& clock,
              std::optional<BoardLine> line = std::nullopt)
        : slot_(slot),
          dependency_(dependency),
          metrics_(metrics),
          clock_(clock),
          line_(std::move(line)) {}

    template <class Call>
    auto run(const char* name, Duration allowed, std::optional<Timing> timing, Call call) {
        const Instant began = clock_.now();
        slot_.call_begins(name, began, allowed);
        std::optional<ToldCall> told;
        if (line_) told.emplace(line_->board, line_->line, line_->trouble);
        auto result = call();
        const Error* const error = error_of(result);
        if (told) told->ended(error);
        const Instant ended = clock_.now();
        slot_.call_ended(ended);
        dependency_.called(ended, error);
        if (timing) {
            metrics_.observe(*timing, std::chrono::duration<double>(ended - began).count());
        }
        return result;
    }

    Metrics& metrics() { return metrics_; }

    // What a call means beside that it worked or failed.
    template <class Tell>
    void tell_board(Tell tell) {
        if (line_) tell(line_->board, line_->line);
    }

private:
    template <class T>
    static const Error* error_of(const Result<T>& result) {
        return result ? nullptr : &result.error();
    }
    // Of many it is the first, unless any went well.
    static const Error* error_of(const std::vector<Result<>>& results) {
        const bool any = std::ranges::any_of(results, [](const auto& each) { return bool(each); });
        return any || results.empty() ? nullptr : &results.front().error();
    }

    StageSlot& slot_;
    LastAnswer& dependency_;
    Metrics& metrics_;
    Clock& clock_;
    std::optional<BoardLine> line_;
};

}  // namespace scan
