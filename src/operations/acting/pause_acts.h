#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "operations/acting/act.h"
#include "operations/ports/pause_switch.h"

namespace scan {

std::string_view name_of(Pausable what);
std::optional<Pausable> pausable_of(std::string_view name);

struct PauseDone {
    bool is_dry_run = false;
    bool had_one = false;                       // a pause of this kind stood already
    std::optional<Pause> pause = std::nullopt;  // that begins
};

// Holds polling or processing in every worker of the store, within 5 s, until `lasts` has passed or
// it is resumed. What is in hand is finished; the lease and the place in the feed are kept.
Result<PauseDone> pause_work(PauseSwitch& pauses, AuditLog& audit, Clock& clock, const Act& act,
                             Pausable what, std::optional<Duration> lasts);

// `what` goes on. That it was not paused is no error.
Result<PauseDone> resume_work(PauseSwitch& pauses, AuditLog& audit, const Act& act, Pausable what);

// Those that hold now.
Result<std::vector<Pause>> list_pauses(PauseSwitch& pauses, UtcTime now);

std::string json_text(const std::vector<Pause>& pauses);
std::string json_text(const PauseDone& done);

}  // namespace scan
