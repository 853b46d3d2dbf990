#include "config/load_config.h"

#include <fmt/format.h>

#include <iterator>

#include "base/require.h"
#include "config/config_doubts.h"
#include "config/config_faults.h"
#include "config/config_file.h"
#include "config/database_login.h"
#include "config/plain_text.h"

namespace scan {
namespace {

using Assignments = std::vector<Assignment>;

std::expected<Assignments, std::string> read_file_source(const FlagValues& flags,
                                                         const Environment& environment) {
    std::string path;
    std::string origin;
    if (flags.config_file) {
        path = *flags.config_file;
        origin = "flag --config";
    } else if (const auto variable = environment.find(kConfigFileVariable);
               variable != environment.end()) {
        path = variable->second;
        origin = fmt::format("environment {}", kConfigFileVariable);
    } else {
        return Assignments{};
    }
    const auto text = read_config_file(path);
    if (!text) {
        return std::unexpected(
            fmt::format("cannot read the configuration file {} ({}): {}; allowed: a file in TOML",
                        in_quotes(path), origin, text.error()));
    }
    return parse_config_file(*text, path);
}

// All that the sources say, the stronger source later.
Assignments read_sources(const FlagValues& flags, const Environment& environment,
                         ConfigFaults& faults) {
    Assignments all;
    for (auto source : {read_file_source(flags, environment), read_environment(environment)}) {
        faults.add_error_of(source);
        if (source) std::ranges::move(*source, std::back_inserter(all));
    }
    std::ranges::move(read_flags(flags), std::back_inserter(all));
    return all;
}

std::expected<std::string, std::string> apply(Config& config, const Assignment& assignment) {
    const Setting& setting = *assignment.setting;
    if (assignment.text.empty() && setting.default_text.empty()) return "";
    auto canonical = assignment.text.empty() ? std::unexpected<std::string>("is empty")
                                             : setting.read(config, assignment.text);
    if (!canonical) return std::unexpected(refusal(assignment, canonical.error()));
    return canonical;
}

std::expected<void, std::string> check_secret_files(const LoadedConfig& loaded) {
    for (const Setting& setting : settings_table()) {
        if (setting.secret_key.empty()) continue;
        if (!loaded.is_set(setting.key) || !loaded.is_set(setting.secret_key)) continue;
        return std::unexpected(fmt::format("{} ({}) and {} ({}) are both set; allowed: one of them",
                                           setting.secret_key,
                                           loaded.at(setting.secret_key).origin.text(), setting.key,
                                           loaded.at(setting.key).origin.text()));
    }
    return {};
}

}  // namespace

const LoadedSetting& LoadedConfig::at(std::string_view key) const {
    const auto found = settings.find(key);
    require(found != settings.end(), "the table of settings has the key");
    return found->second;
}

std::expected<LoadedConfig, std::string> load_config(const FlagValues& flags,
                                                     const Environment& environment) {
    ConfigFaults faults;
    const Assignments sources = read_sources(flags, environment, faults);

    std::map<std::string_view, Assignment> winners;
    for (const Setting& setting : settings_table()) {
        winners[setting.key] = {&setting, std::string(setting.default_text), {}};
    }
    for (const Assignment& assignment : sources) {
        Config scratch;
        faults.add_error_of(apply(scratch, assignment));
        winners[assignment.setting->key] = assignment;
    }
    if (!faults.empty()) return std::unexpected(faults.text());

    LoadedConfig loaded;
    for (const auto& [key, winner] : winners) {
        auto text = apply(loaded.config, winner);
        if (!text) return std::unexpected(text.error());
        loaded.settings[key] = {std::move(*text), winner.origin};
    }
    if (auto secrets = check_secret_files(loaded); !secrets)
        return std::unexpected(secrets.error());
    // One database is logged in to by one user, unless they are said to be two.
    Config& config = loaded.config;
    if (config.queue.url == config.store.url && config.queue.password_file.empty())
        config.queue.password_file = config.store.password_file;
    if (auto logins = check_database_logins(loaded); !logins)
        return std::unexpected(logins.error());
    const auto is_said = [&](std::string_view key) {
        return loaded.at(key).origin.kind != Origin::Kind::default_value;
    };
    loaded.config.queue.is_visibility_timeout_set = is_said("queue.visibility_timeout");
    loaded.config.queue.is_receive_count_max_set = is_said("queue.receive_count_max");
    loaded.config.admin.is_listen_set = is_said("admin.listen");
    loaded.config.queue.connection_max_age = loaded.config.feed.connection_max_age;
    loaded.warnings = config_doubts(loaded);
    return loaded;
}

}  // namespace scan
