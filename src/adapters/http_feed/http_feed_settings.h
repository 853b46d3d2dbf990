#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/secret.h"

namespace scan {

enum class HttpFeedAuth { none, bearer, api_key, oauth2 };

// OAuth 2.0 client credentials (RFC 6749, 4.4).
struct OAuth2Settings {
    std::string token_url;
    std::string client_id;
    Secret client_secret;
    std::string scope;  // empty: not asked for
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
    bool allow_insecure = false;  // send credentials over plain http to other machines
};

}  // namespace scan
