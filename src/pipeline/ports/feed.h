#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "domain/ids.h"

namespace scan {

struct FeedReply {
    enum class Kind {
        // `body` is what the feed sent, possibly empty ("no events"); nothing about it was checked but its size.
        page,
        gone,       // the feed said that it no longer has the id asked for (410)
        too_large,  // the page is larger than the bound of a page: fewer events may fit
    };
    Kind kind = Kind::page;
    std::string body;
    // For messages if the page is none: who answered, how, and how the body begins, without secrets
    // and on one line. Empty: nothing is known.
    std::string summary = {};
};

// An error about what `reply` holds, with what is known of the reply.
inline Error about(const FeedReply& reply, Error error) {
    if (!reply.summary.empty()) error.message = reply.summary + "; " + error.message;
    return error;
}

// The carrier's Scan Event API.
//
// Promises nothing about a page: order, repetition, gaps, malformed events and whether the event asked for is in it are the caller's
// concern. One thread at a time.
class Feed {
public:
    virtual ~Feed() = default;

    // Asks once for at most `limit` events from EventId `from` on (0 is allowed: from the beginning). Blocks for at most the feed's
    // timeout, and for the rate limit before that; returns `stopped` soon after `stop` is requested. No retries: the caller backs
    // off, not before `retry_after` where the error has one.
    //   transient, throttled: ask again later.
    //   rejected: the answer cannot be used (not complete, an unexpected status).
    //   denied: credentials or configuration; the message names the setting.
    virtual Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) = 0;
};

}  // namespace scan
