#include "adapters/sqs/aws_profile.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/secret.h"

namespace scan {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// A file that is not there has no profiles.
Result<std::string> read_file(const AwsVariables& variables, std::string_view name,
                              std::string_view usual) {
    std::string path = variable(variables, name);
    if (path.empty()) {
        const std::string home = variable(variables, "HOME");
        if (home.empty()) return "";
        path = fmt::format("{}/.aws/{}", home, usual);
    }
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored) || std::filesystem::file_size(path, ignored) == 0)
        return "";
    return Secret::in_file(path).read();
}

}  // namespace

AwsProfile parse_profile(std::string_view text, std::string_view name, std::string_view prefix) {
    AwsProfile profile;
    const std::string long_name = fmt::format("{} {}", prefix, name);
    bool is_in_profile = false;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view raw = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        const std::string_view line = trimmed(raw);
        if (line.empty() || line.front() == '#' || line.front() == ';') continue;
        if (line.front() == '[') {
            const std::string_view section = trimmed(line.substr(1, line.find(']') - 1));
            is_in_profile = section == name || (!prefix.empty() && section == long_name);
            continue;
        }
        const std::size_t equals = line.find('=');
        // An indented line belongs to a nested group, of S3's settings for example.
        const bool is_nested = raw.front() == ' ' || raw.front() == '\t';
        if (!is_in_profile || is_nested || equals == line.npos) continue;
        profile.insert_or_assign(std::string(trimmed(line.substr(0, equals))),
                                 std::string(trimmed(line.substr(equals + 1))));
    }
    return profile;
}

Result<AwsProfile> read_profile(const AwsVariables& variables) {
    const std::string chosen = variable(variables, "AWS_PROFILE");
    const std::string name = chosen.empty() ? "default" : chosen;
    const auto credentials = read_file(variables, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
    if (!credentials) return std::unexpected(credentials.error());
    const auto config = read_file(variables, "AWS_CONFIG_FILE", "config");
    if (!config) return std::unexpected(config.error());
    AwsProfile profile = parse_profile(*credentials, name, {});
    profile.merge(parse_profile(*config, name, "profile"));
    if (profile.empty() && !chosen.empty())
        return fail(ErrorCode::denied, fmt::format("AWS_PROFILE: there is no profile {}", chosen));
    return profile;
}

}  // namespace scan
