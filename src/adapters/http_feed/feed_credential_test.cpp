#include <gtest/gtest.h>

#include "adapters/http/testing/certificates.h"
#include "adapters/http_feed/testing/http_feed_fixture.h"

namespace scan {
namespace {

TEST_F(HttpFeedTest, ShowsItsApiKeyInTheHeaderOfItsName) {
    settings_.auth = HttpFeedAuth::api_key;
    settings_.api_key_header = "X-Scan-Key";
    settings_.token = Secret::of_text("k3y");
    ScriptedFeed server([](const auto& request, auto& response) {
        response.set_content(request.get_header_value("X-Scan-Key"), "text/plain");
    });
    EXPECT_EQ(fetch(server.url()).value().body, "k3y");
}

TEST_F(HttpFeedTest, NamesTheSettingWhereItsCredentialIsRefusedAndDoesNotHammer) {
    struct Row {
        HttpFeedAuth auth;
        const char* settings;
    };
    settings_.token = Secret::of_text("wr0ng");
    settings_.api_key_header = "X-Api-Key";
    for (const int status : {401, 403}) {
        for (const Row& row :
             {Row{HttpFeedAuth::none, "feed.auth"}, Row{HttpFeedAuth::bearer, "feed.token"},
              Row{HttpFeedAuth::api_key, "feed.token and feed.api_key_header"}}) {
            settings_.auth = row.auth;
            ScriptedFeed server([&](const auto&, auto& response) { response.status = status; });
            const auto reply = fetch(server.url());
            expect_error(reply, ErrorCode::denied, row.settings);
            EXPECT_FALSE(contains(reply.error().message, "wr0ng"));
            EXPECT_EQ(server.requests().size(), 1u);
        }
    }
}

TEST_F(HttpFeedTest, ReadsARotatedTokenFileAgainWhenTheOldTokenIsRefused) {
    settings_.auth = HttpFeedAuth::bearer;
    settings_.token = Secret::in_file(folder_.write("token", "old\n"));
    std::string wanted = "Bearer old";
    ScriptedFeed server([&](const auto& request, auto& response) {
        if (request.get_header_value("Authorization") != wanted) response.status = 401;
    });
    {
        const auto feed = connect(server.url());
        EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
        wanted = "Bearer new";
        expect_error(feed->fetch(EventId{7}, 100, {}), ErrorCode::denied, "feed.token");
        folder_.write("token", "new\n");
        EXPECT_TRUE(feed->fetch(EventId{7}, 100, {}));
    }
    EXPECT_EQ(server.requests().size(), 4u);
}

TEST_F(HttpFeedTest, RefusesATokenThatWouldBeginAnotherHeader) {
    settings_.auth = HttpFeedAuth::bearer;
    settings_.token = Secret::of_text("s3cret\r\nX-Other: x");
    const auto reply = fetch("http://127.0.0.1:1");
    expect_error(reply, ErrorCode::denied, "feed.token");
    EXPECT_FALSE(contains(reply.error().message, "s3cret"));
}

TEST_F(HttpFeedTest, TalksTlsWithItsOwnAuthorityAndClientCertificate) {
    CertificateAuthority authority(folder_, "authority");
    const CertificateFiles server_files = authority.issue("server", "IP:127.0.0.1");
    const CertificateFiles client_files = authority.issue("client", "DNS:client");
    auto tls = std::make_unique<httplib::SSLServer>(
        server_files.certificate.c_str(), server_files.key.c_str(), authority.file().c_str());
    // So that the refusal of a client certificate comes within the handshake, before the connection
    // is closed.
    ::SSL_CTX_set_max_proto_version(tls->ssl_context(), TLS1_2_VERSION);
    HttpServer server([](httplib::Server& routed) { routed.Get(".*", [](const auto&, auto&) {}); },
                      std::move(tls));
    const std::string url = "https://127.0.0.1:" + std::to_string(server.port());
    expect_error(fetch(url), ErrorCode::denied, "feed.ca_file");
    settings_.ca_file = authority.file();
    expect_error(fetch(url), ErrorCode::denied, "feed.client_cert");
    settings_.client_cert = client_files.certificate;
    settings_.client_key = client_files.key;
    EXPECT_TRUE(fetch(url));
}

}  // namespace
}  // namespace scan
