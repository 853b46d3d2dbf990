#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/http/http_message.h"
#include "pipeline/ports/feed.h"

namespace scan {

// What has to be known of the feed to read its answers.
struct FeedAnswerRules {
    RequestUrl url;
    std::optional<int> empty_status;   // see HttpFeedSettings
    std::string credential_settings;   // the settings to look at after 401 and 403
    std::vector<std::string> secrets;  // are never quoted
};

// The meaning of a complete answer, by its status, as Feed::fetch returns it. `now` is what a date in Retry-After is measured from.
Result<FeedReply> read_feed_answer(HttpResponse response, const FeedAnswerRules& rules,
                                   UtcTime now);

}  // namespace scan
