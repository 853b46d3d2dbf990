#include "pipeline/fetching/pages_ahead.h"

#include <algorithm>
#include <utility>

namespace scan {
namespace {

// The reader asks itself for a page that takes longer.
constexpr Duration kPatience = std::chrono::seconds(5);
constexpr std::size_t kRefusalsMax = 3;
// Each time that the feed's end is near after all, the reader must bring twice as many full pages.
constexpr std::size_t kNeededMax = 1024;

std::size_t bytes_of(const EventPage& page) {
    return page.text().size() + page.events().size() * sizeof(PageEvent);
}

std::optional<EventId> greatest_id(const EventPage& page) {
    std::optional<EventId> greatest;
    for (const PageEvent& event : page.events()) greatest = std::max(greatest, event.event_id());
    return greatest;
}

}  // namespace

std::optional<PagesAhead::Question> PagesAhead::question(Asker asker, Instant now,
                                                         UtcTime utc_now) {
    const MutexLock lock(mutex_);
    if (!plan_ || full_in_a_row_ < needed_ || !has_room()) return std::nullopt;
    // The reader may ask at any time, so one request is left for it.
    const std::size_t reserved = asker == Asker::lane ? 1 : 0;
    if (on_their_way_.size() + reserved >= width_) return std::nullopt;
    const auto range = plan_->take();
    if (!range) return std::nullopt;
    on_their_way_.push_back({range->ids.after, now});
    return Question{.session = session_,
                    .range = *range,
                    .limit = limit_,
                    .asked_at = now,
                    .asked_utc = utc_now};
}

bool PagesAhead::has_room() const {
    return bytes_ + (on_their_way_.size() + 1) * largest_ <= settings_.bytes_max;
}

void PagesAhead::answered(const Question& question, Result<FeedReader::Reading> reading,
                          Instant now) {
    const MutexLock lock(mutex_);
    if (question.session != session_) return;
    std::erase_if(on_their_way_, [&question](const OnItsWay& each) {
        return each.from == question.range.ids.after;
    });
    if (!reading) return failed(question, reading.error());
    if (reading->is_gone)
        return failed(question, {ErrorCode::rejected, "the feed has forgotten what is there"});
    if (reading->is_too_large) {
        plan_->give_back(question.range);
        full_in_a_row_ = 0;
        return;
    }
    const EventId from = question.range.ids.after;
    if (question.range.is_guess) refused_ = 0;
    const auto to = greatest_id(reading->page);
    if (!to || *to <= from) return plan_->saw_nothing_above(from);
    keep(question, {.from = from,
                    .to = *to,
                    .page = std::move(reading->page),
                    .asked_at = question.asked_at,
                    .asked_utc = question.asked_utc,
                    .took = now - question.asked_at});
}

void PagesAhead::keep(const Question& question, PageAhead page) {
    const std::size_t bytes = bytes_of(page.page);
    largest_ = std::max(largest_, bytes);
    // Pages have become larger since it was asked for.
    if (bytes_ + bytes > settings_.bytes_max) return plan_->give_back(question.range);
    const std::size_t events = page.page.events().size();
    measure_.note(events);
    plan_->read(question.range, page.to, measure_.is_full(events));
    if (pages_.emplace(page.from, std::move(page)).second) bytes_ += bytes;
    if (++good_pages_ < settings_.pages_per_range) return;
    good_pages_ = 0;
    width_ = std::min(width_ + 1, settings_.requests);
}

void PagesAhead::failed(const Question& question, const Error& error) {
    const bool is_refused = error.code == ErrorCode::rejected || error.code == ErrorCode::denied;
    if (is_refused && question.range.is_guess) {
        plan_->saw_nothing_above(question.range.ids.after);
        if (++refused_ < kRefusalsMax) return;
        is_given_up_ = true;
        refusal_ = error;
        return finish();
    }
    plan_->give_back(question.range);
    if (error.code == ErrorCode::stopped) return;
    full_in_a_row_ = 0;
    good_pages_ = 0;
    width_ = std::max<std::size_t>(width_ / 2, 1);
    if (!is_refused) failure_ = error;
}

bool PagesAhead::is_on() const {
    const MutexLock lock(mutex_);
    return plan_.has_value();
}

std::optional<PageAhead> PagesAhead::take(EventId position) {
    const MutexLock lock(mutex_);
    if (!plan_) return std::nullopt;
    drop_below(position);
    auto best = pages_.end();
    for (auto page = pages_.begin(); page != pages_.end() && page->first <= position; ++page) {
        if (best == pages_.end() || page->second.to > best->second.to) best = page;
    }
    if (best == pages_.end()) return std::nullopt;
    bytes_ -= bytes_of(best->second.page);
    PageAhead page = std::move(best->second);
    pages_.erase(best);
    return page;
}

void PagesAhead::drop_below(EventId position) {
    plan_->reader_is_at(position);
    for (auto page = pages_.begin(); page != pages_.end();) {
        if (page->second.to > position) {
            ++page;
            continue;
        }
        bytes_ -= bytes_of(page->second.page);
        page = pages_.erase(page);
    }
}

bool PagesAhead::is_on_its_way(EventId position, Instant now) const {
    const MutexLock lock(mutex_);
    if (!plan_) return false;
    const bool is_here = std::ranges::any_of(pages_, [position](const auto& each) {
        return each.first <= position && position < each.second.to;
    });
    const auto span = plan_->span();
    return !is_here && std::ranges::any_of(on_their_way_, [&](const OnItsWay& each) {
        return each.from <= position && position.value - each.from.value < span &&
               now - each.asked_at < kPatience;
    });
}

std::optional<Error> PagesAhead::take_failure() {
    const MutexLock lock(mutex_);
    return std::exchange(failure_, std::nullopt);
}

std::optional<Error> PagesAhead::take_refusal() {
    const MutexLock lock(mutex_);
    return std::exchange(refusal_, std::nullopt);
}

void PagesAhead::reader_asks(EventId position) {
    const MutexLock lock(mutex_);
    if (!plan_) return;
    drop_below(position);
    readers_ = plan_->take_at(position);
}

void PagesAhead::reader_failed() {
    const MutexLock lock(mutex_);
    if (plan_ && readers_) plan_->give_back(*readers_);
    readers_.reset();
    full_in_a_row_ = 0;
}

void PagesAhead::reader_took(const Taken& page) {
    if (settings_.requests == 1) return;
    const MutexLock lock(mutex_);
    if (is_given_up_) return;
    if (!page.has_news) return finish();
    measure_.note(page.events);
    const bool is_full = measure_.is_full(page.events);
    limit_ = page.limit;
    if (const auto range = std::exchange(readers_, std::nullopt); range && plan_) {
        if (page.to > range->ids.after) plan_->read(*range, page.to, is_full);
    }
    full_in_a_row_ = is_full ? full_in_a_row_ + 1 : 0;
    if (plan_ && plan_->is_done() && pages_.empty() && on_their_way_.empty()) return finish();
    if (full_in_a_row_ >= needed_) go_on(page);
}

void PagesAhead::go_on(const Taken& page) {
    // After a failure, one request more at a time.
    if (full_in_a_row_ == needed_) width_ = std::min(width_ + 1, settings_.requests);
    if (!plan_ && page.to > page.from)
        plan_.emplace(page.to, page.to.value - page.from.value, settings_.pages_per_range);
}

void PagesAhead::end() {
    if (settings_.requests == 1) return;
    const MutexLock lock(mutex_);
    finish();
    needed_ = settings_.full_pages_before;
}

void PagesAhead::finish() {
    ++session_;
    full_in_a_row_ = 0;
    if (!plan_) return;
    needed_ = plan_->was_right() ? settings_.full_pages_before : std::min(2 * needed_, kNeededMax);
    plan_.reset();
    pages_.clear();
    bytes_ = 0;
    largest_ = 0;
    on_their_way_.clear();
    readers_.reset();
    failure_.reset();
}

std::size_t PagesAhead::width() const {
    const MutexLock lock(mutex_);
    return width_;
}

}  // namespace scan
