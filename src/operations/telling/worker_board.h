#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/mutex.h"
#include "operations/conditions/dependency_error.h"
#include "operations/conditions/facts.h"
#include "operations/telling/credential_board.h"
#include "operations/telling/minute_rate.h"
#include "operations/telling/moment.h"
#include "operations/telling/recent_maximum.h"
#include "pipeline/fetching/page_measure.h"

namespace scan {

// A port as one stage uses it.
struct PortLine {
    std::size_t number = 0;
};

// What the stages of one worker know, for whoever tells it on. They write what happened, and wait for nobody. Any thread.
class WorkerBoard final {
public:
    explicit WorkerBoard(Clock& clock);

    // A call of this line that takes longer than `call_max` is stuck. Lines are made before the stages run.
    PortLine add_line(Dependency dependency, std::string user, Duration call_max);

    void call_begins(PortLine line);
    // Also of a call that failed for another reason than the dependency's.
    void call_worked(PortLine line);
    void call_failed(PortLine line, ConditionId trouble, const Error& error);
    // It was ended early, and says nothing.
    void call_stopped(PortLine line);

    // What the poller and its lease tell.
    void lease_is_held(bool held);
    void polled(std::size_t events, std::size_t unknown_events);
    void read_up_to(UtcTime newest_event_at);
    void sent(std::size_t messages, std::size_t events);
    // After an error of feed, queue or store, or of a page that cannot be read.
    void poller_waits(const Error& error, Duration delay);
    void came_late(Duration lateness);
    // The latest event that a worker knew of that is there no more: it is remembered in its place.
    void inherit_lateness(Duration lateness, UtcTime at);

    // What the processors tell.
    void received(PortLine queue, std::size_t messages);
    void settled(PortLine queue, std::size_t acknowledged);
    void applied(std::size_t events);

    // A condition of the poller holds until it is lowered. Raised again it keeps its beginning.
    void raise(ConditionId id, std::string detail);
    void lower(ConditionId id);
    // It holds for this long from now on.
    void raise_for(ConditionId id, std::string detail, Duration length);

    // The whole process stood still for so long (stopped, or its machine asleep): that is nobody's outage, and no call took that time.
    void stood_still(Duration length);

    // Whoever has credentials tells of them here.
    CredentialWatch& credentials() { return credentials_; }

    // What is known of the queue by whoever last asked it.
    void learned(const QueueDepth& depth);
    // nullopt: nobody has asked it since `since`.
    std::optional<QueueDepth> depth_since(Instant since) const;

    // What jobs heed: whether this worker asks the feed, and whether it has read all of it.
    bool holds_lease() const;
    bool is_at_head() const;

    // Everything but what the worker is: name, role, version, address.
    WorkerFacts read(bool polls, bool processes);

private:
    struct Trouble {
        ConditionId id;
        Moment since;
        std::string message;
        Instant last_at;
    };
    struct Line {
        Dependency dependency;
        std::string user;
        Duration call_max;
        std::optional<Instant> in_call_since = {};
        std::optional<Moment> worked_at = {};
        std::optional<Trouble> trouble = {};
        std::optional<Moment> held_since = {};
    };
    struct Raised {
        Moment since;
        std::string detail = {};
        std::optional<Instant> ends = {};
    };
    // What is told of the feed, as it was noted.
    struct Polling {
        bool holds_lease = false;
        bool is_at_head = false;
        std::optional<Moment> lease_held_since = {};
        std::optional<Moment> asked_at = {};
        std::optional<Moment> at_head_at = {};
        std::optional<Moment> new_at = {};
        std::optional<UtcTime> newest_event_at = {};
    };
    struct Wait {
        Moment since;
        Duration length;
    };

    PollingFacts polling_facts(const Moment& now) REQUIRES(mutex_);
    ProcessingFacts processing_facts(const Moment& now) REQUIRES(mutex_);
    void add_raised(std::vector<Sign>& signs, const Moment& now) REQUIRES(mutex_);
    void add_outages(std::vector<Sign>& signs, const Moment& now) REQUIRES(mutex_);
    void add_stuck(std::vector<Sign>& signs, const Moment& now) REQUIRES(mutex_);
    bool is_over(const Line& line, Instant now) const REQUIRES(mutex_);
    void raise_locked(ConditionId id, std::string detail, std::optional<Instant> ends)
        REQUIRES(mutex_);

    Clock& clock_;
    const Moment began_at_;
    CredentialBoard credentials_;
    mutable Mutex mutex_;
    std::deque<Line> lines_ GUARDED_BY(mutex_);
    std::map<ConditionId, Raised> raised_ GUARDED_BY(mutex_);
    PageMeasure pages_ GUARDED_BY(mutex_);
    Polling polling_ GUARDED_BY(mutex_);
    std::optional<Wait> wait_ GUARDED_BY(mutex_);
    std::optional<Moment> progress_at_ GUARDED_BY(mutex_);
    RecentMaximum lateness_ GUARDED_BY(mutex_);
    std::optional<QueueDepth> depth_ GUARDED_BY(mutex_);
    Instant depth_at_ GUARDED_BY(mutex_){};
    MinuteRate events_queued_ GUARDED_BY(mutex_);
    MinuteRate messages_sent_ GUARDED_BY(mutex_);
    MinuteRate events_applied_ GUARDED_BY(mutex_);
    MinuteRate messages_acknowledged_ GUARDED_BY(mutex_);
};

}  // namespace scan
