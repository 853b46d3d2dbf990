#include "adapters/faulty/faulty_cursor_store.h"

#include "adapters/faulty/faulty_call.h"

namespace scan {

Result<bool> FaultyCursorStore::advance(LeaseEpoch epoch, const CursorAdvance& advance) {
    return faulty_call(faults_, Operation::cursor_advance,
                       [&] { return store_.advance(epoch, advance); });
}

Result<std::optional<Cursor>> FaultyCursorStore::read() {
    return faulty_call(faults_, Operation::cursor_read, [&] { return store_.read(); });
}

Result<> FaultyCursorStore::set(EventId last_event_id, std::string_view reason) {
    return faulty_call(faults_, Operation::cursor_set,
                       [&] { return store_.set(last_event_id, reason); });
}

}  // namespace scan
