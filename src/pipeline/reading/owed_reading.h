#pragma once

#include <cstdint>
#include <map>

#include "base/error.h"
#include "base/wait_after_error.h"
#include "pipeline/fetching/page_measure.h"
#include "pipeline/ports/poller_observer.h"
#include "pipeline/reading/debt_ledger.h"

namespace scan {

// How what is owed is asked for if the feed fails below the cursor alone.
//
// A page that fails is tried again by a backoff of its own, in smaller and smaller pieces, and at
// last stepped over: the piece stays owed and is tried again once each scan interval, and the
// reading goes on behind it. While polls fail too, it is an outage and no fault of the page.
//
// What is read elsewhere meanwhile says nothing of such a page. But if all pages below the cursor
// fail, one backoff for all of them keeps the requests few, however many ranges are owed. One
// thread.
class OwedReading {
public:
    OwedReading(DebtLedger& debt, PollerObserver& observer, std::uint32_t page_limit,
                Duration retry_delay_max, Random random);

    // How many events are to be asked for from `from`.
    std::uint32_t limit(EventId from) const;
    Instant not_before() const { return not_before_; }
    void restart();

    void polled() { ++polls_; }
    // The page that was asked for from `from` is here, and the reading goes on from `to`.
    void succeeded(EventId from, EventId to);
    // `is_gone`: the feed has forgotten that id, so its first page was asked for.
    void failed(EventId from, const Error& error, bool is_gone, Instant now);
    void was_too_large(EventId from, Instant now);

private:
    // A page that failed.
    struct Piece {
        PageLimit limit{PageLimit::kLeast};
        WaitAfterError outage;
        std::uint64_t polls_before = 0;  // the last failure
        int failures = 0;                // in a row, while polls succeed
        int least_failures = 0;          // of these, with the least limit
    };

    Piece& piece_at(EventId from);
    void step_over(EventId from, const Error& error, Instant now);

    DebtLedger& debt_;
    PollerObserver& observer_;
    std::uint32_t page_limit_;
    WaitAfterErrorLimits waits_;
    Random random_;
    PageLimit limit_;  // of all pages: one was too large
    WaitAfterError outage_;
    Instant not_before_{};
    std::uint64_t polls_ = 0;
    std::int64_t stride_ = 1;  // how many ids are stepped over next, of those that nobody knows
    std::map<EventId, Piece> pieces_;  // by where they are asked from
};

}  // namespace scan
