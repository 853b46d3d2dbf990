#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/error.h"
#include "domain/ids.h"

namespace scan {

// The events that a feed server has to serve: fixed once made, in ascending EventId, no id twice.
// Any number of threads.
class FeedSource {
public:
    virtual ~FeedSource() = default;

    // Every event's id, ascending. An event's place in here is its index. Valid as long as the
    // source.
    virtual std::span<const EventId> event_ids() const = 0;

    // Appends the JSON text of the event at `index`, which must be below event_ids().size().
    virtual void append_event(std::size_t index, std::string& text) const = 0;
};

// Writes every event as one line of `path`, gzipped if the name ends in `.gz`; a file that is there
// is replaced. The error (denied) names the path.
Result<> write_jsonl(const FeedSource& source, const std::string& path);

}  // namespace scan
