#include "operations/jobs/parcel_mend.h"

#include <algorithm>

namespace scan {
namespace {

// A row that moves each time is a parcel that is scanned this moment: it is told, and mended the next time.
constexpr int kTries = 3;

// `row` with what `event` says of itself.
void correct(ParcelSummary& row, const ScanEvent& event) {
    const EventId id = event.event_id;
    if (row.latest.event_id == id)
        row.latest = {.event_id = id,
                      .type = event.type,
                      .created_at = event.created_at,
                      .status_code = event.status_code,
                      .run_id = event.run_id};
    if (row.picked_up && row.picked_up->event_id == id) row.picked_up->at = event.created_at;
    if (row.delivered && row.delivered->event_id == id) row.delivered->at = event.created_at;
}

}  // namespace

Result<std::vector<VerifyDifference>> ParcelMend::differences(
    ParcelId id, const std::vector<const ScanEvent*>& events) const {
    const auto row = parcels_.find(id);
    if (!row) return std::unexpected(row.error());
    std::vector<VerifyDifference> differences;
    comparison_.compare(*row, events, differences);
    return differences;
}

Result<std::vector<VerifyDifference>> ParcelMend::mend(
    ParcelId id, const std::vector<const ScanEvent*>& events,
    const std::vector<VerifyDifference>& differences, const VerifyWindow& window) const {
    if (mend_ == VerifyMend::nothing) return differences;
    if (std::ranges::any_of(differences, &VerifyDifference::is_missing)) {
        const auto applied = apply(events, window);
        // What the store will never take is told as not mendable, and holds up nothing.
        if (!applied && applied.error().code != ErrorCode::rejected)
            return std::unexpected(applied.error());
    }
    if (mend_ == VerifyMend::all &&
        !std::ranges::all_of(differences, &VerifyDifference::is_missing)) {
        if (const auto done = overwrite(id, events); !done) return std::unexpected(done.error());
    }
    return this->differences(id, events);
}

// Merging overwrites nothing that is newer.
Result<> ParcelMend::apply(const std::vector<const ScanEvent*>& events,
                           const VerifyWindow& window) const {
    StoreBatch batch;
    batch.parcels = fold(events);
    for (const ScanEvent* event : events) {
        batch.applied.push_back(event->event_id);
        if (const std::string* const text = window.text_of(event->event_id))
            batch.history.push_back({*event, *text});
    }
    std::ranges::sort(batch.applied);
    return parcels_.apply(batch);
}

Result<> ParcelMend::overwrite(ParcelId id, const std::vector<const ScanEvent*>& events) const {
    for (int tries = 0; tries < kTries; ++tries) {
        const auto row = parcels_.find(id);
        if (!row) return std::unexpected(row.error());
        if (!*row) return {};
        ParcelSummary mended = **row;
        for (const ScanEvent* event : events) correct(mended, *event);
        if (mended == **row) return {};
        const auto done = mender_.overwrite(**row, mended);
        if (!done) return std::unexpected(done.error());
        if (*done) return {};
    }
    return {};
}

}  // namespace scan
