#include "operations/jobs/verify_window.h"

#include "operations/acting/acceptable_text.h"

namespace scan {
namespace {

constexpr std::uint32_t kFailedAPiece = 500;

}  // namespace

void VerifyWindow::add(const PageEvent& event) {
    if (!event.event) return;
    events_.emplace(event.event->event_id, *event.event);
    if (keeps_texts_) texts_.emplace(event.event->event_id, event.text);
}

Result<> VerifyWindow::heed(FailedEvents& failed, EventId last) {
    const FailedEventFilter filter{
        .event_ids = FailedEventFilter::EventIds{EventId{after_.value + 1}, last}};
    AcceptableText rules;
    for (std::int64_t above = 0;;) {
        const auto rows = failed.pick(filter, above, kFailedAPiece);
        if (!rows) return std::unexpected(rows.error());
        for (const FailedEventRecord& row : *rows) heed(row, rules);
        if (rows->size() < kFailedAPiece) return {};
        above = rows->back().id;
    }
}

void VerifyWindow::heed(const FailedEventRecord& row, AcceptableText& rules) {
    if (row.state == FailedState::resolved && !row.edited_body) return;
    events_.erase(*row.event.event_id);
    texts_.erase(*row.event.event_id);
    if (!row.edited_body) return;
    const auto edited = rules.check(*row.edited_body);
    if (!edited) return;
    for (const ScanEvent& event : edited->events) events_.insert_or_assign(event.event_id, event);
}

VerifyWindow::ByParcel VerifyWindow::by_parcel() const {
    ByParcel parcels;
    for (const auto& [id, event] : events_) parcels[event.parcel_id].push_back(&event);
    return parcels;
}

const std::string* VerifyWindow::text_of(EventId id) const {
    const auto found = texts_.find(id);
    return found == texts_.end() ? nullptr : &found->second;
}

}  // namespace scan
