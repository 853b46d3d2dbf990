#pragma once

#include <memory>

#include "adapters/sql/batch_writer.h"
#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "adapters/sql/summary_row.h"
#include "operations/ports/trial_store.h"

namespace scan {

class SqlTrialStore final : public TrialStore {
public:
    explicit SqlTrialStore(const SqlAccess& access);

    Result<std::vector<TrialOutcome>> try_apply(std::span<const ScanEvent> events) override;

private:
    Connection connection_;
    std::unique_ptr<BatchWriter> writer_;
    Statement<In<ParcelId>, SummaryRow> find_;
};

}  // namespace scan
