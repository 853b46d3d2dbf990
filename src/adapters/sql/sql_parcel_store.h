#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/port_connection.h"
#include "adapters/sql/statement.h"
#include "adapters/sql/summary_row.h"
#include "pipeline/ports/parcel_store.h"

namespace scan {

class SqlParcelStore final : public ParcelStore {
public:
    SqlParcelStore(const Database& database, SchemaGuard& schema);

    Result<> ping() override;
    Result<> apply(const StoreBatch& batch) override;
    Result<std::optional<ParcelSummary>> find(ParcelId parcel_id) override;

private:
    using Text = std::string;

    void resolve(const std::vector<EventId>& applied, std::string_view now);

    PortConnection connection_;
    std::unique_ptr<BatchWriter> writer_;
    Statement<In<>, std::int64_t> ping_;
    Statement<In<EventId, EventId>, bool> has_open_failures_;
    Statement<In<Text, Text>> resolve_;
    Statement<In<ParcelId>, SummaryRow> find_;
};

}  // namespace scan
