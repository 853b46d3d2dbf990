#include "config/load_config.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>

namespace scan {
namespace {

class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view text) {
        std::string name = std::filesystem::temp_directory_path() / "load_config_XXXXXX";
        folder_ = mkdtemp(name.data());
        path_ = folder_ / "worker.toml";
        std::ofstream(path_) << text;
    }
    ~TemporaryFile() { std::filesystem::remove_all(folder_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    std::string path() const { return path_; }

private:
    std::filesystem::path folder_;
    std::filesystem::path path_;
};

FlagValues flags(std::map<std::string_view, std::string> settings) {
    return {std::nullopt, std::move(settings)};
}

std::string error_of(const FlagValues& values, const Environment& environment) {
    const auto loaded = load_config(values, environment);
    return loaded ? "accepted" : loaded.error();
}

TEST(LoadConfig, PrefersFlagToEnvironmentToFileToDefault) {
    const TemporaryFile file("[log]\nlevel = \"error\"\n");
    for (unsigned sources = 0; sources < 8; ++sources) {
        const bool in_file = sources & 1;
        const bool in_environment = sources & 2;
        const bool in_flag = sources & 4;
        FlagValues values;
        Environment environment;
        if (in_file) values.config_file = file.path();
        if (in_environment) environment["SCAN_EVENT_WORKER_LOG_LEVEL"] = "warn";
        if (in_flag) values.settings["log.level"] = "debug";
        const auto loaded = load_config(values, environment);
        ASSERT_TRUE(loaded) << loaded.error();
        const LoadedSetting& setting = loaded->at("log.level");
        if (in_flag) {
            EXPECT_EQ(loaded->config.log.level, LogLevel::debug);
            EXPECT_EQ(setting.origin.text(), "flag --log-level");
        } else if (in_environment) {
            EXPECT_EQ(loaded->config.log.level, LogLevel::warn);
            EXPECT_EQ(setting.origin.text(), "environment SCAN_EVENT_WORKER_LOG_LEVEL");
        } else if (in_file) {
            EXPECT_EQ(loaded->config.log.level, LogLevel::error);
            EXPECT_EQ(setting.origin.text(), "file " + file.path() + ":2");
        } else {
            EXPECT_EQ(loaded->config.log.level, LogLevel::info);
            EXPECT_EQ(setting.origin.text(), "default");
        }
    }
}

TEST(LoadConfig, FindsTheFileByFlagBeforeEnvironment) {
    const TemporaryFile one("[log]\nlevel = \"error\"\n");
    const TemporaryFile other("[log]\nlevel = \"warn\"\n");
    const Environment environment{{kConfigFileVariable, other.path()}};
    EXPECT_EQ(load_config({}, environment).value().config.log.level, LogLevel::warn);
    EXPECT_EQ(load_config({one.path(), {}}, environment).value().config.log.level, LogLevel::error);
}

TEST(LoadConfig, SaysWhichFileCannotBeReadAndWhoNamedIt) {
    EXPECT_EQ(error_of({"no/such.toml", {}}, {}),
              "cannot read the configuration file \"no/such.toml\" (flag --config): No such file "
              "or directory; allowed: a "
              "file in TOML");
    EXPECT_EQ(error_of({}, {{kConfigFileVariable, "no/such.toml"}}),
              "cannot read the configuration file \"no/such.toml\" (environment "
              "SCAN_EVENT_WORKER_CONFIG): No such file or "
              "directory; allowed: a file in TOML");
}

TEST(LoadConfig, NamesKeyOriginAndRangeOfARefusedValue) {
    EXPECT_EQ(
        error_of(flags({{"feed.page_limit", "1"}}), {}),
        "feed.page_limit = \"1\" (flag --feed-page-limit): out of range; allowed: 2 to 100000");
    EXPECT_EQ(error_of({}, {{"SCAN_EVENT_WORKER_FEED_TIMEOUT", "5"}}),
              "feed.timeout = \"5\" (environment SCAN_EVENT_WORKER_FEED_TIMEOUT): not a duration "
              "(a whole number and ms, s, m, h or d); "
              "allowed: 100ms to 1h");
    const TemporaryFile file("[queue]\nurl = \"mysql://worker:s3cret@db/scans\"\n");
    EXPECT_EQ(error_of({file.path(), {}}, {}),
              "queue.url (file " + file.path() +
                  ":2): no engine \"mysql\"; allowed: " + std::string(kQueueUrlsAllowed));
}

TEST(LoadConfig, NeverRepeatsAnEnginesUrlThatItRefuses) {
    for (const std::string url :
         {"Server=db;Database=d;User Id=u;Password=s3cret;NoSuchKey=True",
          "Driver={FreeTDS};Server=db;Database=d;UID=u;PWD=s3cret;Authentication=ActiveDirectory",
          "Server=db\\\\instance;Database=d;User Id=u;Password=s3cret",
          "host=db user=worker password=s3cret", "password=s3cret", "s3cret",
          "worker:s3cret@db/scans"}) {
        for (const std::string_view key : {"store.url", "queue.url"}) {
            const Setting& setting = *find_setting(key);
            const TemporaryFile file(
                fmt::format("[{}]\n{} = \"{}\"\n", setting.section(), setting.name(), url));
            for (const std::string& error :
                 {error_of({file.path(), {}}, {}), error_of(flags({{key, url}}), {}),
                  error_of({}, {{setting.environment_name(), url}})}) {
                EXPECT_TRUE(error.starts_with(key)) << error;
                EXPECT_EQ(error.find("s3cret"), std::string::npos) << error;
            }
        }
    }
}

TEST(LoadConfig, DoesNotRepeatAUrlThatCameToAnotherSetting) {
    for (const std::string url :
         {"Server=db;Database=d;User Id=u;Password=s3cret", "host=db password=s3cret",
          "postgresql://worker:s3cret@db/scans"}) {
        for (const Setting& setting : settings_table()) {
            const std::string error = error_of(flags({{setting.key, url}}), {});
            EXPECT_EQ(error.find("s3cret"), std::string::npos) << error;
        }
    }
}

TEST(LoadConfig, TellsAllFaultsOfAllSourcesALineEach) {
    const TemporaryFile file("[feed]\nurl = 5\nspeed = 1\n[nothing]\n");
    const std::string error =
        error_of({file.path(), {{"feed.page_limit", "1"}, {"log.level", "loud"}}},
                 {{"SCAN_EVENT_WORKER_FEED_TIMEOUT", "5"}});
    for (const std::string_view culprit :
         {"feed.url (file", "feed.speed (file", "nothing (file",
          "feed.timeout = ", "feed.page_limit = ", "log.level = "}) {
        EXPECT_NE(("\n" + error).find("\n" + std::string(culprit)), std::string::npos)
            << culprit << " in\n"
            << error;
    }
    EXPECT_EQ(std::ranges::count(error, '\n'), 5) << error;
}

TEST(LoadConfig, ChecksAlsoValuesThatAreOverridden) {
    const std::string error =
        error_of(flags({{"log.level", "info"}}), {{"SCAN_EVENT_WORKER_LOG_LEVEL", "loud"}});
    EXPECT_EQ(error,
              "log.level = \"loud\" (environment SCAN_EVENT_WORKER_LOG_LEVEL): no such value; "
              "allowed: debug, info, warn or "
              "error");
}

TEST(LoadConfig, ReportsUnknownKeysOfFileAndEnvironment) {
    const TemporaryFile file("[feed]\nulr = \"x\"\n");
    EXPECT_NE(error_of({file.path(), {}}, {}).find("did you mean feed.url?"), std::string::npos);
    EXPECT_NE(error_of({}, {{"SCAN_EVENT_WORKER_FED_URL", "x"}})
                  .find("did you mean SCAN_EVENT_WORKER_FEED_URL?"),
              std::string::npos);
}

TEST(LoadConfig, ClearsAnOptionalSettingWithAnEmptyValue) {
    const TemporaryFile file("[feed]\nca_file = \"ca.pem\"\nurl = \"http://a\"\ntoken = \"t\"\n");
    const auto loaded = load_config({file.path(), {{"feed.ca_file", ""}, {"feed.token", ""}}}, {});
    ASSERT_TRUE(loaded) << loaded.error();
    EXPECT_EQ(loaded->config.feed.ca_file, "");
    EXPECT_FALSE(loaded->is_set("feed.ca_file"));
    EXPECT_TRUE(loaded->config.feed.token.empty());
    EXPECT_EQ(loaded->config.feed.url, "http://a");
}

TEST(LoadConfig, ReadsASecretFromAFileInEachSpelling) {
    const TemporaryFile secret("t0ken\n");
    const TemporaryFile config("[feed]\ntoken_file = \"" + secret.path() + "\"\n");
    for (const auto& loaded :
         {load_config({config.path(), {}}, {}),
          load_config(flags({{"feed.token_file", secret.path()}}), {}),
          load_config({}, {{"SCAN_EVENT_WORKER_FEED_TOKEN_FILE", secret.path()}})}) {
        ASSERT_TRUE(loaded) << loaded.error();
        EXPECT_EQ(loaded->config.feed.token.read().value(), "t0ken");
    }
}

TEST(LoadConfig, RefusesASecretBesideItsFileInWhateverSources) {
    const TemporaryFile config("[feed]\ntoken_file = \"/run/token\"\n");
    EXPECT_EQ(error_of({config.path(), {{"feed.token", "s3cret"}}}, {}),
              "feed.token (flag --feed-token) and feed.token_file (file " + config.path() +
                  ":2) are both set; allowed: one of them");
    EXPECT_EQ(
        error_of({}, {{"SCAN_EVENT_WORKER_FEED_OAUTH2_CLIENT_SECRET", "s3cret"},
                      {"SCAN_EVENT_WORKER_FEED_OAUTH2_CLIENT_SECRET_FILE", "/run/s"}}),
        "feed.oauth2_client_secret (environment SCAN_EVENT_WORKER_FEED_OAUTH2_CLIENT_SECRET) and "
        "feed.oauth2_client_secret_file (environment "
        "SCAN_EVENT_WORKER_FEED_OAUTH2_CLIENT_SECRET_FILE) are both set; "
        "allowed: one of them");
    EXPECT_EQ(error_of({config.path(), {}}, {{"SCAN_EVENT_WORKER_FEED_TOKEN", ""}}), "accepted");
}

TEST(LoadConfig, NeverRepeatsASecretInAnError) {
    const std::string secret = "s3cret\nsecond line";
    for (const std::string& error :
         {error_of(flags({{"feed.token", secret}}), {}),
          error_of({}, {{"SCAN_EVENT_WORKER_FEED_OAUTH2_CLIENT_SECRET", secret}}),
          error_of(flags({{"feed.url", "http://worker:s3cret@host"}}), {}),
          error_of(flags({{"feed.url", "worker:s3cret@host"}}), {}),
          error_of(flags({{"store.url", "mysql://worker:s3cret@db"}}), {})}) {
        EXPECT_NE(error, "accepted");
        EXPECT_EQ(error.find("s3cret"), std::string::npos) << error;
    }
}

TEST(LoadConfig, RefusesAnyTextInOneLineOrKeepsItsCanonicalSpelling) {
    const auto table = settings_table();
    EXPECT_TRUE(rc::check([&] {
        const Setting& setting = table[*rc::gen::inRange<std::size_t>(0, table.size())];
        const auto text = *rc::gen::oneOf(
            rc::gen::arbitrary<std::string>(),
            rc::gen::map(
                rc::gen::pair(rc::gen::inRange(0, 100'000),
                              rc::gen::element("", "ms", "s", "m", "h", "KiB")),
                [](const auto& parts) { return std::to_string(parts.first) + parts.second; }));
        const auto loaded = load_config(flags({{setting.key, text}}), {});
        if (!loaded) {
            RC_ASSERT(loaded.error().starts_with(setting.key));
            RC_ASSERT(loaded.error().find('\n') == std::string::npos);
            return;
        }
        if (setting.secret) return;
        const std::string canonical = loaded->at(setting.key).text;
        const auto again = load_config(flags({{setting.key, canonical}}), {});
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->at(setting.key).text == canonical);
    }));
}

TEST(LoadConfig, TakesTheDefaultsWithoutAWarning) {
    const auto loaded = load_config({}, {});
    ASSERT_TRUE(loaded) << loaded.error();
    EXPECT_TRUE(loaded->warnings.empty()) << loaded->warnings.front();
    EXPECT_EQ(loaded->settings.size(), settings_table().size());
}

}  // namespace
}  // namespace scan
