#include "config/config_flags.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/nearest_name.h"
#include "config/config_environment.h"
#include "config/plain_text.h"

namespace scan {
namespace {

std::string flag_help(const Setting& setting) {
    std::string help = fmt::format("{} Allowed: {}.", setting.help, setting.allowed);
    if (!setting.default_text.empty()) help += fmt::format(" Default: {}.", setting.default_text);
    return help + fmt::format(" [{}]", setting.environment_name());
}

}  // namespace

void add_setting_flags(CLI::App& app, FlagValues& values) {
    app.add_option_function<std::string>(
           "--config", [&values](const std::string& path) { values.config_file = path; },
           fmt::format("A file with settings in TOML. [{}]", kConfigFileVariable))
        ->type_name("FILE");
    for (const Setting& setting : settings_table()) {
        const std::string_view key = setting.key;
        CLI::Option* const option = app.add_option_function<std::string>(
            setting.flag(),
            [&values, key](const std::string& text) { values.settings[key] = text; },
            flag_help(setting));
        option->type_name("VALUE")->group("Settings: " + std::string(setting.section()));
        if (setting.form == Setting::Form::boolean) option->expected(0, 1)->default_str("true");
    }
}

std::vector<std::string> flag_arguments(int argc, const char* const* argv) {
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) {
        std::string argument = argv[i];
        const bool without_value = argument.size() > 3 && argument.starts_with("--") &&
                                   argument.find('=') == argument.size() - 1;
        if (without_value) argument.pop_back();
        arguments.push_back(std::move(argument));
        if (without_value) arguments.emplace_back();
    }
    std::ranges::reverse(arguments);
    return arguments;
}

std::optional<std::string> nearest_flag(std::string_view argument) {
    std::vector<std::string> flags{"--config"};
    for (const Setting& setting : settings_table()) flags.push_back(setting.flag());
    return nearest_name(argument.substr(0, argument.find('=')), flags);
}

std::string unknown_argument(std::string_view argument) {
    constexpr const char* kAllowed = "; --help shows what is allowed";
    if (!argument.starts_with("--")) {
        return fmt::format("unexpected argument {}{}", name_in_quotes(argument), kAllowed);
    }
    const auto nearest = nearest_flag(argument);
    return fmt::format("unknown flag {}{}{}", in_quotes(argument.substr(0, argument.find('='))),
                       nearest ? fmt::format("; did you mean {}?", *nearest) : "", kAllowed);
}

std::vector<Assignment> read_flags(const FlagValues& values) {
    std::vector<Assignment> assignments;
    for (const auto& [key, text] : values.settings) {
        const Setting* const setting = find_setting(key);
        assignments.push_back({setting, text, {Origin::Kind::flag, setting->flag()}});
    }
    return assignments;
}

}  // namespace scan
