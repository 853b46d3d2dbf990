#pragma once

#include "adapters/sql/statement.h"
#include "pipeline/store_status.h"

namespace scan {

class SqlStoreStatus final : public StoreStatusReader {
public:
    SqlStoreStatus(const Database& database, SchemaGuard& schema);

    Result<StoreStatus> read() override;

private:
    using Id = std::int64_t;
    using MaybeId = std::optional<std::int64_t>;
    using MaybeText = std::optional<std::string>;

    Connection connection_;
    // One statement, so that all of it is of one moment. Without a cursor its columns are NULL.
    Statement<In<>, Out<MaybeId, MaybeId, MaybeId, MaybeId, MaybeText, MaybeText, MaybeId, MaybeId,
                        MaybeText, MaybeText, Id, Id, Id, Id>>
        read_;
};

}  // namespace scan
