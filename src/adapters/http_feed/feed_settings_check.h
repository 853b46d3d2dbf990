#pragma once

#include "adapters/http/request_url.h"
#include "adapters/http_feed/http_feed_settings.h"

namespace scan {

// The parts of the settings that had to be parsed to check them.
struct CheckedFeedUrls {
    RequestUrl feed;
    RequestUrl token;  // of oauth2
};

// denied: the settings cannot work, a file cannot be read, or a credential would travel over plain
// http to another machine without feed.allow_insecure. The message names the setting.
Result<CheckedFeedUrls> check_feed_settings(const HttpFeedSettings& settings);

}  // namespace scan
