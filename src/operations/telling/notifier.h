#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "operations/ports/notice_outlet.h"
#include "operations/telling/heartbeat.h"
#include "operations/telling/moment.h"

namespace scan {

class NotifierObserver {
public:
    virtual ~NotifierObserver() = default;
    virtual void told(std::string_view outlet, std::string_view state) = 0;
    virtual void not_told(std::string_view outlet, const Error& error) = 0;
};

// Tells the outlets once that the state has become degraded or failing, that it is another of the two, and that it is over; each outlet at
// most once a minute, so a state that comes and goes in between is not told. What could not be told is tried again a minute later, if it
// is still so.
//
// Of several workers the one that has lived longest tells. A worker that starts takes it that the state which others last judged was told:
// after a restart in bad times nothing is repeated, and that they are over is told. If the store is away no worker knows of the others,
// and each tells.
class Notifier final : public HeartbeatObserver, public Stage {
public:
    // `self`: the worker's name.
    Notifier(std::string self, const std::vector<NoticeOutlet*>& outlets,
             NotifierObserver& observer, Clock& clock);

    // The heartbeat's thread.
    void judged(const Facts& facts, const Verdict& verdict) override;

    // On a thread of its own: it waits for the outlets.
    Next step(const StopPhases& stop) override;

private:
    enum class Mood { well, degraded, failing };

    struct Judged {
        Mood mood{};
        Moment since;
        std::string state;
        std::string document;
        bool is_speaker = false;
    };
    struct Outlet {
        NoticeOutlet* outlet = nullptr;
        Mood told{};
        std::optional<Instant> tried_at = {};
    };

    static Mood mood_of(std::string_view state);
    static std::string_view name_of(Mood mood);
    // What whoever was here before has told.
    Mood told_before(const Facts& facts) const;
    bool speaks(const Facts& facts) const;
    void tell(Outlet& to, const Judged& now, const std::stop_token& stop);

    const std::string self_;
    NotifierObserver& observer_;
    Clock& clock_;
    std::vector<Outlet> outlets_;  // the stage's
    bool has_begun_ = false;       // the stage's
    mutable Mutex mutex_;
    std::optional<Judged> judged_ GUARDED_BY(mutex_);
    Mood told_before_ GUARDED_BY(mutex_){};
};

}  // namespace scan
