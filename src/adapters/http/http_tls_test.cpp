#include <gtest/gtest.h>

#include "adapters/http/http_client.h"
#include "adapters/http/testing/certificates.h"
#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/raw_server.h"
#include "adapters/http/testing/temporary_folder.h"

namespace scan {
namespace {

enum class ClientCertificate { ignored, required };

class HttpTls : public testing::Test {
protected:
    HttpTls() { forget_proxies(); }

    std::unique_ptr<HttpServer> serve(const CertificateFiles& files, ClientCertificate client) {
        const char* const client_ca =
            client == ClientCertificate::required ? authority_.file().c_str() : nullptr;
        auto server = std::make_unique<httplib::SSLServer>(files.certificate.c_str(),
                                                           files.key.c_str(), client_ca);
        // With TLS 1.3 the client sends its request before the server has judged the certificate,
        // so that the server's close may reset the connection and overtake the reason.
        if (client_ca != nullptr)
            ::SSL_CTX_set_max_proto_version(server->ssl_context(), TLS1_2_VERSION);
        const auto routes = [](httplib::Server& routed) {
            routed.Get("/", [](const httplib::Request&, httplib::Response& response) {
                response.set_content("safe", "text/plain");
            });
        };
        return std::make_unique<HttpServer>(routes, std::move(server));
    }

    static Result<HttpResponse> ask(int port, HttpClientSettings settings) {
        HttpRequest request;
        request.url = RequestUrl::parse("https://127.0.0.1:" + std::to_string(port)).value();
        request.timeout = std::chrono::seconds(60);
        request.body_bytes_max = 1024;
        return HttpClient::create(std::move(settings)).value()->send(request, {});
    }

    static void expect_denied(const Result<HttpResponse>& response, const std::string& message) {
        ASSERT_FALSE(response);
        EXPECT_EQ(response.error().code, ErrorCode::denied) << response.error().message;
        EXPECT_PRED2(contains, response.error().message, message);
        EXPECT_PRED2(contains, response.error().message, "127.0.0.1:");
    }

    TemporaryFolder folder_;
    CertificateAuthority authority_{folder_, "authority"};
    CertificateAuthority stranger_{folder_, "stranger"};
    CertificateFiles server_files_ = authority_.issue("server", "IP:127.0.0.1");
};

TEST_F(HttpTls, TrustsTheAuthorityOfItsFile) {
    const auto server = serve(server_files_, ClientCertificate::ignored);
    EXPECT_EQ(
        ask(server->port(), {.ca_file = authority_.file(), .client_cert = {}, .client_key = {}})
            .value()
            .body,
        "safe");
}

TEST_F(HttpTls, DeniesAnAuthorityThatItDoesNotKnow) {
    const auto server = serve(server_files_, ClientCertificate::ignored);
    expect_denied(
        ask(server->port(), {.ca_file = stranger_.file(), .client_cert = {}, .client_key = {}}),
        "certificate");
    expect_denied(ask(server->port(), {}), "certificate");
}

TEST_F(HttpTls, DeniesACertificateOfAnotherHost) {
    const auto server =
        serve(authority_.issue("other", "DNS:other.example.com"), ClientCertificate::ignored);
    expect_denied(
        ask(server->port(), {.ca_file = authority_.file(), .client_cert = {}, .client_key = {}}),
        "127.0.0.1'");
}

TEST_F(HttpTls, DeniesAnAuthoritiesFileThatIsNone) {
    const auto server = serve(server_files_, ClientCertificate::ignored);
    const std::string file = folder_.write("nonsense.pem", "nonsense");
    expect_denied(ask(server->port(), {.ca_file = file, .client_cert = {}, .client_key = {}}),
                  "nonsense.pem");
    expect_denied(ask(server->port(),
                      {.ca_file = folder_.file("absent"), .client_cert = {}, .client_key = {}}),
                  "absent");
}

TEST_F(HttpTls, ShowsItsClientCertificate) {
    const auto server = serve(server_files_, ClientCertificate::required);
    const CertificateFiles client = authority_.issue("client", "DNS:client");
    const HttpClientSettings settings{authority_.file(), client.certificate, client.key};
    EXPECT_EQ(ask(server->port(), settings).value().body, "safe");
}

TEST_F(HttpTls, IsDeniedWithoutTheClientCertificateThatTheServerDemands) {
    const auto server = serve(server_files_, ClientCertificate::required);
    expect_denied(
        ask(server->port(), {.ca_file = authority_.file(), .client_cert = {}, .client_key = {}}),
        "alert");
}

TEST_F(HttpTls, IsDeniedWithAClientCertificateThatTheServerDoesNotKnow) {
    const auto server = serve(server_files_, ClientCertificate::required);
    const CertificateFiles client = stranger_.issue("client", "DNS:client");
    expect_denied(ask(server->port(), {authority_.file(), client.certificate, client.key}),
                  "alert");
}

TEST_F(HttpTls, DeniesAClientKeyThatCannotBeReadWithoutAskingTheTerminal) {
    const auto server = serve(server_files_, ClientCertificate::required);
    const CertificateFiles client = authority_.issue("client", "DNS:client", "passphrase");
    expect_denied(ask(server->port(), {authority_.file(), client.certificate, client.key}),
                  "private key");
    expect_denied(
        ask(server->port(), {authority_.file(), client.certificate, folder_.file("absent")}),
        "private key");
}

TEST_F(HttpTls, DeniesAServerThatDoesNotSpeakIt) {
    const RawServer server([](RawConnection& connection) {
        connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        connection.hang();
    });
    expect_denied(ask(server.port(), {}), "wrong version number");
}

TEST_F(HttpTls, CallsAHandshakeThatWasCutOffTransient) {
    const RawServer server([](RawConnection& connection) { connection.reset(); });
    const auto response = ask(server.port(), {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::transient) << response.error().message;
}

}  // namespace
}  // namespace scan
