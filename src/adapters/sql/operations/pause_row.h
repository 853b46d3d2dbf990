#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/utc_time.h"
#include "operations/ports/pause_switch.h"

namespace scan {

struct PauseRow {
    std::string what;
    UtcTime since;
    std::optional<UtcTime> until;
    std::string who;
    std::string reason;

    static constexpr auto columns() {
        using Row = PauseRow;
        return std::tuple(&Row::what, &Row::since, &Row::until, &Row::who, &Row::reason);
    }
};

// nullopt: a newer program holds what this one does not know.
std::optional<Pause> pause_of(PauseRow row);

}  // namespace scan
