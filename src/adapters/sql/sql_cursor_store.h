#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/statement.h"
#include "pipeline/cursor_store.h"

namespace scan {

class SqlCursorStore final : public CursorStore {
public:
    SqlCursorStore(const Database& database, SchemaGuard& schema);

    Result<bool> advance(LeaseEpoch epoch, const CursorAdvance& advance) override;
    Result<std::optional<Cursor>> read() override;
    Result<> set(EventId last_event_id, std::string_view reason) override;

private:
    using Id = std::int64_t;
    using Text = std::string;

    Connection connection_;
    std::unique_ptr<BatchWriter> writer_;
    Statement<In<Id, Id, Id, Text>> advance_;
    Statement<In<Id, Id, Text>> record_gap_;
    Statement<In<>, Out<Id, Id, Id, Id>> read_;
    Statement<In<Id, Text, Text>> record_change_;
    Statement<In<Id, Text>> set_;
};

}  // namespace scan
