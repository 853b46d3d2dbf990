#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/id_range.h"
#include "operations/ports/failed_events.h"
#include "pipeline/event_page/event_page.h"

namespace scan {

class AcceptableText;

// What of one range the feed shows, and what people did with it. A value.
class VerifyWindow {
public:
    using ByParcel = std::map<ParcelId, std::vector<const ScanEvent*>>;

    // `keeps_texts`: they are wanted for the history.
    VerifyWindow(EventId after, bool keeps_texts) : after_(after), keeps_texts_(keeps_texts) {}

    // A malformed one is a failed event. Of two contents under one id the first stays.
    void add(const PageEvent& event);
    std::size_t size() const { return events_.size(); }

    // Leaves out what was discarded or waits for a person, and takes the new text of what was edited,
    // up to `last`. Calling it again is harmless.
    Result<> heed(FailedEvents& failed, EventId last);

    // Points into the window.
    ByParcel by_parcel() const;
    // nullptr: it is not kept.
    const std::string* text_of(EventId id) const;

private:
    void heed(const FailedEventRecord& row, AcceptableText& rules);

    EventId after_;
    bool keeps_texts_;
    std::map<EventId, ScanEvent> events_;
    std::map<EventId, std::string> texts_;
};

}  // namespace scan
