#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace scan {

// The answer of a server that has no events.
enum class EmptyPage {
    empty_list,  // 200 and a page without events
    null,        // 200 and `null`
    empty_body,  // 200 and nothing
    no_content,  // 204
    not_found,   // 404
};

enum class KeyCase { pascal, camel };       // EventId or eventId, in every object of the page
enum class Envelope { scan_events, none };  // {"ScanEvents":[…]} or […]

// How a server reads the Scan Event API if the contract is silent. The defaults are the contract's
// letter.
struct FeedDialect {
    bool from_is_exclusive = false;  // FromEventId means `>` instead of `>=`
    std::int64_t from_min = 0;       // a FromEventId below it is answered 400; servers differ on 0
    std::uint64_t limit_max =
        0;  // events; a higher Limit is cut to it without a word; 0: kPageEventsMax
    EmptyPage empty_page = EmptyPage::empty_list;
    KeyCase key_case = KeyCase::pascal;
    Envelope envelope = Envelope::scan_events;
    bool gzip = false;               // gzips pages for clients that accept it
    std::string bearer_token = {};   // required of every request, else 401; empty: none
    std::int64_t retained_from = 0;  // events with lower ids are forgotten; 0: nothing is
    bool forgotten_is_gone =
        false;  // a FromEventId from 2 on that is below `retained_from` is answered 410
};

// No page holds more, whatever Limit asks for: it bounds the memory of a reply.
inline constexpr std::uint64_t kPageEventsMax = 100'000;

}  // namespace scan
