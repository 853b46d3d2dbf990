#include "config/config_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/nearest_name.h"
#include "config/config_faults.h"
#include "config/plain_text.h"

namespace scan {
namespace {

constexpr std::size_t kFileBytesMax = 1 << 20;
// toml++ follows dotted keys by recursion, and some 30,000 levels are more than a stack holds.
constexpr std::ptrdiff_t kDotsMax = 10'000;

std::string file_types(const Setting& setting) {
    switch (setting.form) {
        case Setting::Form::text: return "a string";
        case Setting::Form::number:
            return setting.text_too ? "a whole number or a string" : "a whole number";
        case Setting::Form::fraction: return setting.text_too ? "a number or a string" : "a number";
        case Setting::Form::boolean: return "true or false without quotes";
    }
    std::abort();
}

// The value in the spelling of a flag's, or nullopt where the setting wants another type.
std::optional<std::string> value_text(const Setting& setting, const toml::node& node) {
    const bool text = setting.form == Setting::Form::text || setting.text_too;
    const bool fraction = setting.form == Setting::Form::fraction;
    if (const auto* string = node.as_string(); string && text) return string->get();
    if (const auto* integer = node.as_integer();
        integer && (fraction || setting.form == Setting::Form::number)) {
        return std::to_string(integer->get());
    }
    if (const auto* floating = node.as_floating_point(); floating && fraction) {
        return fmt::format("{}", floating->get());
    }
    if (const auto* boolean = node.as_boolean();
        boolean && setting.form == Setting::Form::boolean) {
        return boolean->get() ? "true" : "false";
    }
    return std::nullopt;
}

std::vector<std::string> known_sections() {
    std::vector<std::string> sections;
    for (const Setting& setting : settings_table()) {
        if (sections.empty() || sections.back() != setting.section()) {
            sections.emplace_back(setting.section());
        }
    }
    return sections;
}

std::vector<std::string> known_keys() {
    std::vector<std::string> keys;
    for (const Setting& setting : settings_table()) keys.emplace_back(setting.key);
    return keys;
}

class FileReader {
public:
    explicit FileReader(const std::string& path) : path_(path) {}

    std::expected<std::vector<Assignment>, std::string> read(const toml::table& file) {
        for (const auto& [key, node] : file) faults_.add_error_of(read_section(key, node));
        if (!faults_.empty()) return std::unexpected(faults_.text());
        return std::move(assignments_);
    }

private:
    std::expected<void, std::string> read_section(const toml::key& key, const toml::node& node) {
        const auto sections = known_sections();
        const std::string allowed =
            fmt::format("allowed: the sections [{}]", fmt::join(sections, "], ["));
        if (std::ranges::find(sections, key.str()) == sections.end()) {
            return refuse(printable(key.str()), key.source(),
                          "no such section" + did_you_mean(key.str(), sections), allowed);
        }
        const toml::table* section = node.as_table();
        if (section == nullptr) {
            return refuse(key.str(), key.source(), "a section is a table, written once", allowed);
        }
        for (const auto& [name, value] : *section) {
            faults_.add_error_of(read_value(key.str(), name, value));
        }
        return {};
    }

    std::expected<void, std::string> read_value(std::string_view section, const toml::key& name,
                                                const toml::node& value) {
        const std::string key = fmt::format("{}.{}", section, name.str());
        const Setting* setting = find_setting(key);
        if (setting == nullptr) {
            return refuse(printable(key), name.source(),
                          "no such setting" + did_you_mean(key, known_keys()),
                          "allowed: the settings that `config reference` lists");
        }
        auto text = value_text(*setting, value);
        if (!text) {
            return refuse(key, name.source(), "of the wrong type",
                          fmt::format("allowed: {} ({})", file_types(*setting), setting->allowed));
        }
        assignments_.push_back(
            {setting, std::move(*text), {Origin::Kind::file, place(name.source())}});
        return {};
    }

    static std::string printable(std::string_view name) {
        const std::string text = in_quotes(name);
        return text.substr(1, text.size() - 2);
    }

    std::string place(const toml::source_region& source) const {
        return fmt::format("{}:{}", path_, source.begin.line);
    }

    std::unexpected<std::string> refuse(std::string_view key, const toml::source_region& source,
                                        std::string_view problem, std::string_view allowed) const {
        return std::unexpected(
            fmt::format("{} (file {}): {}; {}", key, place(source), problem, allowed));
    }

    const std::string& path_;
    std::vector<Assignment> assignments_;
    ConfigFaults faults_;
};

}  // namespace

std::expected<std::string, std::string> read_config_file(const std::string& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string text(kFileBytesMax + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    // A directory opens like a file and fails only when it is read.
    if (!file.is_open() || file.bad()) {
        return std::unexpected(errno != 0 ? std::strerror(errno) : "input error");
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kFileBytesMax) return std::unexpected("larger than 1 MiB");
    return text;
}

std::expected<std::vector<Assignment>, std::string> parse_config_file(std::string_view toml,
                                                                      const std::string& path) {
    if (std::ranges::count(toml, '.') > kDotsMax)
        return std::unexpected(fmt::format("{}: more than {} dots", path, kDotsMax));
    try {
        return FileReader(path).read(toml::parse(toml, path));
    } catch (const toml::parse_error& error) {
        const std::string problem = in_quotes(error.description());
        return std::unexpected(fmt::format("{}:{}:{}: not TOML: {}", path,
                                           error.source().begin.line, error.source().begin.column,
                                           problem));
    }
}

}  // namespace scan
