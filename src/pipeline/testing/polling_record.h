#pragma once

#include <string>
#include <vector>

#include "pipeline/lease/lease_keeper.h"
#include "pipeline/ports/poller_observer.h"

namespace scan {

// Keeps what a poller and its lease's keeper tell.
class PollingRecord final : public PollerObserver, public LeaseObserver {
public:
    void resuming(EventId from) override { resumed_from.push_back(from.value); }
    void polled(std::size_t, std::size_t unknown_events, Duration) override {
        ++polls;
        unknown += unknown_events;
    }
    void sent(std::size_t messages_sent, std::size_t events_sent) override {
        messages += messages_sent;
        events += events_sent;
    }
    void cursor_moved(EventId last_event_id) override { moves.push_back(last_event_id.value); }
    void waiting_after(const Error& error, Duration delay) override {
        errors.push_back(error);
        delays.push_back(delay);
    }
    void recovered() override { ++recoveries; }
    void late_events_found(std::size_t count, Duration lateness) override {
        late += count;
        lateness_max = std::max(lateness_max, lateness);
    }
    void stale_events_found(std::size_t count) override { stale += count; }
    void page_unordered() override { ++unordered_warnings; }
    void format_changed(std::string_view reason) override { format_changes.emplace_back(reason); }
    void unqueueable(const FailedEvent& event) override { failed.push_back(event); }
    void gap_found(const FeedGap& gap) override { gaps.push_back(gap); }
    void gap_withdrawn(const FeedGap& gap) override { withdrawn.push_back(gap); }
    void oldest_unanswered(const Error&) override { ++unanswered_warnings; }
    void stray_jump_passed(EventId from, EventId to) override {
        stray_jumps.emplace_back(from.value, to.value);
    }
    void ids_forgotten(std::size_t count) override { forgotten += count; }
    void range_unreadable(const IdRange& range, const Error&) override {
        unreadable.push_back(range);
    }
    void range_given_up(const IdRange& range) override { given_up.push_back(range); }
    void page_too_large(std::uint32_t) override { ++too_large_warnings; }
    void reading_ahead_refused(const Error& error) override { refusals.push_back(error); }
    void feed_reset(EventId cursor) override { resets.push_back(cursor.value); }
    void queue_full(std::uint64_t depth) override { full_at.push_back(depth); }
    void queue_has_room(std::uint64_t depth) override { room_at.push_back(depth); }

    void lease_acquired(const Tenure& tenure) override { epochs.push_back(tenure.epoch); }
    void lease_lost(LeaseEpoch) override { ++leases_lost; }
    void lease_held_elsewhere() override { ++standbys; }
    void lease_waiting_after(const Error& error, Duration) override {
        lease_errors.push_back(error);
    }

    std::vector<std::int64_t> resumed_from;
    int polls = 0;
    std::size_t unknown = 0;
    std::size_t messages = 0;
    std::size_t events = 0;
    std::vector<std::int64_t> moves;
    std::vector<Error> errors;
    std::vector<Duration> delays;
    int recoveries = 0;
    std::size_t late = 0;
    Duration lateness_max{};
    std::size_t stale = 0;
    int unordered_warnings = 0;
    std::vector<std::string> format_changes;
    std::vector<FailedEvent> failed;
    std::vector<FeedGap> gaps;
    std::vector<FeedGap> withdrawn;
    int unanswered_warnings = 0;
    std::vector<std::pair<std::int64_t, std::int64_t>> stray_jumps;
    std::size_t forgotten = 0;
    std::vector<IdRange> unreadable;
    std::vector<IdRange> given_up;
    int too_large_warnings = 0;
    std::vector<Error> refusals;
    std::vector<std::int64_t> resets;
    std::vector<std::uint64_t> full_at;
    std::vector<std::uint64_t> room_at;
    std::vector<LeaseEpoch> epochs;
    int leases_lost = 0;
    int standbys = 0;
    std::vector<Error> lease_errors;
};

}  // namespace scan
