#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http_feed/feed_headers.h"
#include "base/clock.h"
#include "base/secret.h"
#include "operations/ports/credential_watch.h"

namespace scan {

enum class HttpFeedAuth { none, bearer, api_key, oauth2 };

// How the client proves itself at the token URL (RFC 6749, 2.3.1): by HTTP Basic, or in the form for
// servers that do not look there.
enum class OAuth2ClientAuth { basic, form };

// OAuth 2.0 client credentials (RFC 6749, 4.4).
struct OAuth2Settings {
    std::string token_url;
    std::string client_id;
    Secret client_secret;
    std::string scope;  // empty: not asked for
    OAuth2ClientAuth client_auth = OAuth2ClientAuth::basic;
    std::string parameters = {};  // what else is sent, as oauth2_parameters takes it
};

struct HttpFeedSettings {
    std::string url;   // may have a path and a query of its own
    std::string path;  // appended to the path of `url`; may have a query
    std::size_t page_bytes_max = 16 * 1024 * 1024;
    Duration timeout = std::chrono::seconds(30);
    double rate_limit = 0;            // requests a second; 0: no limit
    std::optional<int> empty_status;  // a status that means "no events", beside 204
    HttpFeedAuth auth = HttpFeedAuth::none;
    Secret token;                // of bearer and api_key
    std::string api_key_header;  // the header that carries the api_key
    OAuth2Settings oauth2;
    // PEM files, see HttpClientSettings. They hold for the token URL as for the feed: one file of authorities has to cover both.
    std::string ca_file;
    std::string client_cert;
    std::string client_key;
    // Sent with each request of the feed, none to the token URL. Their files are read each time.
    std::vector<FeedHeader> headers;
    Duration connection_max_age = std::chrono::minutes(5);  // see ConnectionAge
    CredentialWatch* credentials = nullptr;                 // may be
    bool allow_insecure = false;  // send credentials over plain http to other machines
};

}  // namespace scan
