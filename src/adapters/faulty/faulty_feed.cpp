#include "adapters/faulty/faulty_feed.h"

#include "adapters/faulty/faulty_call.h"

namespace scan {

Result<FeedReply> FaultyFeed::fetch(EventId from, std::uint32_t limit, std::stop_token stop) {
    return faulty_call(faults_, Operation::feed_fetch,
                       [&] { return feed_.fetch(from, limit, stop); });
}

}  // namespace scan
