#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/cursor_marks.h"

namespace scan {

class SqlCursorMarks final : public CursorMarks {
public:
    explicit SqlCursorMarks(const SqlAccess& access);

    Result<> put(EventId cursor, Duration keep) override;
    Result<std::optional<EventId>> oldest() override;

private:
    Connection connection_;
    Statement<In<UtcTime, EventId>> put_;
    Statement<In<UtcTime>> forget_;
    Statement<In<>, EventId> oldest_;
};

}  // namespace scan
