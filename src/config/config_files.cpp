#include "config/config_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/config_faults.h"
#include "config/plain_text.h"

namespace scan {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSqliteBegin = "SQLite format 3";

std::string refused(const LoadedConfig& loaded, std::string_view key, std::string_view problem,
                    std::string_view allowed) {
    const LoadedSetting& setting = loaded.at(key);
    return fmt::format("{} = {} ({}): {}; allowed: {}", key, in_quotes(setting.text),
                       setting.origin.text(), problem, allowed);
}

bool may(const fs::path& path, int rights) {
    return ::faccessat(AT_FDCWD, path.c_str(), rights, AT_EACCESS) == 0;
}

// "" or what is wrong.
std::string fault_of_database(const fs::path& path) {
    std::error_code error;
    const fs::path folder = fs::absolute(path, error).parent_path();
    if (!fs::is_directory(folder, error))
        return fmt::format("the folder {} does not exist", folder.string());
    if (fs::is_directory(path, error)) return "it is a folder, not a file";
    if (!may(folder, W_OK | X_OK))
        return fmt::format("the folder {} may not be written", folder.string());
    if (!fs::exists(path, error)) return "";
    if (!may(path, R_OK | W_OK)) return "the file may not be read and written";
    std::array<char, kSqliteBegin.size()> begin{};
    std::ifstream file(path, std::ios::binary);
    file.read(begin.data(), begin.size());
    const std::string_view found(begin.data(), static_cast<std::size_t>(file.gcount()));
    return found.empty() || found == kSqliteBegin ? "" : "the file is not an SQLite database";
}

std::expected<void, std::string> check_database(const LoadedConfig& loaded, std::string_view key,
                                                const EngineUrl& url) {
    if (url.engine != EngineUrl::Engine::sqlite) return {};
    const std::string fault = fault_of_database(url.path);
    if (fault.empty()) return {};
    return std::unexpected(refused(
        loaded, key, fault, "a database file, or none yet, in a folder that can be written"));
}

std::expected<void, std::string> check_pem(const LoadedConfig& loaded, std::string_view key,
                                           std::string_view kind) {
    const std::string& path = loaded.at(key).text;
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    // A file that cannot be read is told elsewhere.
    if (path.empty() || !file.is_open() || file.bad()) return {};
    const std::size_t begin = text.find("-----BEGIN ");
    const std::size_t end = text.find('\n', begin);
    const bool is_pem = begin != text.npos &&
                        text.substr(begin, end - begin).find(kind) != std::string::npos &&
                        text.find("-----END ", begin) != text.npos;
    if (is_pem) return {};
    return std::unexpected(refused(loaded, key, fmt::format("it holds no {} in PEM", kind),
                                   fmt::format("a file with -----BEGIN … {}-----", kind)));
}

}  // namespace

std::expected<void, std::string> check_files(const LoadedConfig& loaded) {
    ConfigFaults faults;
    faults.add_error_of(check_database(loaded, "store.url", loaded.config.store.url));
    faults.add_error_of(check_database(loaded, "queue.url", loaded.config.queue.url));
    faults.add_error_of(check_pem(loaded, "admin.tls_cert", "CERTIFICATE"));
    faults.add_error_of(check_pem(loaded, "admin.tls_key", "PRIVATE KEY"));
    if (loaded.config.worker.role != WorkerRole::process) {
        faults.add_error_of(check_pem(loaded, "feed.ca_file", "CERTIFICATE"));
        faults.add_error_of(check_pem(loaded, "feed.client_cert", "CERTIFICATE"));
        faults.add_error_of(check_pem(loaded, "feed.client_key", "PRIVATE KEY"));
    }
    if (!faults.empty()) return std::unexpected(faults.text());
    return {};
}

}  // namespace scan
