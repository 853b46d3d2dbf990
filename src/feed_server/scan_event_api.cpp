#include "feed_server/scan_event_api.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/json_text.h"
#include "feed_server/page_text.h"

namespace scan {
namespace {

constexpr std::int64_t kDefaultFrom = 1;
constexpr std::int64_t kDefaultLimit = 100;
constexpr std::uint64_t kRepeatedEventsMax = 3;
constexpr std::uint64_t kFateSalt = 0x66617465;

constexpr std::string_view kJson = "application/json; charset=utf-8";
constexpr std::string_view kText = "text/plain; charset=utf-8";

ScanEventReply reply(int status, std::string_view content_type, std::string body) {
    return {status, std::string(content_type), std::move(body), {}, std::nullopt};
}

std::expected<std::int64_t, std::string> read_number(std::string_view name,
                                                     const std::optional<std::string>& text,
                                                     std::int64_t otherwise, std::int64_t least) {
    if (!text) return otherwise;
    std::int64_t value = 0;
    const char* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, value);
    if (read.ec == std::errc{} && read.ptr == end && value >= least) return value;
    constexpr std::size_t kShown = 40;
    return std::unexpected(fmt::format("{} must be a whole number from {} to {}, not {}\n", name,
                                       least, std::numeric_limits<std::int64_t>::max(),
                                       json_quote(text->substr(0, kShown))));
}

// RFC 9110, 5.6.7.
std::string http_date(UtcTime time) {
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                       fmt::gmtime(static_cast<std::time_t>(time.unix_ms() / 1000)));
}

}  // namespace

ScanEventApi::ScanEventApi(VisibleFeed& feed, const FeedDialect& dialect,
                           const Misbehaviour& misbehaviour, Clock& clock, FeedCounters& counters,
                           std::uint64_t seed)
    : feed_(feed),
      dialect_(dialect),
      misbehaviour_(misbehaviour),
      clock_(clock),
      counters_(counters),
      seed_(Random(seed ^ kFateSalt).next()) {}

ScanEventReply ScanEventApi::answer(const ScanEventRequest& request, std::stop_token stop) {
    ++counters_.requests;
    const std::uint64_t number = request_number_++;
    const RequestFate fate = draw_fate(misbehaviour_, Random(Random(seed_ + number).next()));
    if (fate.latency > Duration::zero() &&
        !clock_.sleep_until(clock_.now() + fate.latency, std::move(stop))) {
        ++counters_.stopped;
        return reply(503, kText, "the server is stopping\n");
    }
    if (!dialect_.bearer_token.empty() &&
        request.authorization != "Bearer " + dialect_.bearer_token) {
        ++counters_.unauthorized;
        ScanEventReply refusal = reply(401, kText, "a bearer token is required\n");
        refusal.headers.emplace_back("WWW-Authenticate", "Bearer");
        return refusal;
    }
    if (fate.error_status != 0) return failed_by_chance(fate);

    const auto from =
        read_number("FromEventId", request.from_event_id, kDefaultFrom, dialect_.from_min);
    const auto limit = read_number("Limit", request.limit, kDefaultLimit, 1);
    if (!from || !limit) {
        ++counters_.bad_requests;
        return reply(400, kText, from ? limit.error() : from.error());
    }
    const bool is_beginning = *from <= kDefaultFrom;
    if (dialect_.forgotten_is_gone && !is_beginning && *from < dialect_.retained_from) {
        ++counters_.gone;
        return reply(410, kText, fmt::format("events below {} are gone\n", dialect_.retained_from));
    }
    return page({*from}, static_cast<std::uint64_t>(*limit), fate, request.accepts_gzip);
}

ScanEventReply ScanEventApi::failed_by_chance(const RequestFate& fate) {
    auto& counter = fate.error_status == 429   ? counters_.throttled
                    : fate.error_status == 500 ? counters_.internal_errors
                                               : counters_.unavailable;
    ++counter;
    ScanEventReply failure = reply(fate.error_status, kText, "this server fails by chance\n");
    if (!fate.says_retry_after) return failure;
    ++counters_.retry_after_said;
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(misbehaviour_.retry_after).count();
    const auto when =
        UtcTime::from_ticks(clock_.utc_now().ticks() + seconds * UtcTime::kTicksPerSecond);
    const bool as_date = fate.retry_after_form == RetryAfterForm::http_date && when;
    failure.headers.emplace_back("Retry-After",
                                 as_date ? http_date(*when) : fmt::format("{}", seconds));
    return failure;
}

ScanEventReply ScanEventApi::empty_page() {
    ++counters_.empty_pages;
    switch (dialect_.empty_page) {
        case EmptyPage::empty_list: return reply(200, kJson, page_text(feed_, {}, dialect_));
        case EmptyPage::null: return reply(200, kJson, "null");
        case EmptyPage::empty_body: return reply(200, kJson, "");
        case EmptyPage::no_content: return reply(204, "", "");
        case EmptyPage::not_found: return reply(404, kText, "no scan events\n");
    }
    return {};
}

ScanEventReply ScanEventApi::page(EventId from, std::uint64_t limit, RequestFate fate,
                                  bool accepts_gzip) {
    const std::uint64_t limit_max = dialect_.limit_max == 0 ? kPageEventsMax : dialect_.limit_max;
    limit = std::min({limit, limit_max, kPageEventsMax});
    const bool from_is_last = from.value == std::numeric_limits<std::int64_t>::max();
    if (dialect_.from_is_exclusive && from_is_last) return empty_page();
    if (dialect_.from_is_exclusive) ++from.value;
    from.value = std::max(from.value, dialect_.retained_from);

    std::vector<PageEntry> entries = feed_.page(from, limit, clock_.now());
    if (entries.empty()) return empty_page();
    spoil(entries, fate);
    ++counters_.pages;
    ScanEventReply page = reply(200, kJson, page_text(feed_, entries, dialect_));
    switch (fate.cut) {
        case RequestFate::Cut::none:
            counters_.events_served += entries.size();
            counters_.malformed_served += static_cast<std::uint64_t>(
                std::ranges::count(entries, PageEntry::Origin::malformed, &PageEntry::origin));
            break;
        case RequestFate::Cut::body:
            ++counters_.cut_bodies;
            // At least a byte stays: an empty body would say that there are no events.
            page.body.resize(1 + fate.details.below(page.body.size() - 1));
            break;
        case RequestFate::Cut::connection: ++counters_.cut_connections; break;
    }
    if (dialect_.gzip && accepts_gzip) {
        page.body = gzip_text(page.body);
        page.headers.emplace_back("Content-Encoding", "gzip");
    }
    if (fate.cut == RequestFate::Cut::connection)
        page.cut_at = fate.details.below(page.body.size());
    return page;
}

void ScanEventApi::spoil(std::vector<PageEntry>& entries, RequestFate& fate) {
    Random& random = fate.details;
    if (fate.repeated) {
        const std::uint64_t count = 1 + random.below(kRepeatedEventsMax);
        for (std::uint64_t done = 0; done < count; ++done) {
            const PageEntry entry = entries[random.below(entries.size())];
            entries.insert(
                entries.begin() + static_cast<std::ptrdiff_t>(random.below(entries.size() + 1)),
                entry);
        }
        if (fate.cut == RequestFate::Cut::none) counters_.repeated_served += count;
    }
    if (!fate.unordered) return;
    ++counters_.unordered_pages;
    for (std::size_t left = entries.size(); left > 1; --left) {
        std::swap(entries[left - 1], entries[random.below(left)]);
    }
}

}  // namespace scan
