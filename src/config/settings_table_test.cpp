#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "config/load_config.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

struct Case {
    const char* key;
    const char* default_text;
    std::vector<std::string> accepted;  // the bounds among them
    std::vector<std::string> refused;   // just outside among them
};

void PrintTo(const Case& row, std::ostream* out) {
    *out << row.key;
}

const std::string kLong(5000, 'x');
const std::vector<std::string> kNoFlagWords{"", "TRUE", "1", "yes"};
const std::vector<std::string> kNoDurations{"", "5", "abc", "1.5s", "5 s", "-5s"};

std::vector<std::string> with(std::vector<std::string> more, const std::vector<std::string>& base) {
    more.insert(more.end(), base.begin(), base.end());
    return more;
}

// Key, documented default, and values around each end of the range.
const std::vector<Case> kCases{
    {"feed.url",
     "",
     {"http://127.0.0.1:8080", "https://feed.example/base", ""},
     {"feed.example", "ftp://feed.example", "http://u:p@feed.example", "http://feed.example?x=1"}},
    {"feed.path",
     "/v1/scans/scanevents",
     {"/", "/a/b"},
     {"", "a", "/a?b=c", "/a b", "/a#b", "/" + kLong}},
    {"feed.page_limit",
     "1000",
     {"2", "100000"},
     {"", "1", "100001", "0", "-2", "x", "10 ", "1e3", "99999999999999999999"}},
    {"feed.parallel_requests", "1", {"1", "16"}, {"", "0", "17", "-1", "x"}},
    {"feed.poll_interval", "5s", {"100ms", "24h"}, with({"99ms", "86401s", "0s"}, kNoDurations)},
    {"feed.timeout", "30s", {"100ms", "1h"}, with({"99ms", "3601s", "0s"}, kNoDurations)},
    {"feed.retry_delay_max", "30s", {"100ms", "24h"}, with({"99ms", "86401s", "0s"}, kNoDurations)},
    {"feed.rate_limit",
     "off",
     {"off", "0.001", "10000", "2.5", "10"},
     {"", "0", "0.0009", "10000.1", "-1", "nan", "inf", "1e3", "x", "5/s"}},
    {"feed.first_event_id",
     "1",
     {"1", "9223372036854775807"},
     {"", "0", "-1", "9223372036854775808", "x"}},
    {"feed.late_window", "60s", {"0s", "100ms", "24h"}, with({"99ms", "86401s"}, kNoDurations)},
    {"feed.late_scan_interval",
     "15s",
     {"0s", "100ms", "24h"},
     with({"99ms", "86401s"}, kNoDurations)},
    {"feed.empty_status", "none", {"none", "400", "404", "499"}, {"", "399", "500", "200", "x"}},
    {"feed.connection_max_age", "5m", {"1s", "24h"}, with({"999ms", "86401s", "0s"}, kNoDurations)},
    {"feed.page_bytes_max",
     "16777216",
     {"1024", "1KiB", "16 MiB", "1073741824", "1GiB"},
     {"", "1023", "1073741825", "2GiB", "16MB", "1.5MiB", "-1", "x", "8589934592GiB"}},
    {"feed.auth", "none", {"none", "bearer", "api_key", "oauth2"}, {"", "basic", "Bearer"}},
    {"feed.token", "", {"t0ken", ""}, {"two\nlines", kLong}},
    {"feed.token_file", "", {"/run/token", ""}, {"two\nlines", kLong}},
    {"feed.api_key_header",
     "X-Api-Key",
     {"X-Key", "k"},
     {"", "X Key", "X-Key:", "X\r\nY", std::string(65, 'x')}},
    {"feed.oauth2_token_url",
     "",
     {"https://issuer.example/token?p=1", ""},
     {"issuer.example", "https://u:p@issuer.example"}},
    {"feed.oauth2_client_id", "", {"worker", ""}, {"two\nlines", kLong}},
    {"feed.oauth2_client_secret", "", {"s3cret", ""}, {"two\nlines", kLong}},
    {"feed.oauth2_client_secret_file", "", {"/run/secret", ""}, {"two\nlines", kLong}},
    {"feed.oauth2_scope", "", {"scans:read scans:list", ""}, {"two\nlines", kLong}},
    {"feed.oauth2_client_auth", "basic", {"basic", "form"}, {"", "post", "Basic"}},
    {"feed.oauth2_parameters",
     "",
     {"audience=https://api.example&resource=x", "a=", ""},
     {"audience", "a=%", "scope=x", "client_secret=x", "a=b\nc", kLong}},
    {"feed.headers",
     "",
     {"X-Tenant: 5", "X-Tenant: 5; X-Key: @/run/key;", ""},
     {"X-Tenant", "Host: x", "user-agent: x", "X: a; x: b", "X: a\r\nY: b", "X: " + kLong}},
    {"feed.ca_file", "", {"ca.pem", ""}, {"two\nlines", kLong}},
    {"feed.client_cert", "", {"cert.pem", ""}, {"two\nlines", kLong}},
    {"feed.client_key", "", {"key.pem", ""}, {"two\nlines", kLong}},
    {"feed.allow_insecure", "false", {"true", "false"}, kNoFlagWords},
    {"queue.url",
     "sqlite:queue.db",
     {"sqlite:///q.db", "sqlite:a/q.db", "https://sqs.eu-west-1.amazonaws.com/1/q",
      "http://127.0.0.1:9324/000000000000/q"},
     {"", "q.db", "redis:x", "sqlite:", "https://sqs.eu-west-1.amazonaws.com/1",
      "https://sqs.eu-west-1.amazonaws.com/1/q.fifo"}},
    {"queue.password_file", "", {"/run/password", ""}, {"two\nlines", kLong}},
    {"queue.region", "", {"eu-west-1", ""}, {"Ireland", "eu west", kLong}},
    {"queue.topic_arn",
     "",
     {"arn:aws:sns:eu-west-1:1:scans", ""},
     {"scans", "arn:aws:sqs:eu-west-1:1:scans", "arn:aws:sns:eu-west-1:1:scans.fifo", kLong}},
    {"queue.events_per_message", "1000", {"1", "10000"}, {"", "0", "10001", "x"}},
    {"queue.message_bytes_max",
     "65536",
     {"1024", "262144", "64KiB", "256 KiB"},
     {"", "1023", "262145", "1MiB"}},
    {"queue.compression", "auto", {"auto", "none", "zstd"}, {"", "gzip", "Auto", "true"}},
    {"queue.visibility_timeout",
     "30s",
     {"1s", "12h"},
     with({"999ms", "43201s", "0s"}, kNoDurations)},
    {"queue.receive_count_max", "3", {"1", "1000"}, {"", "0", "1001", "x"}},
    {"queue.receive_wait", "20s", {"100ms", "20s"}, with({"99ms", "21s", "0s"}, kNoDurations)},
    {"queue.depth_max", "100000", {"1", "1000000000"}, {"", "0", "1000000001", "x"}},
    {"store.url",
     "sqlite:store.db",
     {"sqlite:///s.db", "sqlite:a/s.db"},
     {"", "s.db", "mysql://x", "sqlite:", "https://sqs.eu-west-1.amazonaws.com/1/q"}},
    {"store.password_file", "", {"/run/password", ""}, {"two\nlines", kLong}},
    {"store.timeout", "10s", {"100ms", "10m"}, with({"99ms", "601s", "0s"}, kNoDurations)},
    {"store.migrate", "true", {"true", "false"}, kNoFlagWords},
    {"store.history", "false", {"true", "false"}, kNoFlagWords},
    {"store.history_retention",
     "forever",
     {"forever", "1m", "30d", "36500d"},
     with({"59s", "36501d", "0s", "never", "Forever"}, kNoDurations)},
    {"store.audit_retention",
     "365d",
     {"forever", "1m", "30d", "36500d"},
     with({"59s", "36501d", "0s", "never", "Forever"}, kNoDurations)},
    {"processor.count", "1", {"1", "64"}, {"", "0", "65", "x"}},
    {"processor.batch_events_max", "10000", {"1", "100000"}, {"", "0", "100001", "x"}},
    {"worker.role", "both", {"both", "poll", "process"}, {"", "none", "Poll"}},
    {"lease.duration", "15s", {"1s", "10m"}, with({"999ms", "601s", "0s"}, kNoDurations)},
    {"shutdown.grace", "20s", {"100ms", "1h"}, with({"99ms", "3601s", "0s"}, kNoDurations)},
    {"status.grace", "1m", {"100ms", "1h"}, with({"99ms", "3601s", "0s"}, kNoDurations)},
    {"status.lag_max", "15m", {"100ms", "24h"}, with({"99ms", "25h", "0s"}, kNoDurations)},
    {"status.quiet_max", "0s", {"0s", "1m", "30d"}, with({"59s", "31d"}, kNoDurations)},
    {"verify.every", "0s", {"0s", "1m", "365d"}, with({"59s", "366d"}, kNoDurations)},
    {"verify.window", "48h", {"1m", "365d"}, with({"59s", "366d", "0s"}, kNoDurations)},
    {"verify.rate", "1", {"1", "1000"}, {"", "0", "1001", "x"}},
    {"log.level", "info", {"debug", "info", "warn", "error"}, {"", "trace", "INFO"}},
    {"log.format", "text", {"text", "json"}, {"", "xml"}},
    {"admin.listen",
     "127.0.0.1:8080",
     {"off", "127.0.0.1:0", "[::1]:65535", "unix:/run/admin.sock"},
     {"", "8080", "127.0.0.1:65536", "host.example:1", "unix:relative"}},
    {"admin.hosts", "", {"", "a.example", "a, b"}, {"a b", "http://a", "a,,b"}},
    {"admin.token", "", {"", "t"}, {kLong}},
    {"admin.token_file", "", {"", "/run/secrets/token"}, {kLong}},
    {"admin.tokens_file", "", {"", "/etc/tokens"}, {kLong}},
    {"admin.tls_cert", "", {"", "cert.pem"}, {kLong}},
    {"admin.tls_key", "", {"", "key.pem"}, {kLong}},
    {"admin.allow_insecure", "false", {"true", "false"}, kNoFlagWords},
    {"admin.base_path", "", {"", "/scans"}, {"scans", "/a b", "/a?b"}},
    {"metrics.listen", "off", {"off", "0.0.0.0:9090"}, {"", "9090"}},
    {"notify.command",
     "",
     {"", "notify-send scans", "sh -c \"cat >> told\""},
     {"a \"b", " ", "\"\"", kLong}},
    {"notify.url",
     "",
     {"", "https://hooks.example/***", "http://127.0.0.1:9"},
     {"hooks.example", "ftp://hooks.example", "https://user:pw@hooks.example/x", kLong}},
    {"notify.token", "", {"", "t"}, {kLong}},
    {"notify.token_file", "", {"", "/run/secrets/token"}, {kLong}},
};

