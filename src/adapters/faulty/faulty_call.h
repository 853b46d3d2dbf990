#pragma once

#include <expected>
#include <optional>

#include "adapters/faulty/fault_script.h"

namespace scan {

// Makes one call of a port as the script wants it.
template <class Call>
auto faulty_call(FaultScript& faults, Operation operation, Call call) -> decltype(call()) {
    const std::optional<Fault> fault = faults.draw(operation);
    if (fault && fault->moment == Fault::Moment::before) return std::unexpected(fault->error);
    auto result = call();
    faults.took_effect(operation);
    if (fault) return std::unexpected(fault->error);
    return result;
}

}  // namespace scan
