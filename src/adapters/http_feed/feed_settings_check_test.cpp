#include "adapters/http_feed/feed_settings_check.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/temporary_folder.h"

namespace scan {
namespace {

HttpFeedSettings with(HttpFeedAuth auth, const std::string& url) {
    HttpFeedSettings settings;
    settings.url = url;
    settings.path = "/v1";
    settings.auth = auth;
    settings.token = Secret::of_text("s3cret");
    settings.api_key_header = "X-Api-Key";
    settings.oauth2 = {"https://login.example.com/token", "worker", Secret::of_text("s3cret"), {}};
    return settings;
}

void expect_denied(const HttpFeedSettings& settings, const std::string& message) {
    const auto checked = check_feed_settings(settings);
    ASSERT_FALSE(checked) << message;
    EXPECT_EQ(checked.error().code, ErrorCode::denied);
    EXPECT_EQ(checked.error().message.find(message), 0u) << checked.error().message;
    EXPECT_EQ(checked.error().message.find("s3cret"), std::string::npos) << checked.error().message;
}

constexpr HttpFeedAuth kWithCredential[] = {HttpFeedAuth::bearer, HttpFeedAuth::api_key,
                                            HttpFeedAuth::oauth2};

TEST(FeedSettings, ThatAreCompleteAreTaken) {
    EXPECT_TRUE(check_feed_settings(with(HttpFeedAuth::none, "http://feed.example.com")));
    for (const HttpFeedAuth auth : kWithCredential) {
        const auto checked = check_feed_settings(with(auth, "https://feed.example.com"));
        ASSERT_TRUE(checked) << checked.error().message;
        EXPECT_EQ(checked->feed.to_string(), "https://feed.example.com/v1");
    }
}

TEST(FeedSettings, RefuseAHeaderThatTheCredentialStandsIn) {
    const std::pair<HttpFeedAuth, const char*> rows[] = {{HttpFeedAuth::bearer, "authorization"},
                                                         {HttpFeedAuth::oauth2, "Authorization"},
                                                         {HttpFeedAuth::api_key, "X-API-KEY"}};
    for (const auto& [auth, name] : rows) {
        HttpFeedSettings settings = with(auth, "https://feed.example.com");
        settings.headers = parse_feed_headers(std::string(name) + ": s3cret").value();
        expect_denied(settings, std::string("feed.headers: ") + name + " is what feed.auth sends");
        settings.headers = parse_feed_headers("X-Tenant: 5").value();
        EXPECT_TRUE(check_feed_settings(settings));
    }
    HttpFeedSettings settings = with(HttpFeedAuth::none, "https://feed.example.com");
    settings.headers = parse_feed_headers("Authorization: Basic czNjcmV0").value();
    EXPECT_TRUE(check_feed_settings(settings));
}

TEST(FeedSettings, RefuseAHeaderWhoseFileCannotBeRead) {
    HttpFeedSettings settings = with(HttpFeedAuth::none, "https://feed.example.com");
    settings.headers = parse_feed_headers("X-Key: @/no/such/file").value();
    expect_denied(settings, "feed.headers: X-Key: cannot read the secret file /no/such/file");
}

TEST(FeedSettings, RefuseAHeaderOfTheOperatorsOverPlainHttpToAnotherMachine) {
    HttpFeedSettings settings = with(HttpFeedAuth::none, "http://feed.example.com");
    settings.headers = parse_feed_headers("X-Key: s3cret").value();
    expect_denied(settings, "feed.url: a credential would go over plain http");
    settings.allow_insecure = true;
    EXPECT_TRUE(check_feed_settings(settings));
}

TEST(FeedSettings, RefuseParametersThatOverrideOurs) {
    HttpFeedSettings settings = with(HttpFeedAuth::oauth2, "https://feed.example.com");
    settings.oauth2.parameters = "scope=x";
    expect_denied(settings, "feed.oauth2_parameters: scope is the worker's own");
}

TEST(FeedSettings, RefuseACredentialOverPlainHttpToAnotherMachine) {
    for (const HttpFeedAuth auth : kWithCredential) {
        HttpFeedSettings settings = with(auth, "http://feed.example.com");
        expect_denied(settings,
                      "feed.url: a credential would go over plain http to feed.example.com:80: use "
                      "https, or set "
                      "feed.allow_insecure");
        settings.allow_insecure = true;
        EXPECT_TRUE(check_feed_settings(settings));
        EXPECT_TRUE(check_feed_settings(with(auth, "http://127.0.0.1:8080")));
        EXPECT_TRUE(check_feed_settings(with(auth, "http://localhost")));
    }
}

TEST(FeedSettings, RefuseAClientSecretOverPlainHttpToAnotherMachine) {
    HttpFeedSettings settings = with(HttpFeedAuth::oauth2, "https://feed.example.com");
    settings.oauth2.token_url = "http://login.example.com/token";
    expect_denied(settings, "feed.oauth2_token_url: a credential would go over plain http");
    settings.allow_insecure = true;
    EXPECT_TRUE(check_feed_settings(settings));
}

TEST(FeedSettings, NameWhatIsMissing) {
    HttpFeedSettings settings = with(HttpFeedAuth::bearer, "https://h");
    settings.token = {};
    expect_denied(settings, "feed.auth = bearer needs feed.token");
    settings.auth = HttpFeedAuth::api_key;
    expect_denied(settings, "feed.auth = api_key needs feed.token");
    for (const char* header : {"", "X Api", "X:", "X\r\nY", "ō"}) {
        settings.api_key_header = header;
        expect_denied(settings, "feed.api_key_header: ");
    }
    settings = with(HttpFeedAuth::oauth2, "https://h");
    settings.oauth2.client_secret = {};
    expect_denied(settings, "feed.auth = oauth2 needs feed.oauth2_client_secret");
    settings.oauth2.client_id = {};
    expect_denied(settings, "feed.auth = oauth2 needs feed.oauth2_client_id");
    settings = with(HttpFeedAuth::oauth2, "https://h");
    settings.oauth2.token_url = {};
    expect_denied(settings, "feed.auth = oauth2 needs feed.oauth2_token_url");
    settings.oauth2.token_url = "login.example.com";
    expect_denied(settings, "feed.oauth2_token_url: not an http:// or https:// URL");
}

TEST(FeedSettings, NameAFileThatCannotBeRead) {
    const TemporaryFolder folder;
    HttpFeedSettings settings = with(HttpFeedAuth::bearer, "https://h");
    settings.ca_file = folder.file("ca.pem");
    expect_denied(settings, "feed.ca_file: cannot read " + settings.ca_file + ": No such file");
    folder.write("ca.pem", "");
    expect_denied(settings, "feed.ca_file: cannot read " + settings.ca_file + ": it is empty");
    folder.write("ca.pem", "x");
    settings.client_cert = folder.file("client.pem");
    expect_denied(settings, "feed.client_cert: cannot read ");
    folder.write("client.pem", "x");
    settings.client_key = folder.file("client.key");
    expect_denied(settings, "feed.client_key: cannot read ");
    settings.client_cert = {};
    expect_denied(settings, "feed.client_key needs feed.client_cert");
    settings.client_key = {};
    settings.token = Secret::in_file(folder.file("token"));
    expect_denied(settings, "feed.token: cannot read the secret file ");
}

}  // namespace
}  // namespace scan
