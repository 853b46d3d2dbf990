#pragma once

#include <string_view>
#include <utility>

#include "base/error.h"

namespace scan {

// The word by which metrics count an error.
constexpr std::string_view cause_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::transient: return "unreachable";
        case ErrorCode::throttled: return "throttled";
        case ErrorCode::rejected: return "unusable";
        case ErrorCode::denied: return "denied";
        case ErrorCode::stopped: return "stopped";
    }
    std::unreachable();
}

}  // namespace scan
