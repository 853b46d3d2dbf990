#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/utc_time.h"

namespace scan {

// What an operator can hold.
enum class Pausable { poll, process };

struct Pause {
    Pausable what = Pausable::poll;
    UtcTime since;
    std::optional<UtcTime> until;  // when it ends by itself; nullopt: when somebody ends it
    std::string who;
    std::string reason;

    bool holds_at(UtcTime now) const { return !until || now < *until; }
    bool operator==(const Pause&) const = default;
};

// What is held, kept in the store for all its workers. One object serves one thread.
class PauseSwitch {
public:
    virtual ~PauseSwitch() = default;

    // Begins the pause, or puts it in the place of one that stands.
    virtual Result<> begin(const Pause& pause) = 0;

    // False: there was none.
    virtual Result<bool> end(Pausable what) = 0;

    // At most one of each; those whose end has passed too.
    virtual Result<std::vector<Pause>> read() = 0;
};

}  // namespace scan