class SettingsTable : public testing::TestWithParam<Case> {
protected:
    static std::expected<LoadedConfig, std::string> load(const std::string& text) {
        return load_config({}, {{find_setting(GetParam().key)->environment_name(), text}});
    }
};

TEST_P(SettingsTable, HasTheDocumentedDefault) {
    const auto loaded = load_config({}, {});
    ASSERT_TRUE(loaded) << loaded.error();
    EXPECT_EQ(loaded->at(GetParam().key).text, GetParam().default_text);
    EXPECT_EQ(loaded->at(GetParam().key).origin.text(), "default");
}

TEST_P(SettingsTable, AcceptsItsRange) {
    for (const std::string& text : GetParam().accepted) {
        const auto loaded = load(text);
        EXPECT_TRUE(loaded) << text << ": " << loaded.error();
    }
}

TEST_P(SettingsTable, RefusesWhatIsOutsideInOneLineThatNamesKeyOriginAndRange) {
    const Setting& setting = *find_setting(GetParam().key);
    for (const std::string& text : GetParam().refused) {
        const auto loaded = load(text);
        ASSERT_FALSE(loaded) << setting.key << " accepts " << text;
        const std::string& line = loaded.error();
        EXPECT_TRUE(line.starts_with(setting.key)) << line;
        EXPECT_NE(line.find("(environment " + setting.environment_name() + ")"), std::string::npos)
            << line;
        EXPECT_NE(line.find("allowed: " + setting.allowed), std::string::npos) << line;
        EXPECT_EQ(line.find('\n'), std::string::npos) << line;
        EXPECT_LT(line.size(), 400u) << line;
    }
}

