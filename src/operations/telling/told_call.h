#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "operations/telling/worker_board.h"

namespace scan {

// Tells the board of one call of queue or store, from its making to its end.
class ToldCall {
public:
    // The condition that an error stands for, as trouble_of_store says it.
    using Trouble = std::function<std::optional<ConditionId>(const Error& error)>;

    ToldCall(WorkerBoard& board, PortLine line, Trouble trouble)
        : board_(board), line_(line), trouble_(std::move(trouble)) {
        board_.call_begins(line_);
    }
    ToldCall(const ToldCall&) = delete;
    ToldCall& operator=(const ToldCall&) = delete;

    template <class T>
    Result<T> end(Result<T> result) {
        ended(result ? nullptr : &result.error());
        return result;
    }

    // nullptr: it did not fail.
    void ended(const Error* error) {
        if (error != nullptr && error->code == ErrorCode::stopped)
            return board_.call_stopped(line_);
        const auto trouble = error != nullptr ? trouble_(*error) : std::nullopt;
        if (trouble) return board_.call_failed(line_, *trouble, *error);
        board_.call_worked(line_);
    }

private:
    WorkerBoard& board_;
    const PortLine line_;
    const Trouble trouble_;
};

}  // namespace scan
