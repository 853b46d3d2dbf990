#include "config/setting.h"

#include <algorithm>

namespace scan {

std::string Setting::environment_name() const {
    std::string name(kEnvironmentPrefix);
    for (const char c : key) {
        name += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return name;
}

std::string Setting::flag() const {
    std::string flag = "--";
    for (const char c : key) flag += c == '.' || c == '_' ? '-' : c;
    return flag;
}

const Setting* find_setting(std::string_view key) {
    const auto table = settings_table();
    const auto found = std::ranges::find(table, key, &Setting::key);
    return found == table.end() ? nullptr : &*found;
}

}  // namespace scan
