#pragma once

#include "pipeline/ports/poller_observer.h"
#include "pipeline/reading/late_and_fresh.h"

namespace scan {

// Tells of what a page brought; of what lasts, once. One thread.
class PageNews {
public:
    PageNews(Clock& clock, PollerObserver& observer) : clock_(clock), observer_(observer) {}

    void of_poll(const EventPage& page, const PageIntake& intake, const DebtLedger& debt,
                 EventId cursor, Duration took);
    // Late events, of a second reading too.
    void of_unknown(const PageIntake& intake, const DebtLedger& debt);

private:
    Clock& clock_;
    PollerObserver& observer_;
    bool told_unordered_ = false;
    bool told_format_ = false;
};

}  // namespace scan
