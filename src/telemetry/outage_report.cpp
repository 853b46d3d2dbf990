#include "telemetry/outage_report.h"

namespace scan {
namespace {

using fmt::literals::operator""_a;

constexpr Duration kRepeat = std::chrono::minutes(1);

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

void OutageReport::failed(const Error& error, Duration delay) {
    const Instant now = clock_.now();
    const bool is_news = !since_ || error.message != told_;
    if (!since_) {
        since_ = now;
        since_utc_ = clock_.utc_now().to_string();
    }
    if (!is_news && now - told_at_ < kRepeat) return;
    told_at_ = now;
    told_ = error.message;
    if (error.code == ErrorCode::denied) {
        log_.error(LogEvent{"waits_for_a_person"},
                   "{who}: {error}; needs a person since {since_utc}, next try in {delay_s:.1f} s",
                   "who"_a = who_, "error"_a = error.message, "since_utc"_a = since_utc_,
                   "delay_s"_a = seconds(delay));
    } else {
        log_.warn(LogEvent{"waits_after_an_error"},
                  "{who}: {error}; fails since {since_utc}, next try in {delay_s:.1f} s",
                  "who"_a = who_, "error"_a = error.message, "since_utc"_a = since_utc_,
                  "delay_s"_a = seconds(delay));
    }
}

void OutageReport::recovered() {
    if (!since_) return;
    log_.info(LogEvent{"works_again"}, "{who}: works again after {after_s:.1f} s", "who"_a = who_,
              "after_s"_a = seconds(clock_.now() - *since_));
    since_.reset();
}

}  // namespace scan
