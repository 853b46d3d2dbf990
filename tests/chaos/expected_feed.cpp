#include "tests/chaos/expected_feed.h"

#include <fmt/format.h>

#include <stdexcept>

#include "tests/e2e/http_get.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

constexpr std::size_t kPage = 20'000;

std::vector<std::string> page_of(const FeedServerProcess& server, std::int64_t from) {
    return split_page(
        http_get(fmt::format("{}?FromEventId={}&Limit={}", server.page_url(), from, kPage)));
}

}  // namespace

std::int64_t event_id_of(const std::string& event) {
    constexpr std::string_view kStart = R"({"EventId":)";
    if (!event.starts_with(kStart)) throw std::runtime_error("an event without an id: " + event);
    return std::stoll(event.substr(kStart.size()));
}

ExpectedFeed expected_feed(const std::filesystem::path& program,
                           const std::filesystem::path& folder, const Arguments& source,
                           const Arguments& malformed) {
    ExpectedFeed expected;
    std::vector<std::string>& events = expected.events;
    const FeedServerProcess plain(folder, source, program);
    for (std::int64_t from = 1;;) {
        const std::vector<std::string> page = page_of(plain, from);
        if (page.empty()) break;
        events.insert(events.end(), page.begin(), page.end());
        from = event_id_of(events.back()) + 1;
    }
    // The same events in the same order, with the malformed ones among them.
    const FeedServerProcess spoiled(folder, source + malformed, program);
    std::size_t next = 0;
    while (next < events.size()) {
        const std::size_t before = next;
        const std::int64_t from = next == 0 ? 1 : event_id_of(events[next - 1]) + 1;
        for (const std::string& text : page_of(spoiled, from)) {
            if (next < events.size() && text == events[next]) {
                ++next;
            } else {
                expected.malformed.insert(text);
            }
        }
        if (next == before) throw std::runtime_error("the feed servers differ");
    }
    return expected;
}

}  // namespace scan
