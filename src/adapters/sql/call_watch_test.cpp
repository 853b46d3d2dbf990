#include "adapters/sql/call_watch.h"

#include <gtest/gtest.h>

#include <future>

namespace scan {
namespace {

using std::chrono::steady_clock;
constexpr auto kLong = std::chrono::minutes(1);

class Line final : public SessionBreaker {
public:
    void cut() override {
        if (!is_cut_) cut_.set_value();
        is_cut_ = true;
    }
    bool wait() { return cut_.get_future().wait_for(kLong) == std::future_status::ready; }
    bool is_cut() const { return is_cut_; }

private:
    std::promise<void> cut_;
    bool is_cut_ = false;
};

TEST(CallWatch, CutsTheCallsThatOutlastTheirTime) {
    Line patient;
    Line late;
    Line too_late;
    {
        CallWatch watch;
        const WatchedCall first(watch, &patient, steady_clock::now() + kLong);
        const WatchedCall second(watch, &late, steady_clock::now());
        EXPECT_TRUE(late.wait());
        const WatchedCall third(watch, &too_late,
                                steady_clock::now() + std::chrono::milliseconds(1));
        EXPECT_TRUE(too_late.wait());
    }
    EXPECT_FALSE(patient.is_cut());
}

TEST(CallWatch, LeavesACallThatHasEndedAlone) {
    Line ended;
    Line late;
    CallWatch watch;
    {
        const WatchedCall call(watch, &ended, steady_clock::now() + std::chrono::milliseconds(50));
    }
    const WatchedCall call(watch, &late, steady_clock::now() + std::chrono::milliseconds(51));
    EXPECT_TRUE(late.wait());
    EXPECT_FALSE(ended.is_cut());
}

}  // namespace
}  // namespace scan
