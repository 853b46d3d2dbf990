#pragma once

#include <expected>
#include <string>
#include <vector>

#include "config/load_config.h"

namespace scan {

// The database of the store or of the queue, and who logs in to it.
struct DatabaseSettings {
    std::string_view url_key;
    std::string_view password_file_key;
    const EngineUrl& url;
    const std::string& password_file;
};

// The store's, then the queue's.
std::vector<DatabaseSettings> databases_of(const LoadedConfig& loaded);

// An error of one line if a password is said twice, or a user of SQL Server nowhere.
std::expected<void, std::string> check_database_logins(const LoadedConfig& loaded);

// An error of one line if a password file cannot be read, or holds no password.
std::expected<void, std::string> require_password_files(const LoadedConfig& loaded);

// A line for each password file of what is no database with passwords.
std::vector<std::string> unused_password_files(const LoadedConfig& loaded);

}  // namespace scan
