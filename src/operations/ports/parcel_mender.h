#pragma once

#include "base/error.h"
#include "domain/parcel_summary.h"

namespace scan {

// Overwrites what a row says of the events that it names, which no merge does. One object serves one
// thread.
class ParcelMender {
public:
    virtual ~ParcelMender() = default;

    // Writes type, status code, run id and times of `mended` into its row; the event ids stay.
    // Durable. false: the row is not `compared` any more, and nothing was written.
    // REQUIRES: both are of one parcel and name the same events.
    virtual Result<bool> overwrite(const ParcelSummary& compared, const ParcelSummary& mended) = 0;
};

}  // namespace scan
