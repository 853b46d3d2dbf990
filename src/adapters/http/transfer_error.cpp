#include "adapters/http/transfer_error.h"

#include <fmt/format.h>

#include <string>

#include "adapters/http/one_line.h"

namespace scan {
namespace {

constexpr std::size_t kDetailMax = 200;
constexpr long kProxyAuthenticationRequired = 407;

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

// libcurl has one code for a handshake that was cut off and for one that was refused; only OpenSSL's words tell them apart. With
// TLS 1.3 a server's refusal of the client certificate even arrives after the handshake, as a failed read.
bool is_tls_refusal(std::string_view detail) {
    if (has(detail, "wrong version number") || has(detail, "unsupported protocol")) return true;
    return has(detail, " alert ") && !has(detail, "alert internal error");
}

bool is_connection_lost(CURLcode code) {
    return code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING;
}

ErrorCode classify(const TransferFailure& failure) {
    if (failure.proxy_status == kProxyAuthenticationRequired) return ErrorCode::denied;
    switch (failure.code) {
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT:
        case CURLE_NOT_BUILT_IN:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS: return ErrorCode::denied;
        case CURLE_FILESIZE_EXCEEDED:
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_OUT_OF_MEMORY:  // libcurl's answer to one header line over 100 KiB
            return ErrorCode::rejected;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
            return is_tls_refusal(failure.detail) ? ErrorCode::denied : ErrorCode::transient;
        default: return ErrorCode::transient;
    }
}

}  // namespace

Error transfer_error(const TransferFailure& failure, std::string_view host_port) {
    std::string reason = one_line(failure.detail, kDetailMax);
    // libcurl keeps the first of its complaints. This one only says that the connection was lost by then.
    if (reason.empty() || reason.starts_with("getpeername() failed"))
        reason = ::curl_easy_strerror(failure.code);
    if (failure.code == CURLE_PARTIAL_FILE || failure.code == CURLE_GOT_NOTHING) {
        reason =
            fmt::format("the connection was closed before the answer was complete ({})", reason);
    }
    if (failure.proxy_status == kProxyAuthenticationRequired) {
        reason = fmt::format("the proxy demands a user and a password ({})", reason);
    }
    const ErrorCode code = classify(failure);
    // With TLS 1.3 the server's refusal is often lost with the connection, before it can be read.
    if (failure.tls_unanswered && is_connection_lost(failure.code) &&
        code == ErrorCode::transient) {
        reason +=
            ", after the TLS handshake: servers that do not like the client certificate do this";
    }
    return Error{code, fmt::format("{}: {}", host_port, reason)};
}

}  // namespace scan
