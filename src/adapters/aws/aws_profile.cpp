#include "adapters/aws/aws_profile.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace scan {
namespace {

// Hundreds of profiles are some hundred KiB.
constexpr std::size_t kBytesMax = 8 * 1024 * 1024;

std::string path_of(const AwsVariables& variables, std::string_view name, std::string_view usual) {
    const std::string home = variable(variables, "HOME");
    const std::string path = variable(variables, name);
    if (path.empty()) return home.empty() ? "" : fmt::format("{}/.aws/{}", home, usual);
    return path.starts_with("~/") ? home + path.substr(1) : path;
}

// A file that is not there has no profiles.
Result<AwsSharedFile> read_file(const std::string& path) {
    std::error_code ignored;
    if (path.empty() || !std::filesystem::exists(path, ignored)) return AwsSharedFile();
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string text(kBytesMax + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    // A directory opens like a file and fails only when it is read.
    if (!file.is_open() || file.bad()) {
        const char* const reason = errno != 0 ? std::strerror(errno) : "input error";
        return fail(ErrorCode::denied, fmt::format("cannot read {}: {}", path, reason));
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kBytesMax)
        return fail(ErrorCode::denied, fmt::format("{} is larger than 8 MiB", path));
    return AwsSharedFile::parse(text);
}

}  // namespace

Result<AwsProfile> read_profile(const AwsVariables& variables) {
    const std::string chosen = variable(variables, "AWS_PROFILE");
    const std::string name = chosen.empty() ? "default" : chosen;
    const auto credentials =
        read_file(path_of(variables, "AWS_SHARED_CREDENTIALS_FILE", "credentials"));
    if (!credentials) return std::unexpected(credentials.error());
    const auto config = read_file(path_of(variables, "AWS_CONFIG_FILE", "config"));
    if (!config) return std::unexpected(config.error());
    AwsProfile profile = credentials->section(name);
    // The keys that are there already stay.
    AwsProfile configured = config->section("profile", name);
    profile.merge(configured);
    if (profile.empty() && !chosen.empty())
        return fail(ErrorCode::denied, fmt::format("AWS_PROFILE: there is no profile {}", chosen));
    if (const std::string services = variable(profile, "services"); !services.empty()) {
        for (const auto& [key, value] : config->section("services", services))
            profile.insert_or_assign("services." + key, value);
    }
    return profile;
}

}  // namespace scan
