#pragma once

#include <fmt/format.h>

#include "pipeline/lease/lease_keeper.h"
#include "pipeline/ports/poller_observer.h"
#include "pipeline/ports/processor_observer.h"
#include "pipeline/processing/history_retention.h"
#include "sim/surroundings.h"

namespace scan::sim {

// Listens to one process: traces what it tells, and objects to what would be an ERROR, or an alarm, without a cause.
class WatchfulObserver final : public PollerObserver,
                               public ProcessorObserver,
                               public LeaseObserver,
                               public RetentionObserver {
public:
    WatchfulObserver(Surroundings& around, int process) : around_(around), process_(process) {}

    void resuming(EventId from) override { note("resumes from", from.value); }
    // The polls of an idle feed would push everything else out of the trace.
    void polled(std::size_t events, std::size_t unknown, Duration) override {
        if (unknown > 0) note("polled events", events);
    }
    void sent(std::size_t, std::size_t events) override { note("sent events", events); }
    void cursor_moved(EventId) override {}
    void waiting_after(const Error& error, Duration) override { judge(error, "polling waits"); }
    void recovered() override {}
    void late_events_found(std::size_t count, Duration) override { note("late events", count); }
    void stale_events_found(std::size_t count) override { note("stale events", count); }
    void page_unordered() override {}
    void format_changed(std::string_view reason) override {
        object(fmt::format("the feed's format has changed: {}", reason));
    }
    void unqueueable(const FailedEvent& event) override { note(event); }
    void gap_found(const FeedGap& gap) override { note("gap after", gap.after_event_id.value); }
    void gap_withdrawn(const FeedGap& gap) override {
        note("gap withdrawn after", gap.after_event_id.value);
    }
    void oldest_unanswered(const Error&) override { note("the oldest event is not told", 0); }
    void stray_jump_passed(EventId from, EventId) override { note("stray jump at", from.value); }
    void ids_forgotten(std::size_t count) override { note("ids forgotten", count); }
    void range_unreadable(const IdRange& range, const Error&) override {
        note("cannot be read after", range.after.value);
    }
    void range_given_up(const IdRange& range) override {
        note("given up after", range.after.value);
    }
    void reading_ahead_refused(const Error&) override { note("nothing is read ahead", 0); }
    void page_too_large(std::uint32_t limit) override { note("page too large at", limit); }
    void feed_reset(EventId cursor) override {
        // A feed that withdraws its last event, or answers with nothing, looks like one.
        const Scenario& s = around_.scenario;
        if (s.withdrawn_rate > 0 || s.retention > Duration::zero() ||
            s.lasting_fault_every > Duration::zero() || s.replica_lag_max > Duration::zero())
            return note("feed reset below", cursor.value);
        object(fmt::format("the feed was reset below {}", cursor.value));
    }
    void queue_full(std::uint64_t depth) override { note("queue is full at", depth); }
    void queue_has_room(std::uint64_t depth) override { note("queue has room at", depth); }

    void received(std::size_t messages, std::size_t) override {
        note("received messages", messages);
    }
    void applied(std::size_t events, std::size_t, Duration) override {
        note("applied events", events);
    }
    void event_failed(const FailedEvent& event) override { note(event); }
    void acknowledged(std::size_t messages) override { note("acknowledged messages", messages); }
    void released(std::size_t messages) override { note("released messages", messages); }
    void lapsed(std::size_t messages) override { note("lapsed receipts", messages); }
    void processor_waiting_after(const Error& error, Duration) override {
        judge(error, "processing waits");
    }

    void lease_acquired(const Tenure&) override { holds_lease_ = true; }
    void lease_lost(LeaseEpoch epoch) override {
        holds_lease_ = false;
        note("lost the lease of epoch", epoch.value);
    }
    void lease_held_elsewhere() override {}
    void lease_waiting_after(const Error& error, Duration) override { judge(error, "lease waits"); }

    void forgot(const Forgotten& forgotten) override { note("forgot rows", forgotten.raw_events); }
    void retention_waiting_after(const Error& error, Duration) override {
        judge(error, "retention waits");
    }
    void retention_recovered() override {}

    bool holds_lease() const { return holds_lease_; }

private:
    void note(std::string_view what, std::integral auto number) {
        around_.trace.note(process_, what, static_cast<std::int64_t>(number));
    }
    void note(const FailedEvent& event) {
        note("failed event", event.event_id.value_or(EventId{}).value);
    }
    void object(std::string what) {
        around_.violations.add(Rule::no_unexpected_error,
                               fmt::format("process {}: {}", process_, what));
    }
    void judge(const Error& error, std::string_view who) {
        note(who, static_cast<int>(error.code));
        if (error.code == ErrorCode::denied && !error.message.starts_with(kSimulated))
            object(fmt::format("{}: {}", who, error.message));
    }

    Surroundings& around_;
    const int process_;
    bool holds_lease_ = false;
};

}  // namespace scan::sim
