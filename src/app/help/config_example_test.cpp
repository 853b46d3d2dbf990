#include "app/help/config_example.h"

#include <gtest/gtest.h>

#include <regex>

#include "config/config_file.h"
#include "config/load_config.h"

namespace scan {
namespace {

TEST(ConfigExample, SetsNothing) {
    const auto settings = parse_config_file(config_example(""), "example");
    ASSERT_TRUE(settings) << settings.error();
    EXPECT_TRUE(settings->empty());
}

TEST(ConfigExample, ShowsEachDefaultAsTheFileTakesIt) {
    const std::regex commented("\n#([a-z0-9_]+ = )");
    const std::string all = std::regex_replace(config_example(""), commented, "\n$1");
    const auto settings = parse_config_file(all, "example");
    ASSERT_TRUE(settings) << settings.error();
    ASSERT_EQ(settings->size(), settings_table().size());
    for (const Assignment& assignment : *settings)
        EXPECT_EQ(assignment.text, assignment.setting->default_text) << assignment.setting->key;
}

TEST(ConfigExample, OfAServiceKeepsQueueAndStoreInItsFolder) {
    const auto settings = parse_config_file(config_example("/var/lib/worker"), "example");
    ASSERT_TRUE(settings) << settings.error();
    ASSERT_EQ(settings->size(), 2u);
    EXPECT_EQ(settings->at(0).setting->key, "queue.url");
    EXPECT_EQ(settings->at(0).text, "sqlite:///var/lib/worker/queue.db");
    EXPECT_EQ(settings->at(1).setting->key, "store.url");
    EXPECT_EQ(settings->at(1).text, "sqlite:///var/lib/worker/store.db");
}

}  // namespace
}  // namespace scan
