#include "config/database_login.h"

#include <fmt/format.h>

#include "adapters/sql/login_file.h"
#include "config/config_faults.h"

namespace scan {
namespace {

bool has_login(const EngineUrl& url) {
    switch (url.engine) {
        case EngineUrl::Engine::sqlite:
        case EngineUrl::Engine::sqs: return false;
        case EngineUrl::Engine::postgres:
        case EngineUrl::Engine::sqlserver: return true;
    }
    std::abort();
}

}  // namespace

std::vector<DatabaseSettings> databases_of(const LoadedConfig& loaded) {
    const Config& config = loaded.config;
    return {{"store.url", "store.password_file", config.store.url, config.store.password_file},
            {"queue.url", "queue.password_file", config.queue.url, config.queue.password_file}};
}

std::expected<void, std::string> check_database_logins(const LoadedConfig& loaded) {
    for (const DatabaseSettings& database : databases_of(loaded)) {
        const bool has_file = loaded.is_set(database.password_file_key);
        const std::string origin = loaded.at(database.url_key).origin.text();
        if (has_file && has_user_password(database.url)) {
            return std::unexpected(
                fmt::format("{} ({}) has a password and {} ({}) is set; allowed: one of them",
                            database.url_key, origin, database.password_file_key,
                            loaded.at(database.password_file_key).origin.text()));
        }
        if (database.password_file.empty() && database.url.engine == EngineUrl::Engine::sqlserver &&
            database.url.sqlserver.user.empty()) {
            return std::unexpected(
                fmt::format("{} ({}): the user is missing; allowed: a user in it, or {} with a "
                            "\"username\"",
                            database.url_key, origin, database.password_file_key));
        }
    }
    return {};
}

std::expected<void, std::string> require_password_files(const LoadedConfig& loaded) {
    ConfigFaults faults;
    for (const DatabaseSettings& database : databases_of(loaded)) {
        if (!loaded.is_set(database.password_file_key) || !has_login(database.url)) continue;
        const auto login = read_login_file(database.password_file);
        if (login) continue;
        faults.add_error_of(std::expected<void, std::string>(std::unexpected(fmt::format(
            "{} ({}): {}; allowed: a file that holds the password alone, or a JSON object with "
            "\"password\" and perhaps \"username\"",
            database.password_file_key, loaded.at(database.password_file_key).origin.text(),
            login.error().message))));
    }
    if (!faults.empty()) return std::unexpected(faults.text());
    return {};
}

std::vector<std::string> unused_password_files(const LoadedConfig& loaded) {
    std::vector<std::string> lines;
    for (const DatabaseSettings& database : databases_of(loaded)) {
        if (!loaded.is_set(database.password_file_key) || has_login(database.url)) continue;
        lines.push_back(fmt::format("{} is set but not used, because {} needs no password",
                                    database.password_file_key, database.url_key));
    }
    return lines;
}

}  // namespace scan
