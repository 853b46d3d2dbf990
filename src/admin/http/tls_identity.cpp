#include "admin/http/tls_identity.h"

#include <fmt/format.h>

namespace scan {

namespace ssl = boost::asio::ssl;

Result<std::unique_ptr<ssl::context>> load_identity(const TlsFiles& files) {
    auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
    context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 |
                         ssl::context::no_sslv3 | ssl::context::no_tlsv1 |
                         ssl::context::no_tlsv1_1);
    boost::system::error_code error;
    if (context->use_certificate_chain_file(files.certificate, error)) {
        return fail(ErrorCode::denied,
                    fmt::format("the certificate {}: {}", files.certificate, error.message()));
    }
    const std::string& key = files.key.empty() ? files.certificate : files.key;
    if (context->use_private_key_file(key, ssl::context::pem, error))
        return fail(ErrorCode::denied, fmt::format("the key {}: {}", key, error.message()));
    return context;
}

Result<> check_identity(const TlsFiles& files) {
    const auto identity = load_identity(files);
    if (!identity) return std::unexpected(identity.error());
    return {};
}

}  // namespace scan
