#include <gtest/gtest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>

#include "adapters/http/testing/certificates.h"
#include "admin/http/admin_server.h"
#include "admin/http/testing/raw_client.h"
#include "admin/http/testing/test_site.h"
#include "admin/http/tls_files.h"

namespace scan {
namespace {

namespace asio = boost::asio;

class TlsServer : public ::testing::Test {
protected:
    TlsServer() {
        site_.router.add(
            {.pattern = "/livez",
             .answerer = Answerer::io_thread,
             .handler = [](const AdminRequest&) { return AdminReply::text(200, "ok\n"); }});
        std::vector<Listener> listeners;
        ListenSocket socket = open_socket("127.0.0.1:0");
        address_ = socket.address();
        listeners.push_back({std::move(socket), site_, &tls_});
        server_ = std::move(*AdminServer::start(std::move(listeners)));
    }

    // What a client that trusts the authority is answered; "" if there is no connection.
    std::string ask() {
        asio::io_context context;
        asio::ssl::context trust(asio::ssl::context::tls_client);
        trust.load_verify_file(authority_.file());
        trust.set_verify_mode(asio::ssl::verify_peer);
        asio::ssl::stream<asio::ip::tcp::socket> stream(context, trust);
        boost::system::error_code error;
        stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), address_.port}, error);
        stream.handshake(asio::ssl::stream_base::client, error);
        if (error) return "";
        X509* const shown = ::SSL_get_peer_certificate(stream.native_handle());
        serial_ = ::ASN1_INTEGER_get(::X509_get_serialNumber(shown));
        ::X509_free(shown);
        asio::write(stream, asio::buffer(get("/livez", "Connection: close\r\n")), error);
        std::string answer;
        asio::read(stream, asio::dynamic_buffer(answer), error);
        return answer;
    }

    TemporaryFolder folder_;
    CertificateAuthority authority_{folder_, "authority"};
    CertificateFiles files_ = authority_.issue("first", "IP:127.0.0.1");
    TlsFiles tls_{files_.certificate, files_.key};
    OpenSite site_;
    ListenAddress address_;
    std::unique_ptr<AdminServer> server_;
    long serial_ = 0;
};

TEST_F(TlsServer, AnswersOverTls) {
    const std::string answer = ask();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_TRUE(answer.ends_with("ok\n")) << answer;
}

TEST_F(TlsServer, EndsTheConnectionOfAClientThatSpeaksInTheClear) {
    RawClient client(address_);
    client.send(get("/livez"));
    EXPECT_EQ(client.read_to_end().find("200 OK"), std::string::npos);
}

TEST_F(TlsServer, ShowsANewCertificateOnceItIsReadAnew) {
    ask();
    const long first = serial_;
    const CertificateFiles second = authority_.issue("second", "IP:127.0.0.1");
    using std::filesystem::copy_options;
    std::filesystem::copy_file(second.certificate, files_.certificate,
                               copy_options::overwrite_existing);
    // The key of the former one is still there.
    EXPECT_FALSE(server_->reload_tls());
    EXPECT_FALSE(ask().empty());
    EXPECT_EQ(serial_, first);
    std::filesystem::copy_file(second.key, files_.key, copy_options::overwrite_existing);
    EXPECT_TRUE(server_->reload_tls());
    EXPECT_FALSE(ask().empty());
    EXPECT_NE(serial_, first);
}

}  // namespace
}  // namespace scan
