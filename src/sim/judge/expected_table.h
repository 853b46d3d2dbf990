#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "adapters/memory/memory_tables.h"
#include "sim/judge/event_book.h"

namespace scan::sim {

// A row of the table, as the rules of the feed demand it.
struct ExpectedRow {
    std::int64_t latest_event_id = 0;
    std::string type;
    std::string created;
    std::string status;
    std::string run;
    std::int64_t picked_up_event_id = 0;  // 0: not picked up
    std::string picked_up_at;
    std::int64_t delivered_event_id = 0;
    std::string delivered_at;

    bool operator==(const ExpectedRow&) const = default;
};

using ExpectedTable = std::map<std::int64_t, ExpectedRow>;

// The fold of the events that the store was given. Written without any of the worker's code.
ExpectedTable expected_table(const EventBook& book);

// The texts that must stand among the failed events, and no others.
std::set<std::string> expected_failures(const EventBook& book);

// The store's rows in the same form.
ExpectedTable table_of(const MemoryTables& tables);

// The differences, for people; empty: nothing.
std::string difference(const ExpectedTable& expected, const ExpectedTable& found);

}  // namespace scan::sim
