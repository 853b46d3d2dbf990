#pragma once

#include <optional>

#include "base/clock.h"
#include "base/error.h"
#include "domain/ids.h"

namespace scan {

// Where the cursor stood some time ago. One object serves one thread.
class CursorMarks {
public:
    virtual ~CursorMarks() = default;

    // The cursor stands at `cursor` now. Of the marks older than `keep` all but the newest are
    // forgotten, so `oldest` is where it stood that long ago.
    virtual Result<> put(EventId cursor, Duration keep) = 0;

    // nullopt: there is no mark.
    virtual Result<std::optional<EventId>> oldest() = 0;
};

}  // namespace scan
