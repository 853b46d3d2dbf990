#include "pipeline/reading/owed_reading.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace scan {
namespace {

constexpr Duration kRetryFirst = std::chrono::milliseconds(200);
// The first failures are taken for a bad moment.
constexpr int kTriesWhole = 2;
constexpr int kTriesLeast = 3;

}  // namespace

OwedReading::OwedReading(DebtLedger& debt, PollerObserver& observer, std::uint32_t page_limit,
                         Duration retry_delay_max, Random random)
    : debt_(debt),
      observer_(observer),
      page_limit_(page_limit),
      waits_({.first = kRetryFirst, .max = retry_delay_max, .asked_max = retry_delay_max}),
      random_(random),
      limit_(page_limit),
      outage_(waits_, Random(random_.next())) {}

void OwedReading::restart() {
    outage_.end();
    not_before_ = {};
    polls_ = 0;
    pieces_.clear();
    stride_ = 1;
}

std::uint32_t OwedReading::limit(EventId from) const {
    const auto piece = pieces_.find(from);
    return piece == pieces_.end() ? limit_.get()
                                  : std::min(limit_.get(), piece->second.limit.get());
}

void OwedReading::succeeded(EventId from, EventId to) {
    outage_.end();
    limit_.grow(/*leads_on=*/to > from);
    if (to > from) stride_ = 1;
    auto piece = pieces_.extract(from);
    if (piece.empty() || to == from || !debt_.is_read_from(to)) return;
    // The fault is in the rest of the page, which is asked for in pieces as well.
    piece.mapped().limit.grow();
    if (piece.mapped().limit.get() == page_limit_) return;
    piece.mapped().outage.end();
    piece.mapped().least_failures = 0;
    piece.key() = to;
    pieces_.insert(std::move(piece));
}

// Pieces of readings that are no more are forgotten, so there are no more than owed ranges.
OwedReading::Piece& OwedReading::piece_at(EventId from) {
    std::erase_if(pieces_, [this](const auto& each) { return !debt_.is_read_from(each.first); });
    const auto known = pieces_.find(from);
    if (known != pieces_.end()) return known->second;
    return pieces_
        .emplace(from, Piece{.limit = PageLimit(page_limit_),
                             .outage = WaitAfterError(waits_, Random(random_.next()))})
        .first->second;
}

void OwedReading::failed(EventId from, const Error& error, bool is_gone, Instant now) {
    Piece& piece = piece_at(from);
    // A page that is refused alone does not hold up the others for so long.
    Error of_all = error;
    if (of_all.code == ErrorCode::denied) of_all.code = ErrorCode::transient;
    not_before_ = now + outage_.after(of_all);
    // What is gone up to there is the same page to all.
    const Instant retry_at = now + piece.outage.after(error);
    if (is_gone) debt_.hold_up_to(from, retry_at);
    debt_.hold(from, retry_at);
    const bool is_of_the_page =
        error.code == ErrorCode::transient || error.code == ErrorCode::rejected;
    const bool polls_succeed = std::exchange(piece.polls_before, polls_) < polls_;
    if (!polls_succeed) return;
    if (error.code == ErrorCode::denied) debt_.refused(from, now);
    if (!is_of_the_page) return;

    if (debt_.was_stepped_over(from)) {
        debt_.broke_off(from, now);
        outage_.end();
        return;
    }
    if (++piece.failures < kTriesWhole) return;
    if (!piece.limit.is_least()) return piece.limit.halve();
    if (++piece.least_failures >= kTriesLeast) step_over(from, error, now);
}

void OwedReading::was_too_large(EventId from, Instant now) {
    if (limit(from) > PageLimit::kLeast && !limit_.is_least()) return limit_.halve();
    if (debt_.was_stepped_over(from)) return debt_.broke_off(from, now);
    step_over(from, {ErrorCode::rejected, "larger than feed.page_bytes_max"}, now);
}

void OwedReading::step_over(EventId from, const Error& error, Instant now) {
    const IdRange range = debt_.range_at(from);
    // Where nothing is known that stands behind it, by larger and larger strides.
    const std::int64_t stride = std::min(range.last.value - from.value, stride_);
    const auto known = debt_.ids().next_after(from);
    const EventId to = std::min(known.value_or(EventId{from.value + stride}), range.last);
    if (!known)
        stride_ = stride + std::min(stride, std::numeric_limits<std::int64_t>::max() - stride);
    debt_.step_over(from, to, now);
    observer_.range_unreadable({from, to}, error);
    pieces_.erase(from);
    outage_.end();
}

}  // namespace scan
