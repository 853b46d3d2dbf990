#pragma once

#include <atomic>
#include <vector>

#include "base/stage.h"
#include "operations/ports/pause_switch.h"

namespace scan {

// What is held in this process. Any thread.
class PauseBoard final {
public:
    bool is_paused(Pausable what) const {
        return (what == Pausable::poll ? poll_ : process_).load(std::memory_order_relaxed);
    }
    void set(Pausable what, bool is_paused) {
        (what == Pausable::poll ? poll_ : process_).store(is_paused, std::memory_order_relaxed);
    }

private:
    std::atomic<bool> poll_ = false;
    std::atomic<bool> process_ = false;
};

// Reads every few seconds what operators hold and writes it on the board. While the store does not
// answer, the board stays as it is, but a pause still ends at its time. It has a session of its own.
class PauseWatch final : public Stage {
public:
    // An operator's word is obeyed within twice this.
    static constexpr Duration kInterval = std::chrono::seconds(2);

    PauseWatch(PauseSwitch& pauses, PauseBoard& board, Clock& clock)
        : pauses_(pauses), board_(board), clock_(clock) {}

    Next step(const StopPhases& stop) override;

private:
    void write_board();

    PauseSwitch& pauses_;
    PauseBoard& board_;
    Clock& clock_;
    std::vector<Pause> known_;
};

// A stage that is not stepped while `what` is held. What it has in hand stays there, so it is for
// stages that nobody waits for meanwhile. Asked to finish, it is stepped whatever is held.
class PausedStage final : public Stage {
public:
    PausedStage(Stage& inner, const PauseBoard& board, Pausable what, Clock& clock)
        : inner_(inner), board_(board), what_(what), clock_(clock) {}

    Next step(const StopPhases& stop) override;

private:
    Stage& inner_;
    const PauseBoard& board_;
    const Pausable what_;
    Clock& clock_;
};

}  // namespace scan
