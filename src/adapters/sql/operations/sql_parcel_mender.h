#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/parcel_mender.h"

namespace scan {

class SqlParcelMender final : public ParcelMender {
public:
    explicit SqlParcelMender(const SqlAccess& access);

    Result<bool> overwrite(const ParcelSummary& compared, const ParcelSummary& mended) override;

private:
    Connection connection_;
    using Text = std::string;
    using MaybeTime = std::optional<UtcTime>;
    Statement<In<Text, UtcTime, Text, Text, MaybeTime, MaybeTime, ParcelId, EventId, Text, UtcTime,
                 Text, Text, MaybeTime, EventId, MaybeTime, EventId>>
        mend_;
};

}  // namespace scan
