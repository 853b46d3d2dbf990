#pragma once

#include <array>
#include <cstddef>
#include <stop_token>

#include "base/mutex.h"
#include "base/stage.h"

namespace scan {

// The part that a stage plays when its worker stops.
enum class WorkerPart {
    poller,
    feed_lane,
    retention,
    processor,
    report,
    lease_keeper,
    visibility_keeper,
    heartbeat,
    notifier,
    pause_watch,
    jobs,
    proof
};

// The order in which the stages of one worker stop. All that take work in are asked to finish at the same moment. The lease is given
// back as soon as nobody writes under it, and visibility is kept until no processor holds a message. Any thread.
class StopOrder final {
public:
    // The tokens of one more stage of this part.
    // REQUIRES: `begin` was not called.
    StopPhases join(WorkerPart part);

    // Asks the stages to finish, each when it is its turn.
    void begin();
    // One of the part's stages has finished.
    // REQUIRES: called at most once for each that joined.
    void ended(WorkerPart part);
    // The grace time is over: all let go.
    void abandon();

    // Requested by `abandon`: for what the stages work with and no step hands their tokens to.
    std::stop_token when_abandoned() const { return abandon_.get_token(); }

    bool all_ended() const { return all_ended_.stop_requested(); }
    // Requested once all that joined have ended.
    std::stop_token when_all_ended() const { return all_ended_.get_token(); }

private:
    static constexpr std::size_t kParts = static_cast<std::size_t>(WorkerPart::proof) + 1;
    static std::size_t index(WorkerPart part);

    // Asks those whose turn it is.
    void ask();

    Mutex mutex_;
    std::array<std::size_t, kParts> running_ GUARDED_BY(mutex_){};
    bool has_begun_ GUARDED_BY(mutex_) = false;
    std::array<std::stop_source, kParts> finish_;
    std::stop_source abandon_;
    std::stop_source all_ended_;
};

}  // namespace scan
