#include "config/config_environment.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/nearest_name.h"
#include "config/config_faults.h"
#include "config/plain_text.h"

namespace scan {
namespace {

// Kubernetes sets these in each container for each service of the namespace; a service called like the program, or a longer name
// that begins so, gets our prefix.
bool is_from_kubernetes(std::string_view name) {
    return name.find("_SERVICE_") != name.npos || name.find("_PORT_") != name.npos ||
           name.ends_with("_PORT");
}

// Compares what follows the prefix: the prefix alone would make any two names alike.
std::string did_you_mean_variable(std::string_view name) {
    std::vector<std::string> endings{
        std::string(kConfigFileVariable).substr(kEnvironmentPrefix.size())};
    for (const Setting& setting : settings_table()) {
        endings.push_back(setting.environment_name().substr(kEnvironmentPrefix.size()));
    }
    const auto nearest = nearest_name(name.substr(kEnvironmentPrefix.size()), endings);
    return nearest ? fmt::format("; did you mean {}{}?", kEnvironmentPrefix, *nearest) : "";
}

}  // namespace

Environment environment_of(const char* const* variables) {
    Environment environment;
    for (; *variables != nullptr; ++variables) {
        const std::string_view variable = *variables;
        const std::size_t equals = variable.find('=');
        if (!variable.starts_with(kEnvironmentPrefix) || equals == variable.npos) continue;
        environment.emplace(variable.substr(0, equals), variable.substr(equals + 1));
    }
    return environment;
}

std::expected<std::vector<Assignment>, std::string> read_environment(
    const Environment& environment) {
    const auto table = settings_table();
    std::vector<Assignment> assignments;
    ConfigFaults faults;
    for (const auto& [name, value] : environment) {
        if (!name.starts_with(kEnvironmentPrefix) || name == kConfigFileVariable) continue;
        const auto setting = std::ranges::find(table, name, &Setting::environment_name);
        if (setting != table.end()) {
            assignments.push_back({&*setting, value, {Origin::Kind::environment, name}});
        } else if (!is_from_kubernetes(name)) {
            const std::string shown = in_quotes(name);
            faults.add(fmt::format(
                "{} (environment): no such setting{}; allowed: the settings that "
                "`config reference` lists",
                std::string_view(shown).substr(1, shown.size() - 2), did_you_mean_variable(name)));
        }
    }
    if (!faults.empty()) return std::unexpected(faults.text());
    return assignments;
}

}  // namespace scan
