#include "pipeline/held_batch.h"

#include <algorithm>
#include <utility>

namespace scan {
namespace {

constexpr std::size_t kEventsLeast = 50;

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

FailedEvent failed_event_of(const PageEvent& event) {
    const Malformed& malformed = event.event.error();
    return {.event_id = malformed.event_id,
            .parcel_id = malformed.parcel_id,
            .reason = malformed.reason,
            .detail = malformed.detail,
            .body = std::string(event.text)};
}

void HeldBatch::add(const Delivery& delivery, EventPageDecoder& decoder) {
    receipts_.push_back(delivery.receipt);
    auto page = decoder.decode(delivery.body);
    pages_.push_back(page ? std::move(*page) : page_of_junk(delivery.body, page.error()));
    for (const PageEvent& event : pages_.back().events()) items_.push_back(&event);
}

void HeldBatch::restart() {
    bisection_ = Bisection(items_.size());
    culprits_.clear();
    culprits_applied_ = false;
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
    todo_.reset();
    if (bisection_.next()) {
        bisection_.accepted();
    } else {
        culprits_applied_ = true;
    }
}

void HeldBatch::try_less() {
    if (bisection_.next() && bisection_.halve(kEventsLeast)) todo_.reset();
}

void HeldBatch::rejected(const Error& error) {
    todo_.reset();
    const auto culprit = bisection_.rejected();
    if (!culprit) return;
    FailedEvent failed = rejected_event_of(*items_[*culprit], error);
    // Copies of one event are one culprit, however often the queue repeated it.
    if (std::ranges::find(culprits_, failed.body, &FailedEvent::body) == culprits_.end())
        culprits_.push_back(std::move(failed));
}

}  // namespace scan
