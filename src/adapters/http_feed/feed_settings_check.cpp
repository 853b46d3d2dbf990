#include "adapters/http_feed/feed_settings_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "adapters/http_feed/feed_url.h"
#include "adapters/http_feed/oauth2_parameters.h"

namespace scan {
namespace {

Result<> check_file(const char* setting, const std::string& path) {
    if (path.empty()) return {};
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (file.is_open() && file.peek() != std::ifstream::traits_type::eof()) return {};
    return fail(ErrorCode::denied, fmt::format("{}: cannot read {}: {}", setting, path,
                                               errno != 0 ? std::strerror(errno) : "it is empty"));
}

Result<> check_files(const HttpFeedSettings& settings) {
    if (!settings.client_key.empty() && settings.client_cert.empty()) {
        return fail(ErrorCode::denied, "feed.client_key needs feed.client_cert");
    }
    if (auto checked = check_file("feed.ca_file", settings.ca_file); !checked) return checked;
    if (auto checked = check_file("feed.client_cert", settings.client_cert); !checked)
        return checked;
    return check_file("feed.client_key", settings.client_key);
}

Result<> check_secret(const char* auth, const char* setting, const Secret& secret) {
    if (secret.empty())
        return fail(ErrorCode::denied, fmt::format("feed.auth = {} needs {}", auth, setting));
    const auto text = secret.read();
    if (!text) return fail(ErrorCode::denied, fmt::format("{}: {}", setting, text.error().message));
    return {};
}

Result<> check_confidential(const char* setting, const RequestUrl& url,
                            const HttpFeedSettings& settings) {
    if (url.scheme == "https" || url.is_loopback() || settings.allow_insecure) return {};
    return fail(ErrorCode::denied,
                fmt::format("{}: a credential would go over plain http to {}: use https, or set "
                            "feed.allow_insecure",
                            setting, url.host_port()));
}

// RFC 9110, 5.6.2: what a header's name is made of.
bool is_token(std::string_view text) {
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               kMarks.find(c) != kMarks.npos;
    });
}

Result<RequestUrl> check_oauth2(const HttpFeedSettings& settings) {
    const OAuth2Settings& oauth2 = settings.oauth2;
    if (oauth2.client_id.empty())
        return fail(ErrorCode::denied, "feed.auth = oauth2 needs feed.oauth2_client_id");
    if (auto checked = check_secret("oauth2", "feed.oauth2_client_secret", oauth2.client_secret);
        !checked) {
        return std::unexpected(checked.error());
    }
    if (oauth2.token_url.empty())
        return fail(ErrorCode::denied, "feed.auth = oauth2 needs feed.oauth2_token_url");
    auto url = RequestUrl::parse(oauth2.token_url);
    if (!url) return fail(ErrorCode::denied, "feed.oauth2_token_url: " + url.error().message);
    if (const auto form = oauth2_parameters(oauth2.parameters); !form)
        return fail(ErrorCode::denied, "feed.oauth2_parameters: " + form.error());
    if (auto checked = check_confidential("feed.oauth2_token_url", *url, settings); !checked) {
        return std::unexpected(checked.error());
    }
    return url;
}

Result<RequestUrl> check_auth(const HttpFeedSettings& settings) {
    Result<> checked;
    switch (settings.auth) {
        case HttpFeedAuth::none: break;
        case HttpFeedAuth::oauth2: return check_oauth2(settings);
        case HttpFeedAuth::bearer:
            checked = check_secret("bearer", "feed.token", settings.token);
            break;
        case HttpFeedAuth::api_key:
            if (!is_token(settings.api_key_header)) {
                return fail(ErrorCode::denied,
                            "feed.api_key_header: feed.auth = api_key needs the name of a header");
            }
            checked = check_secret("api_key", "feed.token", settings.token);
            break;
    }
    if (!checked) return std::unexpected(checked.error());
    return RequestUrl{};
}

// The header that carries the credential is not to be set twice.
Result<> check_headers(const HttpFeedSettings& settings) {
    std::string_view own;
    switch (settings.auth) {
        case HttpFeedAuth::none: break;
        case HttpFeedAuth::bearer:
        case HttpFeedAuth::oauth2: own = "Authorization"; break;
        case HttpFeedAuth::api_key: own = settings.api_key_header; break;
    }
    for (const FeedHeader& header : settings.headers) {
        if (is_same_header(header.name, own)) {
            return fail(ErrorCode::denied,
                        fmt::format("feed.headers: {} is what feed.auth sends", header.name));
        }
        if (const auto value = header.value.read(); !value) {
            return fail(ErrorCode::denied,
                        fmt::format("feed.headers: {}: {}", header.name, value.error().message));
        }
    }
    return {};
}

}  // namespace

Result<CheckedFeedUrls> check_feed_settings(const HttpFeedSettings& settings) {
    auto feed = join_feed_url(settings.url, settings.path);
    if (!feed) return std::unexpected(feed.error());
    if (auto checked = check_files(settings); !checked) return std::unexpected(checked.error());
    auto token = check_auth(settings);
    if (!token) return std::unexpected(token.error());
    if (auto checked = check_headers(settings); !checked) return std::unexpected(checked.error());
    // What stands in a header of the operator's may be a credential too.
    if (settings.auth != HttpFeedAuth::none || !settings.headers.empty()) {
        if (auto checked = check_confidential("feed.url", *feed, settings); !checked)
            return std::unexpected(checked.error());
    }
    return CheckedFeedUrls{std::move(*feed), std::move(*token)};
}

}  // namespace scan
