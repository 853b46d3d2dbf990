#include "config/settings_admin.h"

#include "config/setting_kinds.h"

namespace scan {
namespace {

template <class T>
auto admin(T AdminConfig::* member) {
    return to(&Config::admin, member);
}

}  // namespace

void add_admin_rows(std::vector<Setting>& rows) {
    rows.push_back(listen_setting(
        {"admin.listen", "127.0.0.1:8080",
         "Where page, API, health and metrics are served. Port 0 takes a free one. If the default "
         "is taken, the worker runs without."},
        admin(&AdminConfig::listen)));
    rows.push_back(hosts_setting(
        {"admin.hosts", "",
         "More names under which it may be asked, for example a proxy's: `scans.example, "
         "scans.internal`. Others are refused, besides addresses of its own."},
        admin(&AdminConfig::hosts)));
    rows.push_back(secret_setting({"admin.token", "",
                                   "The token that everything but the page's files needs; its name "
                                   "is `admin`. If there is none, "
                                   "only this machine is served, and nothing can be changed."},
                                  admin(&AdminConfig::token)));
    rows.push_back(
        secret_file_setting({"admin.token_file", "",
                             "A file that holds `admin.token`; read anew when it changes "
                             "and at SIGHUP."},
                            "admin.token", admin(&AdminConfig::token)));
    rows.push_back(file_setting(
        {"admin.tokens_file", "",
         "A file with more tokens, each a line `name read token` or `name act token`; read "
         "anew when it changes and "
         "at SIGHUP."},
        admin(&AdminConfig::tokens_file)));
    rows.push_back(file_setting({"admin.tls_cert", "",
                                 "The PEM certificate, with its chain, to serve https with; read "
                                 "anew when it changes and at SIGHUP."},
                                admin(&AdminConfig::tls_cert)));
    rows.push_back(file_setting(
        {"admin.tls_key", "", "The PEM private key, if it is not in `admin.tls_cert`'s file."},
        admin(&AdminConfig::tls_key)));
    rows.push_back(switch_setting(
        {"admin.allow_insecure", "false",
         "Let tokens come over plain http from other machines; refused unless this is true."},
        admin(&AdminConfig::allow_insecure)));
    rows.push_back(url_path_setting(
        {"admin.base_path", "", "The path below which a proxy serves it, for example `/scans`."},
        admin(&AdminConfig::base_path)));
    rows.push_back(listen_setting({"metrics.listen", "off",
                                   "Where `/livez`, `/readyz` and `/metrics` are served, and "
                                   "nothing else: without a token, on "
                                   "any address, for kubelets, load balancers and scrapers."},
                                  to(&Config::metrics, &MetricsConfig::listen)));
}

}  // namespace scan
