#pragma once

#include "adapters/sql/operations/pause_row.h"
#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/pause_switch.h"

namespace scan {

class SqlPauseSwitch final : public PauseSwitch {
public:
    explicit SqlPauseSwitch(const SqlAccess& access);

    Result<> begin(const Pause& pause) override;
    Result<bool> end(Pausable what) override;
    Result<std::vector<Pause>> read() override;

private:
    Connection connection_;
    Statement<In<std::string, UtcTime, std::optional<UtcTime>, std::string, std::string>> begin_;
    Statement<In<std::string>> end_;
    Statement<In<>, PauseRow> read_;
};

}  // namespace scan
