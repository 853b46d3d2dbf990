#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/mutex.h"
#include "pipeline/fetching/feed_reader.h"
#include "pipeline/fetching/lane_plan.h"
#include "pipeline/fetching/page_measure.h"

namespace scan {

struct LaneSettings {
    std::size_t requests = 1;  // at most so many at a time, the reader's own among them
    std::size_t bytes_max = std::size_t{32} * 1024 * 1024;  // of the pages that wait for the reader
    std::size_t full_pages_before = 3;                      // in a row: the reader is far behind
    std::size_t pages_per_range = 12;
};

// A page that was read before it was needed: everything that was visible between `from` and `to`
// when it was asked for.
struct PageAhead {
    EventId from;
    EventId to;  // its greatest id
    EventPage page;
    Instant asked_at;
    UtcTime asked_utc;
    Duration took{};
};

// The pages that lanes read side by side, far behind the feed's end, and what they are to read next.
//
// The lanes decide nothing. A page waits here until the reader has come to it, and is then taken in
// as if it had just been asked for; the reader asks itself for what is missing between two pages. So
// a wrong guess costs a request, and no order of answers changes the outcome.
//
// Idle. With one request at a time, or near the feed's end, no question is handed out. Busy. The
// reader brought full pages in a row: questions are handed out until the feed's end is met, the pages
// that wait are as many bytes as they may be, or a lane's request fails. After a failure the reader
// must bring full pages in a row again, and the requests are half as many, and then one more with
// each range's worth of good pages. All calls but `question` and `answered` are the reader's. Any
// thread.
class PagesAhead final {
public:
    struct Question {
        std::uint64_t session = 0;
        LanePlan::Range range;
        std::uint32_t limit = 0;
        Instant asked_at{};
        UtcTime asked_utc;
    };
    enum class Asker { lane, reader };

    explicit PagesAhead(const LaneSettings& settings)
        : settings_(settings), width_(settings.requests), needed_(settings.full_pages_before) {}

    // What is to be asked for next, nullopt: nothing for now. Each question is answered once.
    std::optional<Question> question(Asker asker, Instant now, UtcTime utc_now);
    void answered(const Question& question, Result<FeedReader::Reading> reading, Instant now);
    bool is_on() const;

    // The page that shows what is above `position`.
    std::optional<PageAhead> take(EventId position);
    // Somebody has just asked for it.
    bool is_on_its_way(EventId position, Instant now) const;
    // A lane's failure that the feed as a whole has, since the last call.
    std::optional<Error> take_failure();
    // Why there is no reading ahead any more: the feed refuses what is above its end. Said once.
    std::optional<Error> take_refusal();

    // The reader asks itself from there.
    void reader_asks(EventId position);
    // What came of that. A failure ends nothing.
    void reader_failed();
    // The reader has taken a page in, its own or one from here. It asked for `limit` events at most.
    struct Taken {
        EventId from;
        EventId to;
        std::size_t events = 0;
        bool has_news = false;
        std::uint32_t limit = 0;
    };
    void reader_took(const Taken& page);
    // What waits, and what is on its way, is dropped.
    void end();
    // How many pages are read in the time of one.
    std::size_t width() const;

private:
    struct OnItsWay {
        EventId from;
        Instant asked_at;
    };

    bool has_room() const REQUIRES(mutex_);
    void keep(const Question& question, PageAhead page) REQUIRES(mutex_);
    void failed(const Question& question, const Error& error) REQUIRES(mutex_);
    void go_on(const Taken& page) REQUIRES(mutex_);
    void finish() REQUIRES(mutex_);
    void drop_below(EventId position) REQUIRES(mutex_);

    const LaneSettings settings_;
    mutable Mutex mutex_;
    std::optional<LanePlan> plan_ GUARDED_BY(mutex_);  // nullopt: nothing is read ahead
    std::uint64_t session_ GUARDED_BY(mutex_) = 0;
    std::map<EventId, PageAhead> pages_ GUARDED_BY(mutex_);  // by where they were asked from
    std::size_t bytes_ GUARDED_BY(mutex_) = 0;
    std::size_t largest_ GUARDED_BY(mutex_) = 0;  // bytes of a page
    std::vector<OnItsWay> on_their_way_ GUARDED_BY(mutex_);
    std::optional<LanePlan::Range> readers_ GUARDED_BY(mutex_);  // that the reader asks for itself
    PageMeasure measure_ GUARDED_BY(mutex_);
    std::uint32_t limit_ GUARDED_BY(mutex_) = 0;
    std::size_t width_ GUARDED_BY(mutex_);
    std::size_t good_pages_ GUARDED_BY(mutex_) = 0;  // since the width changed
    std::size_t full_in_a_row_ GUARDED_BY(mutex_) = 0;
    std::size_t needed_ GUARDED_BY(mutex_);
    std::size_t refused_ GUARDED_BY(mutex_) = 0;  // guesses in a row
    bool is_given_up_ GUARDED_BY(mutex_) = false;
    std::optional<Error> failure_ GUARDED_BY(mutex_);
    std::optional<Error> refusal_ GUARDED_BY(mutex_);
};

}  // namespace scan
