#include "config/config_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_text.h"

namespace scan {
namespace {

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
}

std::string json_value(const Setting& setting, const LoadedSetting& loaded) {
    if (setting.secret || loaded.text.empty()) return "null";
    switch (setting.form) {
        case Setting::Form::text: break;
        case Setting::Form::boolean: return loaded.text;
        case Setting::Form::number:
        case Setting::Form::fraction:
            if (is_number(loaded.text)) return loaded.text;
            break;
    }
    return json_quote(loaded.text);
}

std::string json_warnings(const LoadedConfig& loaded) {
    std::vector<std::string> quoted_warnings;
    quoted_warnings.reserve(loaded.warnings.size());
    for (const std::string& warning : loaded.warnings)
        quoted_warnings.push_back(json_quote(warning));
    return fmt::format("[{}]", fmt::join(quoted_warnings, ","));
}

}  // namespace

std::string config_show_text(const LoadedConfig& loaded) {
    std::size_t key_width = 0;
    std::size_t value_width = 0;
    const auto shown = [&](const Setting& setting) -> std::string {
        const LoadedSetting& value = loaded.at(setting.key);
        return value.text.empty() ? "(not set)" : value.text;
    };
    for (const Setting& setting : settings_table()) {
        key_width = std::max(key_width, setting.key.size());
        value_width = std::max(value_width, std::min<std::size_t>(shown(setting).size(), 40));
    }
    std::string text;
    for (const Setting& setting : settings_table()) {
        text += fmt::format("{:{}} = {:{}}  # {}\n", setting.key, key_width, shown(setting),
                            value_width, loaded.at(setting.key).origin.text());
    }
    return text;
}

std::string config_show_json(const LoadedConfig& loaded) {
    std::vector<std::string> members;
    for (const Setting& setting : settings_table()) {
        const LoadedSetting& value = loaded.at(setting.key);
        members.push_back(fmt::format(
            R"("{}":{{"value":{},{}"origin":{}}})", setting.key, json_value(setting, value),
            setting.secret ? fmt::format(R"("set":{},)", !value.text.empty()) : "",
            json_quote(value.origin.text())));
    }
    return fmt::format("{{\"settings\":{{{}}},\"warnings\":{}}}\n", fmt::join(members, ","),
                       json_warnings(loaded));
}

std::string config_check_text(const LoadedConfig& loaded) {
    std::string text = "The configuration is valid.\n";
    for (const std::string& warning : loaded.warnings) text += "WARN " + warning + "\n";
    return text;
}

std::string config_check_json(const LoadedConfig& loaded) {
    return fmt::format("{{\"valid\":true,\"warnings\":{}}}\n", json_warnings(loaded));
}

}  // namespace scan
