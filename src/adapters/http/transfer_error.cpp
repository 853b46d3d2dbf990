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

struct Cause {
    ErrorCode code;
    std::string hint;  // the settings to look at, in brackets behind the message; empty: none
};

std::string hint_at(std::string_view verb, std::string_view setting) {
    if (setting.empty()) return {};
    return fmt::format(" ({}{}{})", verb, verb.empty() ? "" : " ", setting);
}

Cause cause_of(const TransferFailure& failure, const HttpSettingNames& settings) {
    Cause passing{ErrorCode::transient, hint_at("", settings.url)};
    Cause of_url{ErrorCode::denied, hint_at("check", settings.url)};
    Cause of_certificate{ErrorCode::denied, hint_at("check", settings.client_cert)};
    if (failure.proxy_status == kProxyAuthenticationRequired)
        return {ErrorCode::denied, hint_at("check", "http_proxy and https_proxy")};
    switch (failure.code) {
        case CURLE_COULDNT_RESOLVE_PROXY:
            return {ErrorCode::transient, hint_at("", "http_proxy or https_proxy")};
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT:
        case CURLE_NOT_BUILT_IN:
        case CURLE_SSL_CIPHER: return of_url;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return {ErrorCode::denied, hint_at("check", settings.ca_file)};
        case CURLE_SSL_CERTPROBLEM: return of_certificate;
        case CURLE_FILESIZE_EXCEEDED:
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_OUT_OF_MEMORY: return {ErrorCode::rejected, ""};
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
            if (!is_tls_refusal(failure.detail)) return passing;
            return has(failure.detail, " alert ") ? of_certificate : of_url;
        default: return passing;
    }
}

// libcurl's own words, unless they mislead.
std::string reason_of(const TransferFailure& failure) {
    std::string detail = one_line(failure.detail, kDetailMax);
    switch (failure.code) {
        case CURLE_OUT_OF_MEMORY:  // what libcurl says of one header line over 100 KiB, too
            return "no memory, or an answer with a header line of more than 100 KiB";
        case CURLE_WRITE_ERROR:  // "to disk", it says
            return "the answer could not be taken";
        default: break;
    }
    // libcurl keeps the first of its complaints. This one only says that the connection was lost by
    // then.
    if (!detail.empty() && !detail.starts_with("getpeername() failed")) return detail;
    return ::curl_easy_strerror(failure.code);
}

}  // namespace

Error transfer_error(const TransferFailure& failure, const HttpSettingNames& settings) {
    std::string reason = reason_of(failure);
    if (failure.code == CURLE_PARTIAL_FILE || failure.code == CURLE_GOT_NOTHING) {
        reason =
            fmt::format("the connection was closed before the answer was complete ({})", reason);
    }
    if (failure.proxy_status == kProxyAuthenticationRequired) {
        reason = fmt::format("the proxy demands a user and a password ({})", reason);
    }
    const Cause cause = cause_of(failure, settings);
    // With TLS 1.3 the server's refusal is often lost with the connection, before it can be read.
    if (failure.tls_unanswered && is_connection_lost(failure.code) &&
        cause.code == ErrorCode::transient) {
        reason +=
            ", after the TLS handshake: servers that do not like the client certificate do this";
    }
    return Error{cause.code, reason + cause.hint};
}

}  // namespace scan
