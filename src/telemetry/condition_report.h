#pragma once

#include <map>

#include "base/log.h"
#include "operations/telling/heartbeat.h"

namespace scan {

// Logs each condition once when it begins or gets worse, and when it is over. An ERROR says what to do.
class ConditionReport final : public HeartbeatObserver {
public:
    explicit ConditionReport(Log& log) : log_(log) {}

    void judged(const Facts& facts, const Verdict& verdict) override;

private:
    void begun(const Condition& condition, UtcTime now);

    Log& log_;
    std::map<ConditionId, Severity> told_;
};

}  // namespace scan
