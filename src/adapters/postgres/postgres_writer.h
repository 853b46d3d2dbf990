#pragma once

#include "adapters/postgres/array_literal.h"
#include "adapters/sql/set_writer.h"

namespace scan {

// Merges parcels as one array a column: with 3,500 rows a statement PostgreSQL 15 needs about 0.7
// of the time that it takes with JSON.
class PostgresWriter final : public SetWriter {
public:
    PostgresWriter(Connection& connection, const SetWriterSettings& settings);

    void merge_parcels(std::span<const ParcelSummary> deltas) override;

private:
    using Text = std::string;

    struct Columns {
        ArrayLiteral parcel_id;
        ArrayLiteral event_id;
        ArrayLiteral type;
        ArrayLiteral created_at;
        ArrayLiteral status_code;
        ArrayLiteral run_id;
        ArrayLiteral picked_up_at;
        ArrayLiteral picked_up_event_id;
        ArrayLiteral delivered_at;
        ArrayLiteral delivered_event_id;

        std::size_t size() const;  // in bytes
    };

    void add(const ParcelSummary& delta);
    void add(const std::optional<Milestone>& milestone, ArrayLiteral& at, ArrayLiteral& event_id);
    void merge_columns();

    Columns columns_;
    Statement<In<Text, Text, Text, Text, Text, Text, Text, Text, Text, Text>> merge_;
};

}  // namespace scan
