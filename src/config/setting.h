#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"

namespace scan {

// One row of the table of settings. Flags, environment variables, keys of the file, their checks, --help, `config show` and
// docs/configuration.md all come from the rows.
struct Setting {
    enum class Form { text, number, fraction, boolean };  // how TOML and JSON write the value

    std::string_view key = {};  // section, dot, name: "feed.url"
    Form form = Form::text;
    std::string allowed = {};            // for people: "100ms to 24h"
    std::string_view default_text = {};  // in the spelling of a flag's value; "" = not set
    std::string_view help = {};
    bool text_too = false;  // has words or units beside another form: "off", "16MiB"
    bool secret = false;    // its value is never printed
    // A refused value is not repeated, because it may hold a secret, as a URL may.
    bool may_hold_secret = false;
    // The secret that this row's file holds; "" where the row is no such path.
    std::string_view secret_key = {};

    std::vector<std::string_view> words = {};  // all that is allowed, where that is a few words
    bool is_path = false;                      // of a file

    // Writes the value into the config and returns its canonical spelling, or what is wrong with it in a few words.
    using Read = std::function<std::expected<std::string, std::string>(Config&, std::string_view)>;
    Read read = {};

    std::string_view section() const { return key.substr(0, key.find('.')); }
    std::string_view name() const { return key.substr(key.find('.') + 1); }
    std::string environment_name() const;  // "SCAN_EVENT_WORKER_FEED_URL"
    std::string flag() const;              // "--feed-url"
};

inline constexpr std::string_view kEnvironmentPrefix = "SCAN_EVENT_WORKER_";

// All rows, grouped by section, in the order of the reference. Lives as long as the program.
std::span<const Setting> settings_table();

// nullptr: there is no such key.
const Setting* find_setting(std::string_view key);

}  // namespace scan
