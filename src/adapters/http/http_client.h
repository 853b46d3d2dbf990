#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "adapters/http/http_message.h"
#include "base/error.h"

namespace scan {

enum class HttpProxy { of_environment, none };

// Files are PEM and are read again for each new connection; an empty name: not set.
struct HttpClientSettings {
    std::string ca_file;  // the only authorities that are trusted; not set: those of the machine
    std::string client_cert;  // shown to servers that ask for a client certificate
    std::string
        client_key;  // its private key, without a passphrase; not set: it stands in the file of client_cert
    HttpProxy proxy = HttpProxy::of_environment;
};

// A connection that is `max` old is not used any more, so that a name that moved to another address
// is asked again, however busy the old one is.
struct ConnectionAge {
    Clock& clock;
    Duration max;
};

// An HTTP/1.1 client that keeps its connections open between requests. It verifies TLS certificates always, goes through the
// proxy of `https_proxy`, `http_proxy` (lower case) and `no_proxy` unless told otherwise, calls itself
// scan-event-worker/<version>, accepts gzip, never follows a redirect to another origin,
// and keeps no cookies. One thread.
//
// The process must ignore SIGPIPE: a peer may close a TLS connection that is being written to.
class HttpClient final {
public:
    // denied: libcurl cannot be set up.
    static Result<std::unique_ptr<HttpClient>> create(
        HttpClientSettings settings, std::optional<ConnectionAge> age = std::nullopt);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    // Any complete answer is a success, whatever its status. Blocks for at most the request's timeout;
    // ends soon after `stop` is requested and drops the connection then. Messages name host and port
    // and the cause's setting, nothing else of the request.
    //   transient: unreachable, timed out, connection lost, answer cut short. The request may have
    //     been carried out.
    //   rejected: the answer is too large (body_bytes_max, 64 KiB of headers), cannot be
    //     decompressed, or is compressed in a way that was not asked for.
    //   denied: TLS verification, client certificate, proxy authentication, or a header value with a
    //     control character.
    //   stopped: `stop` was requested.
    Result<HttpResponse> send(const HttpRequest& request, std::stop_token stop);

private:
    struct State;
    explicit HttpClient(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace scan
