#include "pipeline/processing/held_batch.h"

#include <algorithm>
#include <utility>

#include "base/require.h"
#include "pipeline/event_page/failed_event_of.h"

namespace scan {
namespace {

constexpr std::size_t kEventsLeast = 50;
// More culprits than this, and not one event that the store takes, are no poison: the table, not the events, must be wrong.
constexpr std::size_t kCulpritsMax = 50;

// A message that is no page, as one malformed event.
EventPage page_of_junk(std::string_view body, const Error& error) {
    EventPage page(std::string(body) + std::string(EventDecoder::kPaddingBytes, ' '));
    page.events().push_back({page.text(), std::unexpected(Malformed{"not a page", error.message,
                                                                    std::nullopt, std::nullopt})});
    return page;
}

FailedEvent rejected_event_of(const PageEvent& event, const Error& error) {
    FailedEvent failed = event.event ? FailedEvent{.event_id = event.event->event_id,
                                                   .parcel_id = event.event->parcel_id,
                                                   .reason = "rejected by the store",
                                                   .detail = {},
                                                   .body = std::string(event.text)}
                                     : failed_event_of(event);
    failed.detail = error.message;
    return failed;
}

}  // namespace

void HeldBatch::add(const Delivery& delivery, EventPageDecoder& decoder) {
    receipts_.push_back(delivery.receipt);
    auto page = decoder.decode(delivery.body);
    pages_.push_back(page ? std::move(*page) : page_of_junk(delivery.body, page.error()));
    bytes_ += pages_.back().text().size();
    for (const PageEvent& event : pages_.back().events()) items_.push_back(&event);
}

void HeldBatch::restart() {
    bisection_ = Bisection(items_.size());
    culprits_.clear();
    culprits_applied_ = false;
    culprits_at_suspicion_ = 0;
    todo_.reset();
}

void HeldBatch::restart_one_by_one() {
    restart();
    bisection_ = Bisection::of_single_items(items_.size());
}

const StoreBatch* HeldBatch::next() {
    if (!todo_) todo_ = make_next();
    return todo_ ? &*todo_ : nullptr;
}

std::optional<StoreBatch> HeldBatch::make_next() const {
    StoreBatch batch;
    const auto range = bisection_.next();
    if (!range) {
        if (culprits_.empty() || culprits_applied_) return std::nullopt;
        batch.failed = culprits_;
        return batch;
    }
    std::vector<const ScanEvent*> good;
    good.reserve(range->size());
    for (const PageEvent* item : std::span(items_).subspan(range->begin, range->size())) {
        if (!item->event) {
            batch.failed.push_back(failed_event_of(*item));
            continue;
        }
        good.push_back(&*item->event);
        batch.applied.push_back(item->event->event_id);
        if (keep_history_) batch.history.push_back({*item->event, item->text});
    }
    std::ranges::sort(batch.applied);
    batch.parcels = fold(good);
    return batch;
}

void HeldBatch::accepted() {
    require(todo_.has_value(), "something of the batch is being applied");
    const bool took_events = todo_ && !todo_->parcels.empty();
    todo_.reset();
    if (!bisection_.next()) {
        culprits_applied_ = true;
        return;
    }
    bisection_.accepted();
    if (!took_events || std::exchange(has_store_taken_events_, true)) return;
    // Perhaps it takes by now what it refused while it was suspected.
    if (was_store_suspected_) restart();
}

void HeldBatch::try_less() {
    if (bisection_.next() && bisection_.halve(kEventsLeast)) todo_.reset();
}

HeldBatch::Suspect HeldBatch::rejected(const Error& error) {
    require(!only_culprits_left(), "an event can be the culprit");
    todo_.reset();
    const auto culprit = bisection_.rejected();
    if (!culprit) return Suspect::event;
    FailedEvent failed = rejected_event_of(*items_[*culprit], error);
    // Copies of one event are one culprit, however often the queue repeated it.
    if (std::ranges::find(culprits_, failed.body, &FailedEvent::body) == culprits_.end())
        culprits_.push_back(std::move(failed));
    return has_store_taken_events_ ? Suspect::event : suspect_store();
}

HeldBatch::Suspect HeldBatch::suspect_store() {
    if (!bisection_.next()) {
        if (culprits_.size() <= kCulpritsMax) return Suspect::event;
        restart();
        return Suspect::store;
    }
    if (culprits_.size() <= culprits_at_suspicion_ + kCulpritsMax) return Suspect::event;
    culprits_at_suspicion_ = culprits_.size();
    was_store_suspected_ = true;
    // What is refused often stands together.
    bisection_.look_elsewhere();
    return Suspect::store_so_far;
}

}  // namespace scan
