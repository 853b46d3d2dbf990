#include "feed_server/misbehaviour.h"

namespace scan {
namespace {

constexpr double kEvenChance = 0.5;
constexpr int kTooManyRequests = 429;
constexpr int kInternalError = 500;
constexpr int kUnavailable = 503;

int draw_error_status(const Misbehaviour& misbehaviour, Random& random) {
    if (random.chance(misbehaviour.throttle_rate)) return kTooManyRequests;
    if (!random.chance(misbehaviour.error_rate)) return 0;
    return random.chance(kEvenChance) ? kInternalError : kUnavailable;
}

RetryAfterForm draw_form(RetryAfterForm form, Random& random) {
    if (form != RetryAfterForm::either) return form;
    return random.chance(kEvenChance) ? RetryAfterForm::seconds : RetryAfterForm::http_date;
}

}  // namespace

Misbehaviour Misbehaviour::of_every_kind() {
    Misbehaviour all;
    all.error_rate = 0.05;
    all.throttle_rate = 0.03;
    all.retry_after_rate = 0.5;
    all.latency_max = std::chrono::milliseconds(20);
    all.truncated_rate = 0.05;
    all.repeated_rate = 0.2;
    all.unordered_rate = 0.2;
    all.late_rate = 0.01;
    all.malformed_rate = 0.01;
    return all;
}

RequestFate draw_fate(const Misbehaviour& misbehaviour, Random random) {
    RequestFate fate;
    const auto spread =
        static_cast<std::uint64_t>((misbehaviour.latency_max - misbehaviour.latency_min).count());
    fate.latency = misbehaviour.latency_min + Duration(random.below(spread + 1));
    fate.error_status = draw_error_status(misbehaviour, random);
    if (fate.error_status == kTooManyRequests || fate.error_status == kUnavailable) {
        fate.says_retry_after = random.chance(misbehaviour.retry_after_rate);
        fate.retry_after_form = draw_form(misbehaviour.retry_after_form, random);
    }
    if (random.chance(misbehaviour.truncated_rate)) {
        fate.cut =
            random.chance(kEvenChance) ? RequestFate::Cut::body : RequestFate::Cut::connection;
    }
    fate.repeated = random.chance(misbehaviour.repeated_rate);
    fate.unordered = random.chance(misbehaviour.unordered_rate);
    fate.details = random;
    return fate;
}

}  // namespace scan
