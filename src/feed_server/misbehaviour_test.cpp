#include "feed_server/misbehaviour.h"

#include <gtest/gtest.h>

#include <map>

namespace scan {
namespace {

using std::chrono::milliseconds;

constexpr int kDraws = 10'000;

template <class Count>
double share(const Misbehaviour& misbehaviour, Count counts) {
    Random seeds(11);
    int found = 0;
    for (int draw = 0; draw < kDraws; ++draw)
        found += counts(draw_fate(misbehaviour, Random(seeds.next())));
    return static_cast<double>(found) / kDraws;
}

TEST(Misbehaviour, IsNoneUnlessItIsAskedFor) {
    EXPECT_EQ(share({},
                    [](const RequestFate& fate) {
                        return fate.latency != Duration::zero() || fate.error_status != 0 ||
                               fate.says_retry_after || fate.cut != RequestFate::Cut::none ||
                               fate.repeated || fate.unordered;
                    }),
              0);
}

TEST(Misbehaviour, EachFaultComesAsOftenAsItsRateSays) {
    constexpr double kNear = 0.02;
    const auto status = [](int wanted) {
        return [wanted](const RequestFate& fate) { return fate.error_status == wanted; };
    };
    const Misbehaviour errors{.error_rate = 0.4, .throttle_rate = 0.5};
    EXPECT_NEAR(share(errors, status(429)), 0.5, kNear);
    EXPECT_NEAR(share(errors, status(500)), 0.1, kNear);
    EXPECT_NEAR(share(errors, status(503)), 0.1, kNear);
    const auto cut = [](RequestFate::Cut wanted) {
        return [wanted](const RequestFate& fate) { return fate.cut == wanted; };
    };
    EXPECT_NEAR(share({.truncated_rate = 0.3}, cut(RequestFate::Cut::body)), 0.15, kNear);
    EXPECT_NEAR(share({.truncated_rate = 0.3}, cut(RequestFate::Cut::connection)), 0.15, kNear);
    EXPECT_NEAR(
        share({.repeated_rate = 0.3}, [](const RequestFate& fate) { return fate.repeated; }), 0.3,
        kNear);
    EXPECT_NEAR(
        share({.unordered_rate = 0.3}, [](const RequestFate& fate) { return fate.unordered; }), 0.3,
        kNear);
}

TEST(Misbehaviour, RetryAfterComesWith429And503Only) {
    const Misbehaviour faults{.error_rate = 1, .throttle_rate = 0.5, .retry_after_rate = 1};
    EXPECT_EQ(share(faults,
                    [](const RequestFate& fate) {
                        return fate.says_retry_after != (fate.error_status != 500);
                    }),
              0);
    EXPECT_NEAR(share(faults,
                      [](const RequestFate& fate) {
                          return fate.retry_after_form == RetryAfterForm::http_date;
                      }),
                0.375, 0.02);
    EXPECT_EQ(share(faults,
                    [](const RequestFate& fate) {
                        return fate.retry_after_form == RetryAfterForm::either;
                    }),
              0);
}

TEST(Misbehaviour, LatencyStaysBetweenItsBounds) {
    const Misbehaviour slow{.latency_min = milliseconds(3), .latency_max = milliseconds(5)};
    EXPECT_EQ(share(slow,
                    [](const RequestFate& fate) {
                        return fate.latency < milliseconds(3) || fate.latency > milliseconds(5);
                    }),
              0);
    EXPECT_NEAR(share(slow, [](const RequestFate& fate) { return fate.latency < milliseconds(4); }),
                0.5, 0.02);
    EXPECT_EQ(share({.latency_min = milliseconds(3), .latency_max = milliseconds(3)},
                    [](const RequestFate& fate) { return fate.latency == milliseconds(3); }),
              1);
}

}  // namespace
}  // namespace scan
