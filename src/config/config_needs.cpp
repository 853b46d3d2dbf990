#include "config/config_needs.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/require.h"
#include "config/admin_needs.h"
#include "config/config_faults.h"
#include "config/database_login.h"
#include "config/http_url.h"
#include "config/plain_text.h"

namespace scan {
namespace {

using Checked = std::expected<void, std::string>;

// A credential must not cross a network in the clear.
Checked require_cover(const LoadedConfig& loaded, std::string_view key, HttpUrl::Query query) {
    const LoadedSetting& setting = loaded.at(key);
    const auto url = parse_http_url(setting.text, query);
    if (!url || url->scheme == HttpUrl::Scheme::https || is_loopback(*url)) return {};
    if (loaded.config.feed.allow_insecure) return {};
    return std::unexpected(
        fmt::format("{} ({}): a credential over plain http to {}; allowed: https, a loopback "
                    "address, or feed.allow_insecure = true",
                    key, setting.origin.text(), url->host));
}

// The header that carries the credential is not the operator's to add; files have to be readable.
Checked require_headers(const LoadedConfig& loaded) {
    const FeedConfig& feed = loaded.config.feed;
    const bool is_api_key = feed.auth == FeedAuth::api_key;
    const std::string own = is_api_key                    ? feed.api_key_header
                            : feed.auth == FeedAuth::none ? ""
                                                          : "Authorization";
    const auto refuse = [&](const FeedHeader& header, std::string_view problem) {
        return std::unexpected(fmt::format("feed.headers ({}): {}: {}; allowed: {}",
                                           loaded.at("feed.headers").origin.text(), header.name,
                                           problem, find_setting("feed.headers")->allowed));
    };
    for (const FeedHeader& header : feed.headers) {
        if (is_same_header(header.name, own))
            return refuse(header,
                          fmt::format("sent by feed.auth = {}", loaded.at("feed.auth").text));
        if (const auto value = header.value.read(); !value)
            return refuse(header, value.error().message);
    }
    return {};
}

Checked require_credentials(const LoadedConfig& loaded) {
    const FeedConfig& feed = loaded.config.feed;
    if (auto headers = require_headers(loaded); !headers) return headers;
    switch (feed.auth) {
        case FeedAuth::none:
            // What stands in a header may be a credential too.
            if (feed.headers.empty()) return {};
            break;
        case FeedAuth::bearer:
        case FeedAuth::api_key:
            if (auto token = require_secret(loaded, "feed.token", feed.token); !token) return token;
            break;
        case FeedAuth::oauth2:
            for (const std::string_view key : {"feed.oauth2_token_url", "feed.oauth2_client_id"}) {
                if (auto set = require_set(loaded, key); !set) return set;
            }
            if (auto secret =
                    require_secret(loaded, "feed.oauth2_client_secret", feed.oauth2_client_secret);
                !secret) {
                return secret;
            }
            if (auto cover =
                    require_cover(loaded, "feed.oauth2_token_url", HttpUrl::Query::allowed);
                !cover) {
                return cover;
            }
            break;
    }
    return require_cover(loaded, "feed.url", HttpUrl::Query::refused);
}

}  // namespace

Checked require_file(const LoadedConfig& loaded, std::string_view key) {
    const LoadedSetting& setting = loaded.at(key);
    if (setting.text.empty()) return {};
    errno = 0;
    std::ifstream file(setting.text, std::ios::binary);
    file.peek();
    // A directory opens like a file and fails only when it is read.
    if (file.is_open() && !file.bad()) return {};
    return std::unexpected(fmt::format("{} = {} ({}): {}; allowed: a file that can be read", key,
                                       in_quotes(setting.text), setting.origin.text(),
                                       errno != 0 ? std::strerror(errno) : "input error"));
}

Checked require_secret(const LoadedConfig& loaded, std::string_view key, const Secret& secret) {
    if (auto set = require_set(loaded, key); !set) return set;
    if (const auto text = secret.read(); !text) {
        const std::string file_key = std::string(key) + "_file";
        return std::unexpected(
            fmt::format("{} ({}): {}; allowed: a file that holds the secret alone", file_key,
                        loaded.at(file_key).origin.text(), text.error().message));
    }
    return {};
}

Checked require_set(const LoadedConfig& loaded, std::string_view key) {
    const Setting* const found = find_setting(key);
    require(found != nullptr, "the table of settings has the key");
    const Setting& setting = *found;
    const std::string file_key = std::string(key) + "_file";
    if (loaded.is_set(key)) return {};
    const bool has_file = setting.secret && find_setting(file_key) != nullptr;
    if (has_file && loaded.is_set(file_key)) return {};
    const Origin& origin = loaded.at(key).origin;
    const std::string state = origin.kind == Origin::Kind::default_value
                                  ? "not set"
                                  : fmt::format("empty ({})", origin.text());
    return std::unexpected(
        fmt::format("{}: {} but needed; set {}, {} or [{}] {}{} to {}", key, state, setting.flag(),
                    setting.environment_name(), setting.section(), setting.name(),
                    has_file ? fmt::format(" (or {})", file_key) : "", setting.allowed));
}

Checked require_for_run(const LoadedConfig& loaded) {
    ConfigFaults faults;
    faults.add_error_of(require_password_files(loaded));
    if (loaded.config.worker.role != WorkerRole::process) {
        faults.add_error_of(require_set(loaded, "feed.url"));
        for (const std::string_view key : {"feed.ca_file", "feed.client_cert", "feed.client_key"})
            faults.add_error_of(require_file(loaded, key));
        faults.add_error_of(require_credentials(loaded));
    }
    faults.add_error_of(require_safe_admin(loaded));
    if (!faults.empty()) return std::unexpected(faults.text());
    return {};
}

}  // namespace scan
