#include "base/log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <regex>
#include <string>

namespace scan {
namespace {

// What the log writes to standard error while `speak` speaks.
std::string written(LogLevel level, LogFormat format, const std::function<void(Log&)>& speak) {
    testing::internal::CaptureStderr();
    {
        Log log(level, format);
        speak(log);
    }
    return testing::internal::GetCapturedStderr();
}

const std::string kTime = R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)";

bool matches(const std::string& text, const std::string& pattern) {
    return std::regex_match(text, std::regex(pattern));
}

TEST(Log, WritesTimeLevelAndMessageAsOneLineOfText) {
    const std::string text =
        written(LogLevel::info, LogFormat::text, [](Log& log) { log.warn("{} events late", 3); });
    EXPECT_TRUE(matches(text, kTime + " WARN  3 events late\n")) << text;
}

TEST(Log, WritesTimeLevelAndMessageAsOneJsonObject) {
    const std::string text = written(LogLevel::info, LogFormat::json,
                                     [](Log& log) { log.error("cannot open \"{}\"", "a.db"); });
    EXPECT_TRUE(matches(text, R"(\{"time":")" + kTime +
                                  R"(","level":"error","message":"cannot open \\"a.db\\""\}\n)"))
        << text;
}

TEST(Log, WritesTheEventsNameAndItsValuesAsFieldsOfJson) {
    using fmt::literals::operator""_a;
    const auto speak = [](Log& log) {
        log.warn(LogEvent{"queue_full"}, "{depth} messages, {share:.1f} %: {why}",
                 "depth"_a = std::uint64_t{7}, "share"_a = 1.25, "why"_a = "a \"b\"",
                 "unused"_a = true);
    };
    const std::string json = written(LogLevel::info, LogFormat::json, speak);
    EXPECT_TRUE(json.ends_with(
        R"(,"level":"warn","event":"queue_full","message":"7 messages, 1.2 %: a \"b\"",)"
        R"("depth":7,"share":1.25,"why":"a \"b\"","unused":true})"
        "\n"))
        << json;
    const std::string text = written(LogLevel::info, LogFormat::text, speak);
    EXPECT_TRUE(text.ends_with("WARN  7 messages, 1.2 %: a \"b\"\n")) << text;
}

TEST(Log, BeginsEachLineAsItIsTold) {
    testing::internal::CaptureStderr();
    Log(LogLevel::info, LogFormat::text, {.begin = "\r\x1b[K"}).info("one");
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_TRUE(matches(text, "\r\x1b\\[K" + kTime + " INFO  one\n")) << text;
}

TEST(Log, ColoursWhatIsNotGoodOnATerminal) {
    testing::internal::CaptureStderr();
    {
        Log log(LogLevel::info, LogFormat::text, {.colour = LogColour::by_level});
        log.info("one");
        log.error("two");
    }
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_TRUE(matches(text, kTime + " INFO  one\n" + kTime + " \x1b\\[1;31mERROR\x1b\\[0m two\n"))
        << text;
}

TEST(Log, LimitsRepeatsOfAnEventAndSaysHowManyWereLeftOut) {
    ManualClock clock;
    for (const LogFormat format : {LogFormat::text, LogFormat::json}) {
        testing::internal::CaptureStderr();
        {
            Log log(LogLevel::info, format, {.clock = &clock});
            for (int i = 0; i < 1'000; ++i) log.warn(LogEvent{"feed_gap"}, "a gap");
            log.info("whatever else");
            clock.advance(std::chrono::minutes(1));
            log.warn(LogEvent{"feed_gap"}, "a gap");
            for (int i = 0; i < 30; ++i) log.error(LogEvent{"feed_reset"}, "a reset");
            for (int i = 0; i < 30; ++i) log.error("without a name");
        }
        const std::string text = testing::internal::GetCapturedStderr();
        EXPECT_EQ(std::ranges::count(text, '\n'), 20 + 1 + 1 + 1 + 20 + 30 + 1) << text;
        EXPECT_NE(text.find("980 more lines of feed_gap within a minute were left out"), text.npos);
        EXPECT_NE(text.find("10 more lines of feed_reset within a minute were left out"),
                  text.npos);
        EXPECT_EQ(text.find("ERROR 10 more"), text.npos) << "an ERROR says what to do";
        const bool has_event = text.find(R"("event":"repeats_left_out",)") != text.npos;
        EXPECT_EQ(has_event, format == LogFormat::json);
    }
}

TEST(Log, KeepsAnEntryOnOneLineWhateverItSays) {
    for (const LogFormat format : {LogFormat::text, LogFormat::json}) {
        const std::string text = written(LogLevel::info, format, [](Log& log) {
            log.info("{}", "first\nsecond\r\nthird\x1b[31m\x01");
        });
        EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
        EXPECT_TRUE(std::ranges::none_of(text.substr(0, text.size() - 1), [](char c) {
            return c >= 0 && c < 0x20;
        })) << text;
        EXPECT_NE(text.find(R"(first\nsecond)"), std::string::npos) << text;
    }
}

TEST(Log, DoesNotReadPercentOrBracesInTheMessage) {
    const std::string text =
        written(LogLevel::info, LogFormat::text, [](Log& log) { log.info("{}", "100 %v {} %s"); });
    EXPECT_TRUE(matches(text, kTime + R"( INFO  100 %v \{\} %s\n)")) << text;
}

TEST(Log, LeavesOutWhatIsBelowItsLevel) {
    const auto speak = [](Log& log) {
        log.debug("one");
        log.info("two");
        log.warn("three");
        log.error("four");
    };
    const auto lines = [&](LogLevel level) {
        return std::ranges::count(written(level, LogFormat::text, speak), '\n');
    };
    EXPECT_EQ(lines(LogLevel::debug), 4);
    EXPECT_EQ(lines(LogLevel::info), 3);
    EXPECT_EQ(lines(LogLevel::warn), 2);
    EXPECT_EQ(lines(LogLevel::error), 1);
}

}  // namespace
}  // namespace scan
