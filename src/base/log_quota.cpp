#include "base/log_quota.h"

namespace scan {
namespace {

constexpr Duration kMinute = std::chrono::minutes(1);

}  // namespace

bool LogQuota::admits(std::string_view event, LogLevel level, Instant now) {
    const auto [found, is_new] = minutes_.try_emplace({event, level}, Minute{.began = now});
    return ++found->second.entries <= kAMinute;
}

std::vector<LogQuota::LeftOut> LogQuota::take_over(Instant now) {
    std::vector<LeftOut> over;
    for (auto each = minutes_.begin(); each != minutes_.end();) {
        const auto& [key, minute] = *each;
        if (now - kMinute < minute.began) {
            ++each;
            continue;
        }
        if (minute.entries > kAMinute)
            over.push_back({key.first, key.second, minute.entries - kAMinute});
        each = minutes_.erase(each);
    }
    return over;
}

}  // namespace scan
