#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/cursor_row.h"
#include "adapters/sql/port_connection.h"
#include "adapters/sql/statement.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

class SqlCursorStore final : public CursorStore {
public:
    SqlCursorStore(const Database& database, SchemaGuard& schema);

    Result<bool> advance(LeaseEpoch epoch, const CursorAdvance& advance) override;
    Result<std::optional<Cursor>> read() override;
    Result<> set(EventId last_event_id, std::string_view reason) override;

private:
    PortConnection connection_;
    std::unique_ptr<BatchWriter> writer_;
    Statement<In<LeaseEpoch, EventId, std::string, EventId, std::string>> advance_;
    Statement<In<EventId, EventId, bool, std::string>> record_gap_;
    Statement<In<EventId, EventId>> withdraw_gap_;
    Statement<In<>, CursorRow> read_;
    Statement<In<EventId, std::string, std::string>> record_change_;
    Statement<In<EventId, std::string>> set_;
    Statement<In<>, std::optional<std::string>> read_unpaid_;
    Statement<In<std::string>> save_unpaid_;
};

}  // namespace scan
