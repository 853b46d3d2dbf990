#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/statement.h"
#include "pipeline/parcel_store.h"

namespace scan {

class SqlParcelStore final : public ParcelStore {
public:
    SqlParcelStore(const Database& database, SchemaGuard& schema);

    Result<> ping() override;
    Result<> apply(const StoreBatch& batch) override;
    Result<std::optional<ParcelSummary>> find(ParcelId parcel_id) override;

private:
    using Id = std::int64_t;
    using MaybeId = std::optional<std::int64_t>;
    using Text = std::string;
    using MaybeText = std::optional<std::string>;

    void resolve(const std::vector<EventId>& applied, std::string_view now);

    Connection connection_;
    std::unique_ptr<BatchWriter> writer_;
    Statement<In<>, Out<Id>> ping_;
    Statement<In<Id, Id>, Out<Id>> has_open_failures_;
    Statement<In<Text, Text>> resolve_;
    Statement<In<Id>, Out<Id, Text, Text, Text, Text, MaybeText, MaybeId, MaybeText, MaybeId>>
        find_;
};

}  // namespace scan
