#include "app/demo/demo_view.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/terminal.h"
#include "app/terminal/demo_line.h"
#include "app/terminal/output.h"
#include "base/counted.h"

namespace scan {
namespace {

constexpr Duration kTerminalInterval = std::chrono::milliseconds(200);
constexpr Duration kLineInterval = std::chrono::seconds(1);

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

DemoView::DemoView(const FeedSource& source, FeedServer& server, Engines& engines,
                   const Metrics& metrics, Clock& clock, bool is_terminal)
    : source_(source),
      server_(server),
      metrics_(metrics),
      clock_(clock),
      is_terminal_(is_terminal),
      store_(engines.store().status_reader()),
      queue_(engines.queue()),
      began_(clock.now()) {}

void DemoView::watch(std::stop_token stop) {
    const Duration interval = is_terminal_ ? kTerminalInterval : kLineInterval;
    std::size_t applied = 0;
    while (clock_.sleep_until(clock_.now() + interval, stop)) {
        const Picture picture = look();
        show(picture, static_cast<double>(picture.applied - applied) / seconds(interval));
        applied = picture.applied;
        if (!flush_output()) break;
        if (picture.is_complete && !is_terminal_) break;
    }
    if (is_terminal_) say("\n");
}

DemoView::Picture DemoView::look() {
    Picture picture;
    const Instant now = clock_.now();
    const auto cursor = static_cast<std::int64_t>(metrics_.value(Level::cursor_event_id));
    const auto ids = source_.event_ids();
    const auto read =
        static_cast<std::size_t>(std::ranges::upper_bound(ids, EventId{cursor}) - ids.begin());
    picture.visible = server_.feed().due(now);
    picture.lag = picture.visible - std::min(read, picture.visible);
    picture.applied = metrics_.value(Count::events_applied);
    const auto status = store_->read();
    const auto depth = queue_->depth();
    if (!status || !depth) return picture;
    picture.parcels = status->parcels;
    picture.failed = status->failed_events_open;
    picture.queued = depth->undone();
    picture.is_complete = picture.visible == ids.size() && server_.feed().hidden(now) == 0 &&
                          picture.lag == 0 && picture.queued == 0 && picture.applied >= ids.size();
    return picture;
}

void DemoView::show(const Picture& picture, double events_per_second) {
    const DemoProgress progress{
        .cursor = static_cast<std::int64_t>(metrics_.value(Level::cursor_event_id)),
        .lag = picture.lag,
        .events_per_second = events_per_second,
        .parcels = picture.parcels,
        .queued = picture.queued,
        .failed = picture.failed,
        .is_complete = picture.is_complete,
        .is_live = is_terminal_};
    constexpr std::size_t kNoTerminal = 200;
    // The last column stays free: a terminal may go to the next line after it.
    if (is_terminal_) {
        say("{}{}", kClearLine,
            demo_line(progress, terminal_width(STDOUT_FILENO).value_or(kNoTerminal) - 1));
    } else {
        say("{}\n", demo_line(progress, kNoTerminal));
    }
}

void DemoView::print_summary() {
    const Picture picture = look();
    say("\n{} of {} applied in {:.1f} s: {} in the table, {}, {} found\n",
        std::min(picture.applied, source_.event_ids().size()),
        counted(source_.event_ids().size(), "event"), seconds(clock_.now() - began_),
        counted(picture.parcels, "parcel"), counted(picture.failed, "failed event"),
        counted(metrics_.value(Count::late_events), "late event"));
    say("{} to the feed, {} in {} through the queue\n",
        counted(metrics_.value(Count::feed_polls), "request"),
        counted(metrics_.value(Count::events_queued), "event"),
        counted(metrics_.value(Count::messages_sent), "message"));
}

}  // namespace scan
