#include "config/config_report.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <sstream>

namespace scan {
namespace {

LoadedConfig load(const FlagValues& flags, const Environment& environment = {}) {
    auto loaded = load_config(flags, environment);
    EXPECT_TRUE(loaded) << loaded.error();
    return std::move(loaded.value());
}

std::string line_of(const std::string& text, std::string_view key) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(key) && line[key.size()] == ' ') return line;
    }
    return "";
}

TEST(ConfigShow, HasALineForEachKeyWithValueAndOrigin) {
    const std::string text = config_show_text(
        load({std::nullopt, {{"feed.timeout", "2000ms"}, {"feed.page_bytes_max", "1 MiB"}}}));
    for (const Setting& setting : settings_table())
        EXPECT_NE(line_of(text, setting.key), "") << setting.key;
    const std::string timeout = line_of(text, "feed.timeout");
    EXPECT_NE(timeout.find("= 2000ms "), std::string::npos) << timeout;
    EXPECT_NE(line_of(text, "feed.page_bytes_max").find("= 1048576 "), std::string::npos);
    EXPECT_TRUE(timeout.ends_with("# flag --feed-timeout")) << timeout;
    EXPECT_NE(line_of(text, "feed.url").find("= (not set)"), std::string::npos);
    EXPECT_TRUE(line_of(text, "log.level").ends_with("# default"));
}

TEST(ConfigShow, NeverPrintsASecret) {
    const LoadedConfig loaded =
        load({std::nullopt, {{"feed.token", "s3cret-flag"}}},
             {{"SCAN_EVENT_WORKER_FEED_OAUTH2_CLIENT_SECRET", "s3cret-variable"}});
    for (const std::string& text : {config_show_text(loaded), config_show_json(loaded),
                                    config_check_text(loaded), config_check_json(loaded)}) {
        EXPECT_EQ(text.find("s3cret"), std::string::npos) << text;
    }
    const std::string line = line_of(config_show_text(loaded), "feed.token");
    EXPECT_NE(line.find("= (hidden)"), std::string::npos) << line;
    EXPECT_TRUE(line.ends_with("# flag --feed-token")) << line;
}

TEST(ConfigShow, PrintsNoKeyOfAQueryOrAHeader) {
    const LoadedConfig loaded =
        load({std::nullopt,
              {{"feed.oauth2_token_url", "https://issuer.example/token?code=s3cret&p=s3cret"},
               {"feed.headers", "X-Key: s3cret; X-Other: @/run/other"}}});
    EXPECT_EQ(loaded.config.feed.oauth2_token_url,
              "https://issuer.example/token?code=s3cret&p=s3cret");
    const std::string text = config_show_text(loaded);
    EXPECT_EQ((text + config_show_json(loaded)).find("s3cret"), std::string::npos) << text;
    EXPECT_NE(text.find("= https://issuer.example/token?code=***&p=***"), std::string::npos);
    EXPECT_NE(text.find("= X-Key: (hidden); X-Other: @/run/other"), std::string::npos) << text;
}

TEST(ConfigShow, AKeyInAValueThatIsRefusedIsNotRepeated) {
    for (const auto& [key, value] : {std::pair("feed.url", "https://feed.example/?code=s3cret"),
                                     {"feed.path", "/scans?code=s3cret"},
                                     {"feed.oauth2_token_url", "issuer.example/token?code=s3cret"},
                                     {"feed.headers", "X-Key: s3cret; Host: s3cret"},
                                     {"feed.oauth2_parameters", "scope=s3cret"}}) {
        const auto loaded = load_config({std::nullopt, {{key, value}}}, {});
        ASSERT_FALSE(loaded) << key;
        EXPECT_EQ(loaded.error().find("s3cret"), std::string::npos) << loaded.error();
    }
}

TEST(ConfigShow, ShowsTheFileOfASecret) {
    const std::string text =
        config_show_text(load({std::nullopt, {{"feed.token_file", "/run/token"}}}));
    EXPECT_NE(line_of(text, "feed.token_file").find("= /run/token"), std::string::npos);
    EXPECT_NE(line_of(text, "feed.token").find("= (not set)"), std::string::npos);
}

TEST(ConfigShow, WritesJsonWithNaturalTypes) {
    const LoadedConfig loaded =
        load({std::nullopt,
              {{"feed.token", "s3cret"}, {"feed.rate_limit", "2.5"}, {"feed.ca_file", "a\"b"}}});
    simdjson::dom::parser parser;
    const simdjson::dom::element json = parser.parse(config_show_json(loaded));
    const auto setting = [&](std::string_view key) { return json["settings"][key]; };
    EXPECT_EQ(setting("feed.page_limit")["value"].get_int64().value(), 1000);
    EXPECT_EQ(setting("feed.rate_limit")["value"].get_double().value(), 2.5);
    EXPECT_EQ(setting("feed.empty_status")["value"].get_string().value(), "none");
    EXPECT_EQ(setting("store.history")["value"].get_bool().value(), false);
    EXPECT_EQ(setting("feed.timeout")["value"].get_string().value(), "30s");
    EXPECT_EQ(setting("feed.ca_file")["value"].get_string().value(), "a\"b");
    EXPECT_EQ(setting("feed.ca_file")["origin"].get_string().value(), "flag --feed-ca-file");
    EXPECT_TRUE(setting("feed.url")["value"].is_null());
    EXPECT_TRUE(setting("feed.token")["value"].is_null());
    EXPECT_TRUE(setting("feed.token")["set"].get_bool().value());
    EXPECT_FALSE(setting("feed.oauth2_client_secret")["set"].get_bool().value());
    EXPECT_EQ(json["settings"].get_object().value().size(), settings_table().size());
    EXPECT_EQ(json["warnings"].get_array().value().size(), loaded.warnings.size());
}

TEST(ConfigCheck, ListsTheDoubts) {
    EXPECT_EQ(config_check_text(load({})), "The configuration is valid.\n");
    EXPECT_EQ(config_check_json(load({})), "{\"valid\":true,\"warnings\":[]}\n");
    const LoadedConfig doubtful = load({std::nullopt, {{"queue.receive_count_max", "1"}}});
    EXPECT_NE(config_check_text(doubtful).find("\nWARN queue.receive_count_max (1)"),
              std::string::npos);
    EXPECT_NE(config_check_json(doubtful).find("[\"queue.receive_count_max (1)"),
              std::string::npos);
}

}  // namespace
}  // namespace scan
