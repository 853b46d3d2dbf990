#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "operations/telling/worker_board.h"

namespace scan {

// Tells the board of one call of queue or store, from its making to its end.
class ToldCall {
public:
    using Trouble = std::optional<ConditionId> (*)(const Error& error);

    ToldCall(WorkerBoard& board, PortLine line, Trouble trouble)
        : board_(board), line_(line), trouble_(trouble) {
        board_.call_begins(line_);
    }
    ToldCall(const ToldCall&) = delete;
    ToldCall& operator=(const ToldCall&) = delete;

    template <class T>
    Result<T> end(Result<T> result) {
        tell(result ? nullptr : &result.error());
        return result;
    }

    // One result for each of several inputs: the call worked if it did for any.
    std::vector<Result<>> end(std::vector<Result<>> results) {
        const auto worked = [](const Result<>& result) { return result.has_value(); };
        const bool has_failed = !results.empty() && std::ranges::none_of(results, worked);
        tell(has_failed ? &results.front().error() : nullptr);
        return results;
    }

private:
    void tell(const Error* error) {
        if (error != nullptr && error->code == ErrorCode::stopped)
            return board_.call_stopped(line_);
        const auto trouble = error != nullptr ? trouble_(*error) : std::nullopt;
        if (trouble) return board_.call_failed(line_, *trouble, *error);
        board_.call_worked(line_);
    }

    WorkerBoard& board_;
    const PortLine line_;
    const Trouble trouble_;
};

}  // namespace scan
