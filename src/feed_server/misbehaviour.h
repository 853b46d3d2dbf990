#pragma once

#include <chrono>
#include <cstdint>

#include "base/clock.h"
#include "base/random.h"

namespace scan {

enum class RetryAfterForm { seconds, http_date, either };

// When the delay of a late event begins.
enum class LateFrom {
    visible,  // when it would have become visible: by then + delay every event is there, whether somebody asked or not
    first_asked,  // when a page should first have held it: a reader that follows the feed always meets it late
};

// The faults that a feed server makes by chance. Rates are probabilities from 0 to 1; without a
// word of other things, per request. The default is no fault at all.
struct Misbehaviour {
    double error_rate = 0;                           // 500 or 503
    double throttle_rate = 0;                        // 429
    double retry_after_rate = 0;                     // per 429 or 503: says when to come again
    Duration retry_after = std::chrono::seconds(1);  // whole seconds
    RetryAfterForm retry_after_form = RetryAfterForm::either;
    Duration latency_min{0};  // each reply waits for a time between the two
    Duration latency_max{0};
    double truncated_rate =
        0;  // a page is cut, half of the time with a fitting length, else by closing the connection in its midst
    double repeated_rate = 0;   // a page holds one to three of its events once more, beyond Limit
    double unordered_rate = 0;  // a page's events are shuffled
    double late_rate = 0;       // per event: hidden for late_delay though higher ids are served
    Duration late_delay = std::chrono::seconds(2);
    LateFrom late_from = LateFrom::visible;
    double malformed_rate =
        0;  // additional malformed events for each event of the source, see malformed_events.h

    // Every kind of fault at once, at rates that a worker gets through.
    static Misbehaviour of_every_kind();
};

// The decisions of chance about one request.
struct RequestFate {
    enum class Cut { none, body, connection };

    Duration latency{0};
    int error_status = 0;  // 0: none; else 429, 500 or 503
    bool says_retry_after = false;
    RetryAfterForm retry_after_form = RetryAfterForm::seconds;  // never `either`
    Cut cut = Cut::none;
    bool repeated = false;
    bool unordered = false;
    Random details{0};  // for what else of the page has to be drawn
};

// Pure: the same numbers give the same fate.
RequestFate draw_fate(const Misbehaviour& misbehaviour, Random random);

}  // namespace scan
