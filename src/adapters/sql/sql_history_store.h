#pragma once

#include "adapters/sql/statement.h"
#include "pipeline/ports/history_store.h"

namespace scan {

class SqlHistoryStore final : public HistoryStore {
public:
    SqlHistoryStore(const Database& database, SchemaGuard& schema);

    Result<Forgotten> forget(UtcTime before, std::uint32_t rows_max) override;

private:
    using Forget = Statement<In<std::string, std::int64_t>>;

    Connection connection_;
    Forget forget_scan_events_;
    Forget forget_failed_events_;
    Forget forget_feed_gaps_;
    Forget forget_jobs_;
};

}  // namespace scan
