#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "adapters/sql/summary_row.h"
#include "operations/ports/parcel_search.h"

namespace scan {

struct ParcelEventRow {
    EventId event_id;
    std::string type;
    UtcTime created_at;
    std::string status_code;
    std::string run_id;
    std::string body;
    UtcTime stored_at;

    static constexpr auto columns() {
        using Row = ParcelEventRow;
        return std::tuple(&Row::event_id, &Row::type, &Row::created_at, &Row::status_code,
                          &Row::run_id, &Row::body, &Row::stored_at);
    }
};

class SqlParcelSearch final : public ParcelSearch {
public:
    explicit SqlParcelSearch(const SqlAccess& access);

    Result<std::vector<ParcelSummary>> by_id(ParcelId after, std::uint32_t rows_max) override;
    Result<std::vector<ParcelSummary>> not_delivered(UtcTime before, const Waiting& after,
                                                     std::uint32_t rows_max) override;
    Result<std::vector<ParcelEvent>> history(ParcelId parcel_id, std::uint32_t rows_max) override;

private:
    Connection connection_;
    Statement<In<ParcelId, std::int64_t>, SummaryRow> by_id_;
    Statement<In<UtcTime, UtcTime, ParcelId, std::int64_t>, SummaryRow> not_delivered_;
    Statement<In<ParcelId, std::int64_t>, ParcelEventRow> history_;
};

}  // namespace scan
