#include "config/engine_url.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/sqlserver/connection_string.h"
#include "adapters/sqs/queue_address.h"
#include "base/control_character.h"

namespace scan {
namespace {

std::expected<std::string, std::string> sqlite_path(std::string_view rest) {
    if (rest.starts_with("//")) {
        rest.remove_prefix(2);
        if (!rest.starts_with('/')) {
            return std::unexpected(
                "after sqlite:// an absolute path with a third slash must follow");
        }
    }
    if (rest.empty()) return std::unexpected("the path is missing");
    if (rest.ends_with('/')) return std::unexpected("the path is a folder's");
    if (rest.starts_with(':')) return std::unexpected("a database in memory would lose events");
    // Kept free, so that options can be added to these URLs without changing what a path means.
    if (rest.find_first_of("?#") != rest.npos) return std::unexpected("a path with ? or #");
    return std::string(rest);
}

bool is_scheme(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '-' || c == '.';
    });
}

}  // namespace

std::expected<EngineUrl, std::string> parse_engine_url(std::string_view text) {
    if (has_control_character(text)) return std::unexpected("holds a control character");
    if (PostgresAddress::is_key_value_string(text)) {
        return std::unexpected(
            "a key-value string of libpq; write it as postgresql://user@host/database");
    }
    if (text.starts_with("sqlserver://") || is_sqlserver_string(text)) {
        auto address = SqlServerAddress::parse(text);
        if (!address) return std::unexpected(std::move(address.error()));
        return EngineUrl{.engine = EngineUrl::Engine::sqlserver, .sqlserver = std::move(*address)};
    }
    const std::size_t colon = text.find(':');
    const std::string_view scheme = text.substr(0, colon);
    if (colon == text.npos || !is_scheme(scheme)) return std::unexpected("not an engine's URL");
    if (scheme == "postgresql" || scheme == "postgres") {
        auto address = PostgresAddress::parse(text);
        if (!address) return std::unexpected(std::move(address.error()));
        return EngineUrl{.engine = EngineUrl::Engine::postgres, .postgres = std::move(*address)};
    }
    if (scheme == "https" || scheme == "http") {
        const auto queue = QueueAddress::parse(text);
        if (!queue) return std::unexpected(queue.error().message);
        return EngineUrl{.engine = EngineUrl::Engine::sqs, .url = queue->to_string()};
    }
    if (scheme != "sqlite") return std::unexpected(fmt::format("no engine \"{}\"", scheme));
    auto path = sqlite_path(text.substr(colon + 1));
    if (!path) return std::unexpected(std::move(path.error()));
    return EngineUrl{.engine = EngineUrl::Engine::sqlite, .path = std::move(*path)};
}

std::string engine_url_text(const EngineUrl& url) {
    switch (url.engine) {
        case EngineUrl::Engine::sqlite:
            return (url.path.starts_with('/') ? "sqlite://" : "sqlite:") + url.path;
        case EngineUrl::Engine::postgres: return url.postgres.text();
        case EngineUrl::Engine::sqlserver: return url.sqlserver.text();
        case EngineUrl::Engine::sqs: return url.url;
    }
    std::abort();
}

bool has_password(const EngineUrl& url) {
    switch (url.engine) {
        case EngineUrl::Engine::sqlite: return false;
        case EngineUrl::Engine::postgres: return url.postgres.has_password();
        case EngineUrl::Engine::sqlserver: return !url.sqlserver.password.empty();
        case EngineUrl::Engine::sqs: return false;
    }
    std::abort();
}

bool has_user_password(const EngineUrl& url) {
    return url.engine == EngineUrl::Engine::postgres ? url.postgres.has_user_password()
                                                     : has_password(url);
}

bool is_store_engine(EngineUrl::Engine engine) {
    return engine != EngineUrl::Engine::sqs;
}

}  // namespace scan
