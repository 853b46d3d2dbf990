#include "app/help/man_page.h"

#include <fmt/format.h>

#include "app/help/roff.h"
#include "config/config_environment.h"
#include "config/setting.h"

namespace scan {
namespace {

constexpr const char* kSettingsGroup = "Settings: ";

constexpr const char* kBegin = R"(.SH NAME
scan\-event\-worker \- keep one summary row a parcel from a feed of scan events
.SH SYNOPSIS
.B scan\-event\-worker
.I COMMAND
.RI [ FLAG ...]
.SH DESCRIPTION
)";

constexpr const char* kSettings = R"(.SH SETTINGS
Of the setting
.BR feed.url ,
the flag is
.BR \-\-feed\-url ,
the variable
.BR SCAN_EVENT_WORKER_FEED_URL ,
and in a file in TOML it is
.B url
below
.BR [feed] .
A flag overrides the environment, the environment overrides the file, the file overrides the default.
.B config check
says whether
.B run
would start,
.B config show
where each value comes from,
.B config example
prints a file with all of them.
)";

constexpr const char* kEnd = R"(.SH ENVIRONMENT
.TP
.B SCAN_EVENT_WORKER_CONFIG
The file with settings, if no
.B \-\-config
names one.
.TP
.B SCAN_EVENT_WORKER_*
A setting each.
.PP
libpq's variables, those of the AWS tools, and
.BR http_proxy ,
.BR https_proxy " and " no_proxy
are heeded, too.
.SH FILES
.TP
.I /etc/scan\-event\-worker/settings.toml
The settings of the service that the package installs.
.TP
.I /var/lib/scan\-event\-worker
Its queue and store, if they are SQLite files.
.SH EXIT STATUS
.TP
.B 0
Done, or stopped as asked.
.TP
.B 1
It could not be done; standard error says why.
.TP
.B 2
The command line or a setting is wrong; nothing was begun.
.SH SIGNALS
.B SIGTERM
and
.B SIGINT
end
.B run
within
.BR shutdown.grace :
what is held is finished, the rest is released to other workers. A second one ends it at once.
.SH EXAMPLES
.nf
scan\-event\-worker demo
scan\-event\-worker config check \-\-config settings.toml
scan\-event\-worker run \-\-config settings.toml
.fi
)";

bool is_setting(const CLI::Option& option) {
    return option.get_group().starts_with(kSettingsGroup);
}

std::string value_of(const CLI::Option& option) {
    if (option.get_items_expected_max() == 0) return "";
    return fmt::format(" \\fI{}\\fR", roff(option.get_type_name()));
}

std::string own_flags(const CLI::App& command, bool& takes_settings) {
    std::string text;
    for (const CLI::Option* option : command.get_options()) {
        if (is_setting(*option)) {
            takes_settings = true;
            continue;
        }
        if (option->get_lnames() == std::vector<std::string>{"help"}) continue;
        const std::string name =
            option->get_positional()
                ? fmt::format("\\fI{}\\fR", roff(option->get_name(true)))
                : fmt::format("\\fB{}\\fR{}", roff(option->get_name()), value_of(*option));
        const std::string standard = option->get_default_str().empty()
                                         ? ""
                                         : fmt::format(" Default: {}.", option->get_default_str());
        text += fmt::format(".TP\n{}\n{}\n", name, roff(option->get_description() + standard));
    }
    return text;
}

std::string command_text(const CLI::App& command, const std::string& before) {
    const std::string name = before + command.get_name();
    std::string text;
    const auto below = command.get_subcommands([](const auto*) { return true; });
    for (const CLI::App* child : below) text += command_text(*child, name + " ");
    if (!below.empty()) return text;
    std::string title = name;
    for (const CLI::Option* option : command.get_options()) {
        if (option->get_positional()) title += " " + option->get_name(true);
    }
    bool takes_settings = false;
    const std::string flags = own_flags(command, takes_settings);
    text +=
        fmt::format(".SS {}\n{}\n{}", roff_argument(title), roff(command.get_description()), flags);
    if (takes_settings) text += ".PP\nTakes the settings' flags.\n";
    return text;
}

std::string settings_text() {
    std::string text = kSettings;
    std::string_view section;
    for (const Setting& setting : settings_table()) {
        if (setting.section() != section) {
            section = setting.section();
            text += fmt::format(".SS {}\n", section);
        }
        text += fmt::format(".TP\n.B {}\n{}\nAllowed: {}.\n", roff(setting.key), roff(setting.help),
                            roff(setting.allowed));
        if (!setting.default_text.empty())
            text += fmt::format("Default: {}.\n", roff(setting.default_text));
    }
    return text;
}

}  // namespace

std::string man_page(const CLI::App& app, const std::string& version) {
    std::string page = fmt::format(".TH SCAN\\-EVENT\\-WORKER 1 \"\" {} \"User Commands\"\n",
                                   roff_argument("scan-event-worker " + version));
    page += kBegin + roff(app.get_description()) + "\n.SH COMMANDS\n";
    for (const CLI::App* command : app.get_subcommands([](const auto*) { return true; }))
        page += command_text(*command, "");
    return page + settings_text() + kEnd;
}

}  // namespace scan
