#include "sim/judge/request_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace scan::sim {
namespace {

using namespace std::chrono_literals;

constexpr Duration kMinute = 1min;
// A takeover, a first look, the questions for the feed's oldest id.
constexpr double kSlack = 20;
// Of each page that brought something: the page itself, and two of what may be late, or a question
// about what came before it.
constexpr double kPerNews = 3;
// What failed is asked again sooner than the settings say, and what belongs to it, too.
constexpr double kPerFailure = 2;
// What is owed stands in ranges with what was read between them; each is asked for.
constexpr double kRanges = 12;
// Lanes guess where the feed goes on, and what they read is read again if the worker goes on alone.
constexpr double kPerNewsOfLanes = 1;
constexpr double kGuesses = 3;
// An event's text. A page that is too large in bytes is asked for with half as many events, so it may have half of what would fit.
constexpr double kEventBytes = 200;
constexpr double kPageLeast = 2;
// A clock may run fast by a twentieth.
constexpr double kFast = 1.06;

double per_minute(Duration interval) {
    return kFast * static_cast<double>(kMinute.count()) /
           static_cast<double>(std::max<Duration>(interval, 1ms).count());
}

}  // namespace

void RequestBook::asked(int process, EventId from, const Outcome& outcome, Instant now) {
    ++requests_;
    Asker& asker = askers_[process];
    if (now - asker.minute.began >= kMinute) {
        check(process, asker.minute);
        asker.minute = {.began = now};
    }
    asker.minute.beginnings += std::exchange(asker.beginnings, 0);
    ++asker.minute.asked;
    asker.minute.served_most = std::max(asker.minute.served_most, outcome.served);
    asker.lost_news |= outcome.has_news;
    if (outcome.failed) {
        ++asker.minute.failed;
        count_failure(process, from, asker.failures[from], now);
        return;
    }
    if (std::exchange(asker.lost_news, false)) ++asker.minute.news;
    asker.failures.erase(from);
}

void RequestBook::count_failure(int process, EventId from, std::deque<Instant>& failures,
                                Instant now) {
    failures.push_back(now);
    while (now - failures.front() > kMinute) failures.pop_front();
    // Whoever asks for what such a feed has forgotten, it is asked from event 1 instead.
    const bool is_shared = scenario_.feed_answers_gone && from.value <= 1;
    if (failures.size() <= (is_shared ? 3 : 1) * kFailuresMax) return;
    violations_.add(Rule::asks_within_bounds,
                    fmt::format("process {} asked from event {} on {} times within a minute, and "
                                "never had an answer",
                                process, from.value, failures.size()));
}

void RequestBook::check(int process, const Minute& minute) {
    const auto answered = static_cast<double>(minute.asked - minute.failed);
    if (const double max = requests_max(minute); answered > max)
        violations_.add(Rule::asks_within_bounds,
                        fmt::format("process {} asked {} times within a minute, of which {} failed "
                                    "and {} brought something: {:.0f} are enough",
                                    process, minute.asked, minute.failed, minute.news, max));
}

// A late scan reads all that the feed has, at most: on a feed without order from the middle of each
// page on.
double RequestBook::requests_max(const Minute& minute) const {
    const Scenario& s = scenario_;
    auto page = static_cast<double>(s.page_limit);
    if (s.page_cap > 0) page = std::min(page, static_cast<double>(s.page_cap));
    if (s.page_bytes_max > 0) {
        const double fitting = static_cast<double>(s.page_bytes_max) / kEventBytes;
        page = std::min(page, std::max(kPageLeast, fitting / 2));
    }
    const double step = std::max(1.0, (s.may_be_unordered() ? page / 2 - 1 : page - 1));
    const double pages = static_cast<double>(minute.served_most) / step + kRanges;
    const double scans =
        s.late_window > Duration::zero() ? 1 + per_minute(s.late_scan_interval) : 0;
    // A feed that has forgotten the id asked for is asked once more.
    const double requests_each = s.feed_answers_gone ? 2 : 1;
    const auto lanes = static_cast<double>(s.parallel_requests - 1);
    const double per_news = kPerNews + (lanes > 0 ? kPerNewsOfLanes : 0);
    return kSlack + kGuesses * lanes + per_news * static_cast<double>(minute.news) +
           kPerFailure * static_cast<double>(minute.failed) +
           requests_each * (per_minute(s.poll_interval) +
                            (scans + static_cast<double>(minute.beginnings)) * pages);
}

}  // namespace scan::sim
