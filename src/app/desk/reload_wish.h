#pragma once

#include <atomic>

namespace scan {

// Carries SIGHUP from the watch of signals, which must not wait, to whoever reads files anew. Any thread.
class ReloadWish final {
public:
    void wish() { is_wished_ = true; }
    // Whether it was wished since the last call.
    bool take() { return is_wished_.exchange(false); }

private:
    std::atomic<bool> is_wished_ = false;
};

}  // namespace scan
