#include "app/outage_report.h"

namespace scan {
namespace {

constexpr Duration kRepeat = std::chrono::minutes(1);

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

void OutageReport::failed(const Error& error, Duration delay) {
    const Instant now = clock_.now();
    const bool is_news = !since_ || error.message != told_;
    if (!since_) since_ = now;
    if (!is_news && now - told_at_ < kRepeat) return;
    told_at_ = now;
    told_ = error.message;
    if (error.code == ErrorCode::denied) {
        log_.error("{}: {}; needs a person, next try in {:.1f} s", who_, error.message,
                   seconds(delay));
    } else {
        log_.warn("{}: {}; next try in {:.1f} s", who_, error.message, seconds(delay));
    }
}

void OutageReport::recovered() {
    if (!since_) return;
    log_.info("{}: works again after {:.1f} s", who_, seconds(clock_.now() - *since_));
    since_.reset();
}

}  // namespace scan
