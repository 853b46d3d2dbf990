#include "config/config_needs.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace scan {
namespace {

using Settings = std::map<std::string_view, std::string>;

LoadedConfig load(Settings settings) {
    auto loaded = load_config({std::nullopt, std::move(settings)}, {});
    EXPECT_TRUE(loaded) << loaded.error();
    return std::move(loaded.value());
}

// What keeps `run` from starting; "" = nothing.
std::string lack(Settings settings) {
    const auto ready = require_for_run(load(std::move(settings)));
    return ready ? "" : ready.error();
}

TEST(ConfigNeeds, NameEverySpellingOfWhatIsMissing) {
    EXPECT_EQ(
        require_set(load({}), "feed.url").error(),
        "feed.url: not set but needed; set --feed-url, SCAN_EVENT_WORKER_FEED_URL or [feed] url to "
        "http://host[:port][/path] or https://host[:port][/path]");
    EXPECT_EQ(require_set(load({{"feed.url", ""}}), "feed.url").error().substr(0, 42),
              "feed.url: empty (flag --feed-url) but need");
    EXPECT_TRUE(require_set(load({{"feed.url", "http://a"}}), "feed.url"));
    EXPECT_TRUE(require_set(load({}), "store.url"));
}

TEST(ConfigNeeds, TakeASecretFromItsFile) {
    EXPECT_NE(require_set(load({}), "feed.token").error().find("[feed] token (or feed.token_file)"),
              std::string::npos);
    EXPECT_TRUE(require_set(load({{"feed.token", "t"}}), "feed.token"));
    EXPECT_TRUE(require_set(load({{"feed.token_file", "t"}}), "feed.token"));
}

TEST(ConfigNeeds, AskForAFeedUnlessTheWorkerOnlyProcesses) {
    EXPECT_TRUE(lack({}).starts_with("feed.url: not set")) << lack({});
    EXPECT_EQ(lack({{"feed.url", "http://feed.example"}}), "");
    EXPECT_EQ(lack({{"worker.role", "process"}}), "");
    EXPECT_TRUE(lack({{"worker.role", "poll"}}).starts_with("feed.url: not set"));
}

TEST(ConfigNeeds, AskForHeadersThatCanBeRead) {
    const Settings feed{{"feed.url", "https://feed.example"}};
    const auto with_headers = [&](const char* headers, Settings more = {}) {
        more.insert(feed.begin(), feed.end());
        more["feed.headers"] = headers;
        return lack(std::move(more));
    };
    EXPECT_EQ(with_headers("X-Tenant: 5"), "");
    EXPECT_EQ(with_headers("Authorization: Basic x"), "");
    const std::string missing = with_headers("X-Tenant: 5; X-Key: @/no/such/file");
    EXPECT_TRUE(missing.starts_with("feed.headers (flag --feed-headers): X-Key: cannot read"))
        << missing;
    const Settings bearer{{"feed.auth", "bearer"}, {"feed.token", "t"}};
    EXPECT_TRUE(with_headers("authorization: s3cret", bearer)
                    .starts_with("feed.headers (flag --feed-headers): authorization: sent by "
                                 "feed.auth = bearer"));
    const Settings api_key{{"feed.auth", "api_key"}, {"feed.token", "t"}};
    EXPECT_NE(with_headers("x-api-key: s3cret", api_key), "");
    EXPECT_EQ(with_headers("Authorization: Basic x", api_key), "");
}

TEST(ConfigNeeds, SendNoHeaderOfTheOperatorsInTheClear) {
    const Settings plain{{"feed.url", "http://feed.example"}, {"feed.headers", "X-Key: s3cret"}};
    EXPECT_TRUE(
        lack(plain).starts_with("feed.url (flag --feed-url): a credential over plain http"));
    Settings insecure = plain;
    insecure["feed.allow_insecure"] = "true";
    EXPECT_EQ(lack(insecure), "");
}

TEST(ConfigNeeds, AskForWhatTheAuthenticationUses) {
    const std::string url = "https://feed.example";
    EXPECT_TRUE(
        lack({{"feed.url", url}, {"feed.auth", "bearer"}}).starts_with("feed.token: not set"));
    EXPECT_TRUE(
        lack({{"feed.url", url}, {"feed.auth", "api_key"}}).starts_with("feed.token: not set"));
    EXPECT_EQ(lack({{"feed.url", url}, {"feed.auth", "bearer"}, {"feed.token", "t"}}), "");
    Settings oauth2{{"feed.url", url}, {"feed.auth", "oauth2"}};
    EXPECT_TRUE(lack(oauth2).starts_with("feed.oauth2_token_url: not set"));
    oauth2["feed.oauth2_token_url"] = "https://issuer.example/token";
    EXPECT_TRUE(lack(oauth2).starts_with("feed.oauth2_client_id: not set"));
    oauth2["feed.oauth2_client_id"] = "id";
    EXPECT_TRUE(lack(oauth2).starts_with("feed.oauth2_client_secret: not set"));
    oauth2["feed.oauth2_client_secret"] = "s";
    EXPECT_EQ(lack(oauth2), "");
}

TEST(ConfigNeeds, AskForFilesThatCanBeRead) {
    const std::string url = "https://feed.example";
    EXPECT_EQ(lack({{"feed.url", url}, {"feed.ca_file", "/no/ca.pem"}}),
              "feed.ca_file = \"/no/ca.pem\" (flag --feed-ca-file): No such file or directory; "
              "allowed: a file that can be "
              "read");
    for (const std::string_view key : {"feed.client_cert", "feed.client_key"}) {
        const Settings folder{{"feed.url", url}, {key, std::filesystem::temp_directory_path()}};
        EXPECT_NE(lack(folder).find("Is a directory"), std::string::npos) << key;
    }
    EXPECT_EQ(lack({{"feed.url", url}, {"feed.ca_file", "/proc/self/status"}}), "");
}

TEST(ConfigNeeds, AskForPasswordsOfDatabasesWhateverTheWorkersPart) {
    EXPECT_TRUE(lack({{"worker.role", "process"},
                      {"store.url", "postgresql://worker@db/scans"},
                      {"store.password_file", "/no/password"}})
                    .starts_with("store.password_file (flag --store-password-file): cannot read"));
}

TEST(ConfigNeeds, AskForASecretThatCanBeRead) {
    const std::string error = lack({{"feed.url", "https://feed.example"},
                                    {"feed.auth", "bearer"},
                                    {"feed.token_file", "/no/token"}});
    EXPECT_TRUE(error.starts_with("feed.token_file (flag --feed-token-file): ")) << error;
    EXPECT_NE(error.find("/no/token"), std::string::npos) << error;
    EXPECT_NE(error.find("No such file"), std::string::npos) << error;
}

TEST(ConfigNeeds, RefuseACredentialOverPlainHttpToAnotherMachine) {
    Settings settings{
        {"feed.url", "http://feed.example"}, {"feed.auth", "bearer"}, {"feed.token", "t"}};
    EXPECT_EQ(lack(settings),
              "feed.url (flag --feed-url): a credential over plain http to feed.example; allowed: "
              "https, a loopback address, "
              "or feed.allow_insecure = true");
    settings["feed.allow_insecure"] = "true";
    EXPECT_EQ(lack(settings), "");
    settings["feed.allow_insecure"] = "false";
    settings["feed.url"] = "http://[::1]:8080";
    EXPECT_EQ(lack(settings), "");
    settings["feed.url"] = "http://feed.example";
    settings["feed.auth"] = "none";
    EXPECT_EQ(lack(settings), "");
}

TEST(ConfigNeeds, RefuseAClientSecretOverPlainHttpToAnotherMachine) {
    const std::string error = lack({{"feed.url", "https://feed.example"},
                                    {"feed.auth", "oauth2"},
                                    {"feed.oauth2_token_url", "http://issuer.example/token"},
                                    {"feed.oauth2_client_id", "id"},
                                    {"feed.oauth2_client_secret", "s"}});
    EXPECT_TRUE(error.starts_with(
        "feed.oauth2_token_url (flag --feed-oauth2-token-url): a credential over plain http"))
        << error;
}

}  // namespace
}  // namespace scan
