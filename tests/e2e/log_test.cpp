#include <gtest/gtest.h>
#include <simdjson.h>

#include <sstream>

#include "tests/e2e/end_to_end.h"

namespace scan {
namespace {

// The log as a program reads it.
class JsonLog : public EndToEnd {
protected:
    // The entry of this event, or an exception.
    simdjson::dom::element entry(const std::string& log, std::string_view event) {
        std::istringstream lines(log);
        for (std::string line; std::getline(lines, line);) {
            const simdjson::dom::element found = parser_.parse(line);
            std::string_view name;
            if (found["event"].get(name) == simdjson::SUCCESS && name == event) return found;
        }
        throw std::runtime_error("no " + std::string(event) + " in " + log);
    }

    simdjson::dom::parser parser_;
};

TEST_F(JsonLog, BeginsWithWhatRunsAndHasTheValuesOfEachEventAsFields) {
    FeedServerProcess server(folder_.path(), {"--parcels", "20", "--events", "80"});
    const Finished end = catch_up(server.url(), {{"log-format", "json"}});
    ASSERT_EQ(end.code, 0) << end.errors;
    const simdjson::dom::element start = parser_.parse(end.errors.substr(0, end.errors.find('\n')));
    EXPECT_EQ(start["event"].get_string().value(), "starting");
    EXPECT_EQ(start["role"].get_string().value(), "poll and process");
    EXPECT_EQ(start["feed"].get_string().value(), server.url());
    EXPECT_EQ(start["store"].get_string().value(), "sqlite:store.db");
    EXPECT_EQ(start["queue"].get_string().value(), "sqlite:queue.db");
    EXPECT_NE(start["version"].get_string().value(), "");
    EXPECT_EQ(entry(end.errors, "lease_acquired")["epoch"].get_int64().value(), 1);
    EXPECT_EQ(entry(end.errors, "caught_up")["level"].get_string().value(), "info");
}

TEST_F(JsonLog, HasWhatEndsTheRunToo) {
    const Finished none = run({"run", "--log-format", "json"});
    EXPECT_EQ(none.code, 2);
    EXPECT_EQ(entry(none.errors, "fatal")["level"].get_string().value(), "error");
    const Finished wrong =
        run({"run", "--feed-timeout", "5"}, {"SCAN_EVENT_WORKER_LOG_FORMAT=json"});
    EXPECT_EQ(wrong.code, 2);
    EXPECT_EQ(entry(wrong.errors, "fatal")["level"].get_string().value(), "error");
    const Finished unusable = run({"run", "--log-format", "json", "--feed-url",
                                   "http://127.0.0.1:9", "--store-url", "sqlite:none/store.db"});
    EXPECT_EQ(unusable.code, 1);
    EXPECT_EQ(entry(unusable.errors, "fatal")["level"].get_string().value(), "error");
}

}  // namespace
}  // namespace scan
