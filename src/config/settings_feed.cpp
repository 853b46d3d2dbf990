#include "config/settings_feed.h"

#include <limits>

#include "config/setting_kinds.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr Range<Duration> kUpToDay{100ms, 24h};
constexpr Range<Duration> kUpToHour{100ms, 1h};

using Rows = std::vector<Setting>;

template <class T>
auto feed(T FeedConfig::* member) {
    return to(&Config::feed, member);
}

// What is asked, when and how often.
void add_reading_rows(Rows& rows) {
    rows.push_back(base_url_setting(
        {"feed.url", "", "The Scan Event API's base URL, without the path. `run` needs it."},
        feed(&FeedConfig::url)));
    rows.push_back(
        url_path_setting({"feed.path", "/v1/scans/scanevents", "The path below the base URL."},
                         feed(&FeedConfig::path)));
    rows.push_back(count_setting(
        {"feed.page_limit", "1000", "How many events to ask for at a time (`Limit`)."},
        {2, 100'000}, feed(&FeedConfig::page_limit)));
    rows.push_back(count_setting({"feed.parallel_requests", "1",
                                  "How many pages to ask for side by side while far behind the "
                                  "feed's end; near it, and with "
                                  "1, one after the other."},
                                 {1, 16}, feed(&FeedConfig::parallel_requests)));
    rows.push_back(duration_setting(
        {"feed.poll_interval", "5s",
         "How long to wait when the feed has nothing new; if it has little, a tenth of it, at "
         "most half a second."},
        kUpToDay, Zero::refused, feed(&FeedConfig::poll_interval)));
    rows.push_back(duration_setting(
        {"feed.timeout", "30s", "How long one request may take from connecting to its last byte."},
        kUpToHour, Zero::refused, feed(&FeedConfig::timeout)));
    rows.push_back(duration_setting({"feed.retry_delay_max", "30s",
                                     "The longest wait between tries while the feed fails; waits "
                                     "double up to it, with jitter."},
                                    kUpToDay, Zero::refused, feed(&FeedConfig::retry_delay_max)));
    rows.push_back(rate_setting({"feed.rate_limit", "off", "The most requests a second."},
                                {0.001, 10'000}, feed(&FeedConfig::rate_limit)));
    rows.push_back(count_setting({"feed.first_event_id", "1",
                                  "The EventId that a new store begins at. A store that has a "
                                  "cursor keeps it: see `cursor set`."},
                                 {1, std::numeric_limits<std::int64_t>::max()},
                                 feed(&FeedConfig::first_event_id)));
    rows.push_back(duration_setting({"feed.late_window", "60s",
                                     "How late an event may become visible after one with a higher "
                                     "id and still be found: what was read is read again so much "
                                     "later. `0s`: nothing is read again."},
                                    kUpToDay, Zero::means_off, feed(&FeedConfig::late_window)));
    rows.push_back(duration_setting(
        {"feed.late_scan_interval", "15s",
         "How often, at the head of the feed, what will be read again is read early, so that late "
         "events are found soon. `0s`: never."},
        kUpToDay, Zero::means_off, feed(&FeedConfig::late_scan_interval)));
    rows.push_back(status_setting(
        {"feed.empty_status", "none",
         "A status besides 204 by which the feed says that it has no events, e.g. `404`."},
        {400, 499}, feed(&FeedConfig::empty_status)));
    rows.push_back(duration_setting(
        {"feed.connection_max_age", "5m",
         "How long a connection is used at most, so that a name that moved to another address is "
         "asked again; also for Amazon SQS and SNS."},
        {1s, 24h}, Zero::refused, feed(&FeedConfig::connection_max_age)));
    rows.push_back(
        bytes_setting({"feed.page_bytes_max", "16777216",
                       "The largest answer that is read, 16 MiB; a larger one is an error."},
                      {1024, std::int64_t{1} << 30}, feed(&FeedConfig::page_bytes_max)));
}

// By what address, headers and credential it is reached.
void add_access_rows(Rows& rows) {
    rows.push_back(word_setting(
        {"feed.auth", "none",
         "How the worker proves itself: `feed.token` as a bearer token, `feed.token` in the header "
         "`feed.api_key_header`, or a token from `feed.oauth2_token_url` (client credentials)."},
        Words<FeedAuth>{{"none", FeedAuth::none},
                        {"bearer", FeedAuth::bearer},
                        {"api_key", FeedAuth::api_key},
                        {"oauth2", FeedAuth::oauth2}},
        feed(&FeedConfig::auth)));
    rows.push_back(secret_setting({"feed.token", "", "The bearer token or API key."},
                                  feed(&FeedConfig::token)));
    rows.push_back(secret_file_setting(
        {"feed.token_file", "", "A file that holds `feed.token`; read anew whenever it is used."},
        "feed.token", feed(&FeedConfig::token)));
    rows.push_back(header_name_setting(
        {"feed.api_key_header", "X-Api-Key", "The header that carries the API key."},
        feed(&FeedConfig::api_key_header)));
    rows.push_back(
        token_url_setting({"feed.oauth2_token_url", "", "Where OAuth2 tokens are issued."},
                          feed(&FeedConfig::oauth2_token_url)));
    rows.push_back(text_setting({"feed.oauth2_client_id", "", "The OAuth2 client's id."},
                                feed(&FeedConfig::oauth2_client_id)));
    rows.push_back(secret_setting({"feed.oauth2_client_secret", "", "The OAuth2 client's secret."},
                                  feed(&FeedConfig::oauth2_client_secret)));
    rows.push_back(secret_file_setting(
        {"feed.oauth2_client_secret_file", "",
         "A file that holds `feed.oauth2_client_secret`; read anew whenever it is used."},
        "feed.oauth2_client_secret", feed(&FeedConfig::oauth2_client_secret)));
    rows.push_back(
        text_setting({"feed.oauth2_scope", "", "The scope to ask for, if the issuer wants one."},
                     feed(&FeedConfig::oauth2_scope)));
    rows.push_back(word_setting(
        {"feed.oauth2_client_auth", "basic",
         "How the client proves itself to the issuer: by HTTP Basic, or with id and secret in the "
         "form."},
        Words<OAuth2ClientAuth>{{"basic", OAuth2ClientAuth::basic},
                                {"form", OAuth2ClientAuth::form}},
        feed(&FeedConfig::oauth2_client_auth)));
    rows.push_back(form_setting({"feed.oauth2_parameters", "",
                                 "What else the issuer wants, for example "
                                 "`audience=https://api.example&resource=x`; not for secrets."},
                                feed(&FeedConfig::oauth2_parameters)));
    rows.push_back(headers_setting(
        {"feed.headers", "",
         "More headers of each request: `Name: value; Other: @/path`. A value behind `@` is read "
         "from that file each time. The worker's own cannot be overridden."},
        feed(&FeedConfig::headers)));
    rows.push_back(
        file_setting({"feed.ca_file", "", "PEM certificates to trust instead of the system's."},
                     feed(&FeedConfig::ca_file)));
    rows.push_back(
        file_setting({"feed.client_cert", "", "The PEM client certificate to show (mTLS)."},
                     feed(&FeedConfig::client_cert)));
    rows.push_back(file_setting(
        {"feed.client_key", "", "The PEM private key, if it is not in `feed.client_cert`'s file."},
        feed(&FeedConfig::client_key)));
    rows.push_back(switch_setting(
        {"feed.allow_insecure", "false",
         "Send a credential over plain http to another machine; refused unless this is true."},
        feed(&FeedConfig::allow_insecure)));
}

}  // namespace

void add_feed_rows(std::vector<Setting>& rows) {
    add_reading_rows(rows);
    add_access_rows(rows);
}

}  // namespace scan
