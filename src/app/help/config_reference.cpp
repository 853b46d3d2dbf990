#include "app/help/config_reference.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "config/setting.h"

namespace scan {
namespace {

constexpr const char* kIntroduction = R"(# Configuration

This page is generated from the table of settings: `scan-event-worker config reference > docs/configuration.md`.

A setting has one name in three spellings. Of the setting `feed.url`:

| source | spelling |
|---|---|
| flag | `--feed-url https://feed.example` |
| environment | `SCAN_EVENT_WORKER_FEED_URL=https://feed.example` |
| file (TOML), given by `--config` or `SCAN_EVENT_WORKER_CONFIG` | `[feed]`, below it `url = "https://feed.example"` |

A flag overrides the environment, the environment overrides the file, the file overrides the default. Every value is checked, also one
that is overridden. `config check` says whether `run` would start, `config show` prints the values in use and where each comes from.

- **Errors.** An unknown key, flag or variable with the prefix, a value of the wrong type or out of range, a missing setting: exit code 2
  and one line that names the key, where it came from, and what is allowed. Passed over are the variables that Kubernetes adds for
  services (`…_SERVICE_*`, `…_PORT`, `…_PORT_*`). Doubtful combinations are allowed and logged as WARN.
- **Durations** are whole numbers with a unit: `200ms`, `5s`, `2m`, `12h`, `30d`. **Bytes** are whole numbers, or strings such as `64KiB`, `16MiB`.
- **Secrets** are never printed. Each has a second setting that ends in `_file`, in all three spellings, for a file that holds it; setting both
  is an error. A newline at the file's end is not part of the secret. Flags are visible in the list of processes: prefer the file.
  The password of a database may stand in its URL, or in the file that `store.password_file` and `queue.password_file` name.
- **An empty value** sets an optional setting back to "not set"; elsewhere it is an error. Relative paths begin at the working directory.
)";

std::string code(std::string_view text) {
    return text.empty() ? "" : fmt::format("`{}`", text);
}

}  // namespace

std::string config_reference_markdown() {
    std::string page = kIntroduction;
    std::string_view section;
    for (const Setting& setting : settings_table()) {
        if (setting.section() != section) {
            section = setting.section();
            page += fmt::format(
                "\n## {}\n\n| setting | default | allowed | meaning |\n|---|---|---|---|\n",
                section);
        }
        // A URL outside code would become a link.
        const bool url = setting.allowed.find(':') != std::string::npos;
        const std::string allowed = url ? code(setting.allowed) : setting.allowed;
        page += fmt::format("| `{}` | {} | {} | {}{} |\n", setting.key, code(setting.default_text),
                            allowed, setting.secret ? "Secret. " : "", setting.help);
    }
    return page;
}

std::string config_reference_json() {
    std::vector<std::string> rows;
    for (const Setting& setting : settings_table()) {
        rows.push_back(fmt::format(
            R"({{"key":{},"environment":{},"flag":{},"default":{},"allowed":{},"secret":{},"help":{}}})",
            json_quote(setting.key), json_quote(setting.environment_name()),
            json_quote(setting.flag()),
            setting.default_text.empty() ? "null" : json_quote(setting.default_text),
            json_quote(setting.allowed), setting.secret, json_quote(setting.help)));
    }
    return fmt::format("[{}]\n", fmt::join(rows, ",\n "));
}

}  // namespace scan
