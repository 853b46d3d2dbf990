#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/faulty/fault_script.h"
#include "adapters/faulty/faulty_cursor_store.h"
#include "adapters/faulty/faulty_feed.h"
#include "adapters/faulty/faulty_lease.h"
#include "adapters/faulty/faulty_parcel_store.h"
#include "adapters/faulty/faulty_queue.h"
#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_feed.h"
#include "adapters/memory/memory_lease.h"
#include "adapters/memory/memory_parcel_store.h"
#include "adapters/memory/memory_queue.h"
#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/testing/scan_events.h"

namespace scan {

// The world that outlives the processes of workers: time, the feed, the queue and the store, with
// faults on the way to them and a count of the calls that no fault was scripted for.
struct Outside {
    explicit Outside(const MemoryQueueSettings& queue_settings = {})
        : queue(clock, queue_settings) {}

    void add_events(std::int64_t first, std::int64_t last) {
        for (std::int64_t left = last - first; left >= 0; --left) feed.add(scan_event(last - left));
    }

    Cursor cursor() const { return store.tables().cursor.value_or(Cursor{}); }

    // Everything that was sent and is not acknowledged, in the order of sending.
    std::vector<std::string> queued_texts() const {
        EventPageDecoder decoder;
        std::vector<std::string> texts;
        for (const std::string& body : queue.bodies()) {
            const auto page = decoder.decode(body);
            for (const PageEvent& event : page.value().events()) texts.emplace_back(event.text);
        }
        return texts;
    }

    // Likewise, the ids of the events that have one.
    std::vector<std::int64_t> queued_ids() const {
        EventPageDecoder decoder;
        std::vector<std::int64_t> ids;
        for (const std::string& body : queue.bodies()) {
            const auto page = decoder.decode(body);
            for (const PageEvent& event : page.value().events()) {
                if (event.event_id()) ids.push_back(event.event_id()->value);
            }
        }
        return ids;
    }

    void break_store(ErrorCode code = ErrorCode::transient) {
        for (const Operation operation : kStoreOperations)
            faults.break_down(operation, {.error = {code, "the store is down"}});
    }
    void repair_store() {
        for (const Operation operation : kStoreOperations) faults.repair(operation);
    }

    static constexpr Operation kStoreOperations[] = {
        Operation::parcels_ping,       Operation::parcels_apply, Operation::cursor_advance,
        Operation::lease_acquire,      Operation::lease_renew,   Operation::lease_release,
        Operation::lease_caught_up_at, Operation::history_forget};

    ManualClock clock;
    MemoryFeed feed;
    MemoryQueueState queue;
    MemoryStoreState store{clock};
    std::map<Operation, int> calls;
    // Draws the faults of calls that nothing is scripted for.
    FaultScript::Source chance = [](Operation) { return std::nullopt; };
    FaultScript faults{[this](Operation operation) {
        ++calls[operation];
        return chance(operation);
    }};
};

// 1, 2, …, in the form of Outside::queued_ids.
inline std::vector<std::int64_t> ids(std::int64_t first, std::int64_t last) {
    std::vector<std::int64_t> all;
    for (std::int64_t id = first; id <= last; ++id) all.push_back(id);
    return all;
}

}  // namespace scan
