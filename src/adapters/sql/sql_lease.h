#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "pipeline/lease.h"

namespace scan {

class SqlLease final : public Lease {
public:
    SqlLease(const Database& database, SchemaGuard& schema, SqlLeaseSettings settings);

    Result<std::optional<Tenure>> acquire() override;
    Result<bool> renew(LeaseEpoch epoch, const HolderReport& report) override;
    Result<> release(LeaseEpoch epoch, const HolderReport& report) override;
    Result<std::optional<UtcTime>> caught_up_at() override;

private:
    using Id = std::int64_t;
    using Text = std::string;
    using MaybeText = std::optional<std::string>;

    std::optional<Tenure> take(std::string_view now);

    const SqlLeaseSettings settings_;
    Connection connection_;
    Statement<In<Text>, Out<Id>> is_taken_;
    Statement<In<Id, Text>> create_;
    Statement<In<Text, Id>, Out<Id, Id, Id, Id, Id>> acquire_;
    Statement<In<Id, Text, Id, MaybeText, Id, Id, Text>> renew_;
    Statement<In<Id, Text, MaybeText, Id, Id, Text>> release_;
    Statement<In<>, Out<MaybeText>> caught_up_at_;
};

}  // namespace scan
