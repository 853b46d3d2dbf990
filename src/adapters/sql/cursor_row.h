#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "pipeline/ports/lease.h"

namespace scan {

// The cursor's columns of processing_state.
struct CursorRow {
    EventId last_event_id;
    EventId window_low;
    EventId settled_event_id;
    bool is_new = false;
    std::optional<std::string> unpaid;

    static constexpr auto columns() {
        using Row = CursorRow;
        return std::tuple(&Row::last_event_id, &Row::window_low, &Row::settled_event_id,
                          &Row::is_new, &Row::unpaid);
    }
};

// What the holder of the lease begins with.
struct TenureRow : CursorRow {
    LeaseEpoch epoch = {};

    static constexpr auto columns() {
        return std::tuple_cat(std::tuple(&TenureRow::epoch), CursorRow::columns());
    }
};

Cursor cursor_of(const CursorRow& row);
Tenure tenure_of(const TenureRow& row);

}  // namespace scan
