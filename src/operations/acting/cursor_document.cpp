#include "operations/acting/cursor_document.h"

#include "base/json_object.h"

namespace scan {

std::string cursor_document(const Cursor& cursor) {
    return JsonObject()
        .add("last_event_id", cursor.last_event_id.value)
        .add("settled_event_id", cursor.settled_event_id.value)
        .add("window_low_event_id", cursor.lowest_unpaid().value)
        .text();
}

}  // namespace scan
