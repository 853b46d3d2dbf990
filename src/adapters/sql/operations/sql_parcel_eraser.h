#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/parcel_eraser.h"

namespace scan {

struct AuditTextRow {
    std::int64_t id = 0;
    std::string what;
    std::string reason;
    std::string result;

    static constexpr auto columns() {
        using Row = AuditTextRow;
        return std::tuple(&Row::id, &Row::what, &Row::reason, &Row::result);
    }
};

class SqlParcelEraser final : public ParcelEraser {
public:
    explicit SqlParcelEraser(const SqlAccess& access);

    Result<ErasedParcel> erase(ParcelId parcel_id, bool is_dry_run) override;

private:
    ErasedParcel erase_all(ParcelId parcel_id);

    Connection connection_;
    Statement<In<ParcelId>> row_;
    Statement<In<ParcelId>> history_;
    Statement<In<ParcelId>> failed_;
    Statement<In<std::string>, AuditTextRow> find_audit_;
    Statement<In<std::int64_t, std::string, std::string>> erase_audit_;
};

}  // namespace scan
