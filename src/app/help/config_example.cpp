#include "app/help/config_example.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "config/setting.h"

namespace scan {
namespace {

constexpr std::size_t kWidth = 100;

constexpr const char* kBegin =
    "# Settings of scan-event-worker, in TOML. A line with a single # before a name shows a "
    "default;\n"
    "# without its # it is in force. `scan-event-worker config check --config FILE` checks this "
    "file,\n"
    "# scan-event-worker(1) says more.\n";

std::string as_comment(std::string_view text) {
    std::string lines;
    while (!text.empty()) {
        std::size_t end = text.size();
        if (end > kWidth - 2) {
            const std::size_t space = text.rfind(' ', kWidth - 2);
            end = space == text.npos ? std::min(text.find(' '), text.size()) : space;
        }
        lines += fmt::format("# {}\n", text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string toml_value(const Setting& setting, std::string_view text) {
    const bool is_number = !text.empty() && text.find_first_not_of("0123456789.") == text.npos;
    switch (setting.form) {
        case Setting::Form::boolean: return std::string(text);
        case Setting::Form::number:
        case Setting::Form::fraction:
            if (is_number) return std::string(text);
            break;
        case Setting::Form::text: break;
    }
    return json_quote(text);
}

}  // namespace

std::string config_example(const std::string& state_folder) {
    std::string file = kBegin;
    std::string_view section;
    for (const Setting& setting : settings_table()) {
        if (setting.section() != section) {
            section = setting.section();
            file += fmt::format("\n[{}]\n", section);
        }
        const std::string help = fmt::format("{}{} Allowed: {}.", setting.secret ? "Secret. " : "",
                                             setting.help, setting.allowed);
        const bool is_in_folder = !state_folder.empty() && setting.name() == "url" &&
                                  setting.default_text.starts_with("sqlite:");
        const std::string value =
            is_in_folder
                ? fmt::format("sqlite://{}/{}", state_folder,
                              setting.default_text.substr(setting.default_text.find(':') + 1))
                : std::string(setting.default_text);
        file += fmt::format("\n{}{}{} = {}\n", as_comment(help), is_in_folder ? "" : "#",
                            setting.name(), toml_value(setting, value));
    }
    return file;
}

}  // namespace scan
