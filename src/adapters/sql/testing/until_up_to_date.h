#pragma once

#include <type_traits>

#include "base/error.h"

namespace scan {

// Makes the call as a worker does that starts beside others: who has waited too long for the one that
// migrates comes again. How long that is, is a time, and a busy machine has none.
template <class Call>
std::invoke_result_t<Call> until_up_to_date(Call call) {
    constexpr int kTries = 200;
    auto result = call();
    for (int i = 1; i < kTries && !result && result.error().code == ErrorCode::transient; ++i)
        result = call();
    return result;
}

}  // namespace scan
