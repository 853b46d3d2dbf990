#pragma once

#include <string>
#include <vector>

#include "base/mutex.h"

namespace scan {

// The parts of a command that still work, by name, so that whoever waits for its end can say for what. Any thread.
class Unfinished final {
public:
    // One part, as long as this lives.
    class Part {
    public:
        Part(Unfinished& all, std::string name);
        ~Part();
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;

    private:
        Unfinished& all_;
        const std::string name_;
    };

    // "the poller, a processor", each name once, or "nothing".
    std::string text() const;

private:
    mutable Mutex mutex_;
    std::vector<std::string> names_ GUARDED_BY(mutex_);
};

}  // namespace scan
