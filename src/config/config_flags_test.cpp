#include "config/config_flags.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

namespace scan {
namespace {

FlagValues parse(std::vector<const char*> arguments) {
    CLI::App app;
    FlagValues values;
    add_setting_flags(app, values);
    arguments.insert(arguments.begin(), "program");
    app.parse(flag_arguments(static_cast<int>(arguments.size()), arguments.data()));
    return values;
}

TEST(ConfigFlags, HandOverEachValueAsWritten) {
    for (const Setting& setting : settings_table()) {
        for (const std::string text :
             {"plain", "two words", "a=b", "[a,b]", "'quoted'", "\"quoted\"", "a,b", "%x{}", ""}) {
            const std::string flag = setting.flag();
            const std::string joined = flag + "=" + text;
            const FlagValues apart = parse({flag.c_str(), text.c_str()});
            EXPECT_EQ(apart.settings,
                      (std::map<std::string_view, std::string>{{setting.key, text}}));
            EXPECT_EQ(parse({joined.c_str()}).settings, apart.settings) << joined;
        }
    }
}

TEST(ConfigFlags, KeepTheNextFlagWhereAValueIsEmpty) {
    const FlagValues values = parse({"--feed-ca-file=", "--feed-auth", "none"});
    EXPECT_EQ(values.settings, (std::map<std::string_view, std::string>{{"feed.ca_file", ""},
                                                                        {"feed.auth", "none"}}));
}

TEST(ConfigFlags, LetASwitchStandAlone) {
    EXPECT_EQ(parse({"--store-history"}).settings.at("store.history"), "true");
    EXPECT_EQ(parse({"--store-history", "--log-level", "warn"}).settings.at("store.history"),
              "true");
    EXPECT_EQ(parse({"--store-history", "false"}).settings.at("store.history"), "false");
    EXPECT_EQ(parse({"--store-history=false"}).settings.at("store.history"), "false");
}

TEST(ConfigFlags, NameTheFile) {
    EXPECT_EQ(parse({"--config", "worker.toml"}).config_file, "worker.toml");
    EXPECT_EQ(parse({"--config="}).config_file, "");
    EXPECT_EQ(parse({}).config_file, std::nullopt);
    EXPECT_TRUE(parse({}).settings.empty());
}

TEST(ConfigFlags, AreGivenOnceAndKnown) {
    EXPECT_THROW(parse({"--log-level", "warn", "--log-level", "info"}), CLI::ParseError);
    EXPECT_THROW(parse({"--log-levle", "warn"}), CLI::ParseError);
    EXPECT_THROW(parse({"--log-level"}), CLI::ParseError);
}

TEST(ConfigFlags, ShowHelpWithDefaultRangeAndVariable) {
    CLI::App app;
    FlagValues values;
    add_setting_flags(app, values);
    const std::string help = app.help();
    for (const Setting& setting : settings_table()) {
        EXPECT_NE(help.find(setting.flag()), std::string::npos) << setting.key;
        EXPECT_NE(help.find(setting.environment_name()), std::string::npos) << setting.key;
    }
    EXPECT_NE(help.find("Settings: feed"), std::string::npos);
    EXPECT_NE(help.find("Allowed: 1s to 12h. Default: 30s."), std::string::npos);
}

TEST(ConfigFlags, SuggestTheNearestAndKeepValuesToThemselves) {
    EXPECT_EQ(
        unknown_argument("--feed-tokn=s3cret"),
        "unknown flag \"--feed-tokn\"; did you mean --feed-token?; --help shows what is allowed");
    EXPECT_EQ(unknown_argument("--elephant"),
              "unknown flag \"--elephant\"; --help shows what is allowed");
    EXPECT_EQ(unknown_argument("what"),
              "unexpected argument \"what\"; --help shows what is allowed");
    for (const char* argument :
         {"Password=s3cret;Encrypt=True", "postgresql://worker:s3cret@db/scans", "u@s3cret"}) {
        const std::string message = unknown_argument(argument);
        EXPECT_EQ(message.find("s3cret"), std::string::npos) << message;
    }
}

}  // namespace
}  // namespace scan