INSTANTIATE_TEST_SUITE_P(EachSetting, SettingsTable, testing::ValuesIn(kCases),
                         [](const auto& test) {
                             std::string name = test.param.key;
                             std::ranges::replace(name, '.', '_');
                             return name;
                         });

TEST(SettingsTableAsAWhole, HasOneCaseHereForEachRow) {
    std::set<std::string_view> tested;
    for (const Case& row : kCases) tested.insert(row.key);
    std::set<std::string_view> rows;
    for (const Setting& setting : settings_table()) {
        EXPECT_TRUE(rows.insert(setting.key).second) << "twice: " << setting.key;
        EXPECT_FALSE(setting.help.empty()) << setting.key;
        EXPECT_FALSE(setting.allowed.empty()) << setting.key;
    }
    EXPECT_EQ(tested, rows);
}

TEST(SettingsTableAsAWhole, SpellsEachNameInThreeWays) {
    std::set<std::string> flags;
    std::set<std::string> variables;
    for (const Setting& setting : settings_table()) {
        EXPECT_TRUE(flags.insert(setting.flag()).second) << setting.key;
        EXPECT_TRUE(variables.insert(setting.environment_name()).second) << setting.key;
    }
    const Setting& setting = *find_setting("feed.oauth2_client_secret_file");
    EXPECT_EQ(setting.flag(), "--feed-oauth2-client-secret-file");
    EXPECT_EQ(setting.environment_name(), "SCAN_EVENT_WORKER_FEED_OAUTH2_CLIENT_SECRET_FILE");
    EXPECT_EQ(setting.section(), "feed");
    EXPECT_EQ(setting.name(), "oauth2_client_secret_file");
}

TEST(SettingsTableAsAWhole, GivesEachSecretAFile) {
    int secrets = 0;
    for (const Setting& setting : settings_table()) {
        if (!setting.secret) continue;
        ++secrets;
        const Setting* file = find_setting(std::string(setting.key) + "_file");
        ASSERT_NE(file, nullptr) << setting.key;
        EXPECT_EQ(file->secret_key, setting.key);
    }
    EXPECT_EQ(secrets, 4);
}

TEST(SettingsTableAsAWhole, PrintsNoMoreThanTheOriginOfAWebhook) {
    Config config;
    const auto shown =
        find_setting("notify.url")->read(config, "https://Hooks.example/services/T0/key?a=b");
    ASSERT_TRUE(shown);
    EXPECT_EQ(*shown, "https://hooks.example/***");
    EXPECT_EQ(config.notify.url, "https://hooks.example/services/T0/key?a=b");
}

TEST(SettingsTableAsAWhole, ReadsACommandInWords) {
    Config config;
    ASSERT_TRUE(find_setting("notify.command")->read(config, "a  \"b c\" d\"e \"f \"\""));
    EXPECT_EQ(config.notify.command, (std::vector<std::string>{"a", "b c", "de f", ""}));
}

}  // namespace
}  // namespace scan
