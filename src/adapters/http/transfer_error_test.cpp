#include "adapters/http/transfer_error.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

constexpr HttpSettingNames kNames = {.url = "its.url",
                                     .body_bytes_max = "its.size",
                                     .ca_file = "its.ca",
                                     .client_cert = "its.certificate"};

struct Row {
    TransferFailure failure;
    ErrorCode code;
};

TEST(TransferError, SaysWhatTheCallerMayDo) {
    const Row kRows[] = {
        {{CURLE_COULDNT_RESOLVE_HOST, "Could not resolve host: h", 0, false}, ErrorCode::transient},
        {{CURLE_COULDNT_RESOLVE_PROXY, "", 0, false}, ErrorCode::transient},
        {{CURLE_COULDNT_CONNECT, "", 0, false}, ErrorCode::transient},
        {{CURLE_OPERATION_TIMEDOUT, "", 0, false}, ErrorCode::transient},
        {{CURLE_GOT_NOTHING, "", 0, false}, ErrorCode::transient},
        {{CURLE_PARTIAL_FILE, "", 0, false}, ErrorCode::transient},
        {{CURLE_RECV_ERROR, "Recv failure: Connection reset by peer", 0, false},
         ErrorCode::transient},
        {{CURLE_SEND_ERROR, "", 0, false}, ErrorCode::transient},
        {{CURLE_SSL_CONNECT_ERROR,
          "OpenSSL SSL_connect: Connection reset by peer in connection to h:443", 0, false},
         ErrorCode::transient},
        {{CURLE_SSL_CONNECT_ERROR, "error:0A000438:SSL routines::tlsv1 alert internal error", 0,
          false},
         ErrorCode::transient},
        {{CURLE_SSL_CONNECT_ERROR, "error:0A000410:SSL routines::sslv3 alert handshake failure", 0,
          false},
         ErrorCode::denied},
        {{CURLE_SSL_CONNECT_ERROR, "error:0A00010B:SSL routines::wrong version number", 0, false},
         ErrorCode::denied},
        {{CURLE_RECV_ERROR,
          "OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required", 0,
          false},
         ErrorCode::denied},
        {{CURLE_PEER_FAILED_VERIFICATION, "", 0, false}, ErrorCode::denied},
        {{CURLE_SSL_CACERT_BADFILE, "", 0, false}, ErrorCode::denied},
        {{CURLE_SSL_CERTPROBLEM, "", 0, false}, ErrorCode::denied},
        {{CURLE_UNSUPPORTED_PROTOCOL, "", 0, false}, ErrorCode::denied},
        {{CURLE_RECV_ERROR, "CONNECT tunnel failed, response 407", 407, false}, ErrorCode::denied},
        {{CURLE_RECV_ERROR, "CONNECT tunnel failed, response 503", 503, false},
         ErrorCode::transient},
        {{CURLE_FILESIZE_EXCEEDED, "", 0, false}, ErrorCode::rejected},
        {{CURLE_BAD_CONTENT_ENCODING, "", 0, false}, ErrorCode::rejected},
    };
    for (const Row& row : kRows) {
        EXPECT_EQ(transfer_error(row.failure, kNames).code, row.code)
            << row.failure.code << " " << row.failure.detail;
    }
}

TEST(TransferError, IsOneLine) {
    EXPECT_EQ(transfer_error({CURLE_COULDNT_CONNECT, "Failed\nto connect", 0, false}, {}).message,
              "Failed to connect");
    EXPECT_EQ(transfer_error({CURLE_COULDNT_CONNECT, "", 0, false}, {}).message,
              "Couldn't connect to server");
}

TEST(TransferError, NamesItsOwnCauseAndTheSettingThatHasToDoWithIt) {
    const std::pair<TransferFailure, const char*> rows[] = {
        {{CURLE_COULDNT_RESOLVE_HOST, "no such host", 0, false}, "no such host (its.url)"},
        {{CURLE_OPERATION_TIMEDOUT, "timed out", 0, false}, "timed out (its.url)"},
        {{CURLE_COULDNT_RESOLVE_PROXY, "no such proxy", 0, false},
         "no such proxy (http_proxy or https_proxy)"},
        {{CURLE_RECV_ERROR, "CONNECT 407", 407, false},
         "the proxy demands a user and a password (CONNECT 407) (check http_proxy and "
         "https_proxy)"},
        {{CURLE_PEER_FAILED_VERIFICATION, "self-signed", 0, false}, "self-signed (check its.ca)"},
        {{CURLE_SSL_CERTPROBLEM, "no PEM", 0, false}, "no PEM (check its.certificate)"},
        {{CURLE_RECV_ERROR, "tlsv13 alert certificate required", 0, false},
         "tlsv13 alert certificate required (check its.certificate)"},
        {{CURLE_SSL_CONNECT_ERROR, "wrong version number", 0, false},
         "wrong version number (check its.url)"},
        {{CURLE_UNSUPPORTED_PROTOCOL, "HTTP/0.9", 0, false}, "HTTP/0.9 (check its.url)"},
        {{CURLE_OUT_OF_MEMORY, "", 0, false},
         "no memory, or an answer with a header line of more than 100 KiB"},
        {{CURLE_WRITE_ERROR, "Failed writing received data to disk/application", 0, false},
         "the answer could not be taken (its.url)"},
    };
    for (const auto& [failure, message] : rows)
        EXPECT_EQ(transfer_error(failure, kNames).message, message);
}

TEST(TransferError, HintsAtTheClientCertificateWhereTheConnectionIsLostAfterTheHandshake) {
    const Error error =
        transfer_error({CURLE_RECV_ERROR, "getpeername() failed with errno 107", 0, true}, {});
    EXPECT_EQ(error.code, ErrorCode::transient);
    EXPECT_EQ(error.message,
              "Failure when receiving data from the peer, after the TLS handshake: servers that do "
              "not like the client certificate do this");
    EXPECT_EQ(transfer_error({CURLE_OPERATION_TIMEDOUT, "timed out", 0, true}, {}).message,
              "timed out");
}

}  // namespace
}  // namespace scan
