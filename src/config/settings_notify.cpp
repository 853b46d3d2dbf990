#include "config/settings_notify.h"

#include "config/setting_kinds.h"

namespace scan {
namespace {

template <class T>
auto notify(T NotifyConfig::* member) {
    return to(&Config::notify, member);
}

}  // namespace

void add_notify_rows(std::vector<Setting>& rows) {
    rows.push_back(command_setting(
        {"notify.command", "",
         "A program that is run, without a shell, when the state becomes degraded or failing and "
         "when that is over; it reads the status as JSON from its standard input. Words are "
         "separated by blanks; one with blanks stands in double quotes."},
        notify(&NotifyConfig::command)));
    rows.push_back(
        webhook_setting({"notify.url", "", "A URL that the same JSON is posted to then."},
                        notify(&NotifyConfig::url)));
    rows.push_back(secret_setting(
        {"notify.token", "", "The token that is shown to `notify.url` (Authorization: Bearer)."},
        notify(&NotifyConfig::token)));
    rows.push_back(secret_file_setting(
        {"notify.token_file", "", "A file that holds `notify.token`; read anew each time."},
        "notify.token", notify(&NotifyConfig::token)));
}

}  // namespace scan
