#include "tests/chaos/fault_calendar.h"

#include <gtest/gtest.h>

#include "tests/chaos/explained_error.h"
#include "tests/e2e/process.h"
#include "tests/e2e/temp_folder.h"

namespace scan {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kTick{50};

// Victims that note who befalls them.
struct Stage {
    std::map<std::string, int> lasting = {};
    std::vector<std::string> begun = {};
    int most = 0;

    ChaosFault fault(const std::string& kind, const std::string& victim) {
        return {.kind = kind, .victim = victim, .begin = [this, kind, victim](Random&) {
                    begun.push_back(kind);
                    most = std::max(most, ++lasting[victim]);
                    return std::optional<ChaosFault::Begun>(
                        ChaosFault::Begun{"", [this, victim] { --lasting[victim]; }});
                }};
    }
    bool is_calm() const {
        return std::ranges::all_of(lasting, [](const auto& entry) { return entry.second == 0; });
    }
};

class Calendar : public ::testing::Test {
protected:
    std::vector<std::string> live(std::uint64_t seed, milliseconds time, Stage& stage) {
        FaultCalendar calendar(
            {stage.fault("a", "one"), stage.fault("b", "one"), stage.fault("c", "two")},
            Random(seed), milliseconds(60'000), seasons_, chronicle_);
        for (milliseconds at{0}; at < time; at += kTick) calendar.step(SteadyTime{} + at);
        calendar.end_all();
        counts_ = calendar.counts();
        return stage.begun;
    }

    TempFolder folder_;
    Chronicle chronicle_{folder_ / "chaos.log"};
    const Seasons seasons_{milliseconds(60'000), SteadyTime{}};
    std::map<std::string, std::uint64_t> counts_;
};

TEST_F(Calendar, BeginsTheSameFaultsFromTheSameSeed) {
    Stage first;
    Stage second;
    Stage other;
    const auto begun = live(1, milliseconds(600'000), first);
    EXPECT_GT(begun.size(), 100u);
    EXPECT_EQ(live(1, milliseconds(600'000), second), begun);
    EXPECT_NE(live(2, milliseconds(600'000), other), begun);
}

TEST_F(Calendar, LetsOneFaultAtATimeBefallAVictimAndEndsAll) {
    Stage stage;
    const auto begun = live(3, milliseconds(600'000), stage);
    EXPECT_EQ(stage.most, 1);
    EXPECT_TRUE(stage.is_calm());
    EXPECT_EQ(counts_["a"] + counts_["b"] + counts_["c"], begun.size());
}

TEST_F(Calendar, PassesOverAFaultThatBefallsNobody) {
    FaultCalendar calendar({{.kind = "none",
                             .victim = "",
                             .begin = [](Random&) { return std::optional<ChaosFault::Begun>(); }}},
                           Random(1), milliseconds(1'000), seasons_, chronicle_);
    for (int i = 0; i < 1'000; ++i) calendar.step(SteadyTime{} + i * kTick);
    EXPECT_EQ(calendar.counts().at("none"), 0u);
}

TEST(ErrorLines, AreExplainedOnlyByAFaultThatHappened) {
    const TempFolder folder;
    write_file(folder / "process-1.err",
               "2026-01-01T00:00:00Z INFO  started\n"
               "2026-01-01T00:00:01Z ERROR poller: the disk is full; needs a person\n"
               "2026-01-01T00:00:02Z ERROR poller: something else\n");
    write_file(folder / "chaos.log", "2026-01-01T00:00:00Z ERROR of nobody\n");
    const std::vector<ExplainedError> explanations{{"disk: full", "the disk is full"}};
    const ErrorLines with = error_lines(folder.path(), explanations, {{"disk: full", 1}});
    EXPECT_EQ(with.explained.at("the disk is full"), 1u);
    ASSERT_EQ(with.unexplained.size(), 1u);
    EXPECT_NE(with.unexplained.front().find("something else"), std::string::npos);
    EXPECT_EQ(error_lines(folder.path(), explanations, {{"disk: full", 0}}).unexplained.size(), 2u);
}

}  // namespace
}  // namespace scan
