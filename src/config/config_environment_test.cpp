#include "config/config_environment.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(ConfigEnvironment, TakesTheVariablesWithThePrefix) {
    const char* const variables[] = {"PATH=/bin",
                                     "SCAN_EVENT_WORKER_FEED_URL=http://a?b=c",
                                     "SCAN_EVENT_WORKER_LOG_LEVEL=",
                                     "SCAN_EVENT_WORKERS=1",
                                     "SCAN_EVENT_WORKER_ODD",
                                     nullptr};
    EXPECT_EQ(environment_of(variables),
              (Environment{{"SCAN_EVENT_WORKER_FEED_URL", "http://a?b=c"},
                           {"SCAN_EVENT_WORKER_LOG_LEVEL", ""}}));
}

TEST(ConfigEnvironment, NamesTheSettingAndTheVariable) {
    const auto read = read_environment({{"SCAN_EVENT_WORKER_FEED_URL", "http://a"}, {"HOME", "/"}});
    ASSERT_TRUE(read) << read.error();
    ASSERT_EQ(read->size(), 1u);
    EXPECT_EQ(read->front().setting->key, "feed.url");
    EXPECT_EQ(read->front().text, "http://a");
    EXPECT_EQ(read->front().origin.text(), "environment SCAN_EVENT_WORKER_FEED_URL");
}

TEST(ConfigEnvironment, RefusesAnUnknownVariableWithThePrefixAndSuggestsTheNearest) {
    const auto read = read_environment({{"SCAN_EVENT_WORKER_FEED_ULR", "s3cret"}});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error(),
              "SCAN_EVENT_WORKER_FEED_ULR (environment): no such setting; did you mean "
              "SCAN_EVENT_WORKER_FEED_URL?; "
              "allowed: the settings that `config reference` lists");
    EXPECT_EQ(read_environment({{"SCAN_EVENT_WORKER_ELEPHANT", "x"}}).error().find("did you mean"),
              std::string::npos);
    EXPECT_FALSE(read_environment({{"SCAN_EVENT_WORKER_", "x"}}));
    EXPECT_FALSE(read_environment({{"SCAN_EVENT_WORKER_feed_url", "x"}}));
    EXPECT_FALSE(read_environment({{"SCAN_EVENT_WORKER_FEED_REPORT", "x"}}));
    EXPECT_FALSE(read_environment({{"SCAN_EVENT_WORKER_LOG_LEVEL_FILE", "x"}}));
}

TEST(ConfigEnvironment, PassesOverWhatKubernetesInjects) {
    for (const char* name :
         {"SCAN_EVENT_WORKER_SERVICE_HOST", "SCAN_EVENT_WORKER_SERVICE_PORT",
          "SCAN_EVENT_WORKER_SERVICE_PORT_HTTP", "SCAN_EVENT_WORKER_PORT",
          "SCAN_EVENT_WORKER_PORT_80_TCP", "SCAN_EVENT_WORKER_PORT_80_TCP_ADDR",
          "SCAN_EVENT_WORKER_PORT_80_TCP_PORT", "SCAN_EVENT_WORKER_PORT_80_TCP_PROTO",
          "SCAN_EVENT_WORKER_METRICS_SERVICE_HOST", "SCAN_EVENT_WORKER_METRICS_PORT",
          "SCAN_EVENT_WORKER_METRICS_PORT_9090_TCP"}) {
        const auto read = read_environment({{name, "tcp://10.0.0.1:80"}});
        ASSERT_TRUE(read) << read.error();
        EXPECT_TRUE(read->empty()) << name;
    }
}

TEST(ConfigEnvironment, PassesOverTheVariableThatNamesTheFile) {
    const auto read = read_environment({{kConfigFileVariable, "worker.toml"}});
    ASSERT_TRUE(read) << read.error();
    EXPECT_TRUE(read->empty());
}

}  // namespace
}  // namespace scan
