#pragma once

#include <functional>
#include <optional>

#include "base/stage.h"
#include "telemetry/last_answer.h"

namespace scan {

// Asks a dependency itself when the stages have not for a while, so that the age of its last answer says whether it can be reached. Asks on
// a session and a thread of its own, so that a dependency that says nothing holds up nobody.
class DependencyProbe final : public Stage {
public:
    // Asks, and tells the dependency how it went.
    using Ask = std::function<void()>;

    // `quiet`: how old an answer may become before the probe asks. `every`: asks so often in any case; zero: never.
    DependencyProbe(const LastAnswer& dependency, Ask ask, Duration quiet, Duration every,
                    Clock& clock)
        : dependency_(dependency),
          ask_(std::move(ask)),
          quiet_(quiet),
          every_(every),
          clock_(clock) {}

    Next step(const StopPhases& stop) override;

private:
    const LastAnswer& dependency_;
    const Ask ask_;
    const Duration quiet_;
    const Duration every_;
    Clock& clock_;
    std::optional<Instant> asked_at_;
};

}  // namespace scan
