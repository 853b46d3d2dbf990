#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/failed_event_outlet.h"

namespace scan {

// The outlet for a queue in the store's own database: message and mark are one transaction.
// REQUIRES: the queue's tables are there, as they are after any call of the queue.
class SqlFailedEventOutlet final : public FailedEventOutlet {
public:
    explicit SqlFailedEventOutlet(const SqlAccess& access);

    std::vector<Result<>> retry(std::span<const OutgoingText> texts) override;
    Result<> replace(const OutgoingText& text, const std::string& edited_body) override;

private:
    Connection connection_;
    std::unique_ptr<BatchWriter> writer_;
    Statement<In<std::int64_t, EventId, ParcelId>> identify_;
    Statement<In<std::int64_t, std::string>> mark_retried_;
    Statement<In<std::int64_t, std::string, std::string, std::optional<std::string>>> close_;
};

}  // namespace scan
