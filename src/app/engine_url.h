#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace scan {

// Which engine keeps the queue or the store, and where. A further engine is a further enumerator, with members of its own.
struct EngineUrl {
    enum class Engine { sqlite };

    Engine engine = Engine::sqlite;
    std::string path;  // of the database file; where relative, to the working directory

    bool operator==(const EngineUrl&) const = default;
};

inline constexpr std::string_view kEngineUrlsAllowed =
    "sqlite:relative/path.db or sqlite:///absolute/path.db";

// The error says what is wrong in a few words and repeats nothing behind the scheme, where a password could stand.
std::expected<EngineUrl, std::string> parse_engine_url(std::string_view text);

// The URL in its canonical spelling.
std::string engine_url_text(const EngineUrl& url);

}  // namespace scan
