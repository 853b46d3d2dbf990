#include "operations/jobs/replay.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_object.h"
#include "base/require.h"
#include "operations/jobs/asked_range.h"
#include "operations/jobs/job_arguments.h"

namespace scan {
namespace {

constexpr Duration kFullQueueLook = std::chrono::seconds(1);
constexpr Duration kRetryFirst = std::chrono::milliseconds(200);
constexpr double kEventsASecondFirst = 100;
// A page of fewer might hold nothing but what is known already.
constexpr std::uint64_t kPageLeast = 2;

}  // namespace

std::optional<ReplayRange> replay_range_of(const Job& job) {
    if (job.spec.kind != kReplayKind) return std::nullopt;
    const auto from = number_in(job.spec.arguments, "from");
    const auto to = number_in(job.spec.arguments, "to");
    if (!from || !to) return std::nullopt;
    return ReplayRange{EventId{*from}, EventId{*to}};
}

Result<ReplayRange> replay_range(CursorStore& cursors, EventId from, std::optional<EventId> to) {
    const auto cursor = cursors.read();
    if (!cursor) return std::unexpected(cursor.error());
    if (!*cursor)
        return fail(ErrorCode::rejected,
                    "there is no cursor: no worker has started on this store yet");
    const EventId last = (*cursor)->last_event_id;
    if (to && *to > last)
        return fail(ErrorCode::rejected,
                    fmt::format("id {} is above the cursor, {}: that is not read yet", to->value,
                                last.value));
    return ReplayRange{from, to.value_or(last)};
}

Result<std::int64_t> begin_replay(JobBoard& board, AuditLog& audit, const Act& act,
                                  const ReplayRange& range, std::uint64_t events_per_second) {
    if (auto checked = check_has_ids(range.from, range.to); !checked)
        return std::unexpected(checked.error());
    const JobSpec spec{
        .kind = std::string(kReplayKind),
        .arguments = JsonObject().add("from", range.from.value).add("to", range.to.value).text(),
        .who = act.who,
        .reason = act.reason,
        .position = range.from.value - 1,
        .rate = events_per_second};
    return audited(
        audit, act, fmt::format("replay --from {} --to {}", range.from.value, range.to.value),
        [&]() -> Result<std::int64_t> {
            if (act.is_dry_run) return 0;
            return board.add(spec);
        },
        [](std::int64_t id) { return fmt::format("job {}", id); });
}

Replay::Replay(const Ports& ports, const Job& job, const JobClaim& claim, ReplaySettings settings,
               Random random)
    : ports_(ports),
      hold_(ports.board, ports.clock, job, claim),
      settings_(settings),
      range_(replay_range_of(job).value_or(ReplayRange{})),
      progress_(job.progress),
      pace_(kEventsASecondFirst, static_cast<double>(job.spec.rate)),
      outage_({.first = kRetryFirst,
               .max = settings.retry_delay_max,
               .asked_max = settings.retry_delay_max},
              random) {
    require(range_.from.value > 0, "the job is a replay");
}

Next Replay::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return hold_.end(JobState::waiting, "stopped");
    if (is_at_end_) return hold_.end(JobState::done, "all that the feed shows is queued");
    if (const auto over = hold_.keep(progress_)) return *over;
    if (ports_.clock.now() < wakes_at_) return hold_.in_time(wakes_at_);
    return read(stop);
}

Next Replay::read(const StopPhases& stop) {
    const auto depth = ports_.queue.depth();
    if (!depth) return wait_after(depth.error());
    if (settings_.depth_max > 0 && depth->undone() >= settings_.depth_max) {
        hold_.waits_for("waits for room in the queue");
        return wait_until(ports_.clock.now() + kFullQueueLook);
    }
    const auto limit = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(std::max(pace_.at_once(), kPageLeast), settings_.page_limit));
    // From the last that is known, because a feed may count the id that it is asked from or not.
    const auto reply = ports_.feed.fetch(EventId{progress_.position}, limit, stop.finish);
    if (!reply) {
        if (reply.error().code == ErrorCode::stopped) return Next::now();
        if (reply.error().code == ErrorCode::denied)
            return hold_.end(JobState::failed, reply.error().message);
        return wait_after(reply.error());
    }
    if (reply->kind != FeedReply::Kind::page)
        return hold_.end(JobState::failed, reply->kind == FeedReply::Kind::gone
                                               ? "the feed has forgotten this range"
                                               : "a page of this range is too large");
    const auto page = decoder_.decode(reply->body);
    if (!page) return wait_after(about(*reply, page.error()));
    return send(*page);
}

Next Replay::send(const EventPage& page) {
    std::vector<std::string_view> texts;
    EventId highest{progress_.position};
    for (const PageEvent& event : page.events()) {
        const auto id = event.event_id();
        const bool is_new = id && id->value > progress_.position && *id <= range_.to;
        if (!is_new) continue;
        texts.push_back(event.text);
        highest = std::max(highest, *id);
    }
    const auto bodies = pack_messages(texts, settings_.message);
    std::uint64_t refused = 0;
    for (const Result<>& sent : ports_.queue.send(bodies)) {
        if (sent) continue;
        if (sent.error().code != ErrorCode::rejected) return wait_after(sent.error());
        ++refused;
    }
    outage_.end();
    hold_.waits_for("");
    const Instant now = ports_.clock.now();
    pace_.succeeded(bodies.size() - refused, now);
    if (refused > 0) pace_.failed(refused, now);
    // Only after the queue has them.
    progress_.position = highest.value;
    progress_.done += texts.size();
    progress_.failed += refused;
    is_at_end_ = texts.empty() || highest >= range_.to;
    if (is_at_end_) progress_.position = range_.to.value;
    if (const auto over = hold_.report(progress_)) return *over;
    if (pace_.fails_mostly())
        return hold_.end(JobState::failed, "the queue refuses more than it takes");
    if (is_at_end_) return Next::now();
    pace_.set_most(static_cast<double>(hold_.rate()));
    return wait_until(pace_.took(texts.size(), now));
}

Next Replay::wait_after(const Error& error) {
    hold_.waits_for(error.message);
    pace_.failed(0, ports_.clock.now());
    return wait_until(ports_.clock.now() + outage_.after(error));
}

Next Replay::wait_until(Instant wake) {
    wakes_at_ = wake;
    return hold_.in_time(wakes_at_);
}

}  // namespace scan
