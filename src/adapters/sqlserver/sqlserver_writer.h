#pragma once

#include "adapters/sql/set_writer.h"

namespace scan {

// Merges parcels as one JSON parameter, which OPENJSON reads.
class SqlServerWriter final : public SetWriter {
public:
    SqlServerWriter(Connection& connection, const SetWriterSettings& settings);

    void merge_parcels(std::span<const ParcelSummary> deltas) override;

private:
    void add_milestone(std::string_view at, std::string_view event_id,
                       const std::optional<Milestone>& milestone);

    JsonRows rows_;
    Statement<In<std::string>> merge_;
};

}  // namespace scan
