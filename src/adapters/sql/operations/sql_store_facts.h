#pragma once

#include "adapters/sql/operations/pause_row.h"
#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/conditions/store_facts_reader.h"

namespace scan {

struct LeaseStateRow {
    std::string holder;
    bool is_live = false;
    std::optional<UtcTime> caught_up_at;

    static constexpr auto columns() {
        using Row = LeaseStateRow;
        return std::tuple(&Row::holder, &Row::is_live, &Row::caught_up_at);
    }
};

struct FailedReasonRow {
    std::string reason;
    std::uint64_t count = 0;
    UtcTime oldest;

    static constexpr auto columns() {
        using Row = FailedReasonRow;
        return std::tuple(&Row::reason, &Row::count, &Row::oldest);
    }
};

struct OpenGapRow {
    EventId after;
    EventId before;
    UtcTime noticed_at;
    bool is_proven = false;

    static constexpr auto columns() {
        using Row = OpenGapRow;
        return std::tuple(&Row::after, &Row::before, &Row::noticed_at, &Row::is_proven);
    }
};

struct VerifiedRow {
    std::uint64_t differences = 0;
    UtcTime ended_at;

    static constexpr auto columns() {
        using Row = VerifiedRow;
        return std::tuple(&Row::differences, &Row::ended_at);
    }
};

class SqlStoreFacts final : public StoreFactsReader {
public:
    explicit SqlStoreFacts(const SqlAccess& access);

    Result<StoreFacts> read() override;

private:
    Connection connection_;
    Statement<In<>, LeaseStateRow> lease_;
    Statement<In<std::int64_t>, FailedReasonRow> failed_;
    Statement<In<std::int64_t>, OpenGapRow> gaps_;
    Statement<In<>, PauseRow> pauses_;
    Statement<In<>, VerifiedRow> verified_;
};

}  // namespace scan
