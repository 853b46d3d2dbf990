#pragma once

#include <optional>
#include <string>

#include "app/engines.h"
#include "feed_server/feed_server.h"
#include "telemetry/metrics.h"

namespace scan {

// The demo's screen: live progress of a worker on a feed whose events are known.
class DemoView final {
public:
    DemoView(const FeedSource& source, FeedServer& server, Engines& engines, const Metrics& metrics,
             Clock& clock, bool is_terminal);

    // Shows progress until a stop is requested or, without a terminal, every event is in the table.
    void watch(std::stop_token stop);

    void print_summary();

private:
    struct Picture {
        std::size_t visible = 0;  // events that the feed shows by now
        std::size_t lag = 0;      // of these, not yet read
        std::size_t applied = 0;
        std::uint64_t parcels = 0;
        std::uint64_t failed = 0;
        std::uint64_t queued = 0;
        bool is_complete = false;
    };

    Picture look();
    void show(const Picture& picture, double events_per_second);

    const FeedSource& source_;
    FeedServer& server_;
    const Metrics& metrics_;
    Clock& clock_;
    bool is_terminal_;
    std::unique_ptr<StoreStatusReader> store_;
    std::unique_ptr<EventQueue> queue_;
    Instant began_;
};

}  // namespace scan
