#pragma once

#include <memory>

#include "pipeline/ports/cursor_store.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/feed.h"
#include "pipeline/ports/history_store.h"
#include "pipeline/ports/lease.h"
#include "pipeline/ports/parcel_store.h"
#include "telemetry/port_watch.h"

// Each does what the port behind it does, and tells of each call.

namespace scan {

// The one behind it must outlive it, for this one alone.
std::unique_ptr<Feed> watched(Feed& feed, PortWatch watch, const CallLimits& limits);
std::unique_ptr<EventQueue> watched(std::unique_ptr<EventQueue> queue, PortWatch watch,
                                    const CallLimits& limits);
std::unique_ptr<ParcelStore> watched(std::unique_ptr<ParcelStore> store, PortWatch watch,
                                     const CallLimits& limits);
std::unique_ptr<CursorStore> watched(std::unique_ptr<CursorStore> store, PortWatch watch,
                                     const CallLimits& limits);
std::unique_ptr<Lease> watched(std::unique_ptr<Lease> lease, PortWatch watch,
                               const CallLimits& limits);
std::unique_ptr<HistoryStore> watched(std::unique_ptr<HistoryStore> store, PortWatch watch,
                                      const CallLimits& limits);

}  // namespace scan
