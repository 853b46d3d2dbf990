#include "operations/jobs/verify_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/require.h"

namespace scan {
namespace {

constexpr Duration kRetryFirst = std::chrono::milliseconds(200);
constexpr Duration kSettleLook = std::chrono::seconds(1);
constexpr Duration kLeisureLook = std::chrono::seconds(5);
// So few that a claim is kept while a slow store answers.
constexpr std::size_t kParcelsAStep = 200;
constexpr double kRequestsASecondFirst = 2;

VerifyRequest request_of(const Job& job) {
    const auto request = verify_request_of(job);
    require(request.has_value(), "the job is a verification");
    return *request;
}

IdRange left_of(const Job& job) {
    return {EventId{job.progress.position}, *request_of(job).to};
}

}  // namespace

VerifyWork::VerifyWork(const VerifyPorts& ports, const Job& job, const JobClaim& claim,
                       VerifySettings settings, Random random)
    : ports_(ports),
      hold_(ports.board, ports.clock, job, claim),
      settings_(std::move(settings)),
      request_(request_of(job)),
      who_(job.spec.who),
      reason_(job.spec.reason),
      found_(verification_of(job)),
      progress_(job.progress),
      mend_(ports.parcels, ports.mender, RowComparison(settings_.ticks_kept), request_.mend),
      reader_(ports.feed, left_of(job), settings_.page_limit),
      pace_(kRequestsASecondFirst, static_cast<double>(job.spec.rate)),
      outage_({.first = kRetryFirst,
               .max = settings_.retry_delay_max,
               .asked_max = settings_.retry_delay_max},
              random),
      window_(reader_.position(), false) {
    begin_window();
}

void VerifyWork::begin_window() {
    parcels_.clear();
    differing_.clear();
    events_read_ = 0;
    const bool keeps_texts = settings_.keep_history && request_.mend != VerifyMend::nothing;
    window_ = VerifyWindow(reader_.position(), keeps_texts);
    phase_ = Phase::reading;
}

Next VerifyWork::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return hold_.end(JobState::waiting, "stopped");
    if (const auto over = hold_.keep(progress_)) return *over;
    if (ports_.clock.now() < wakes_at_) return hold_.in_time(wakes_at_);
    switch (phase_) {
        case Phase::reading: return read(stop);
        case Phase::comparing: return compare();
        case Phase::settling: return settle();
        case Phase::judging: return judge();
    }
    std::unreachable();
}

Next VerifyWork::read(const StopPhases& stop) {
    if (reader_.is_at_end()) return finish();
    if (request_.is_at_leisure && settings_.is_at_leisure && !settings_.is_at_leisure()) {
        hold_.waits_for("waits until the feed is read to its head");
        return wait_until(ports_.clock.now() + kLeisureLook);
    }
    if (ports_.clock.now() < next_request_at_) return hold_.in_time(next_request_at_);
    const auto page = reader_.next(stop.finish);
    if (!page) {
        const Error& error = page.error();
        if (error.code == ErrorCode::stopped) return Next::now();
        if (error.code == ErrorCode::denied || error.code == ErrorCode::rejected)
            return hold_.end(JobState::failed, error.message);
        return wait_after(error);
    }
    outage_.end();
    hold_.waits_for("");
    for (const PageEvent* event : reader_.take(*page)) {
        ++events_read_;
        window_.add(*event);
    }
    const Instant now = ports_.clock.now();
    pace_.succeeded(1, now);
    pace_.set_most(static_cast<double>(hold_.rate()));
    next_request_at_ = pace_.took(1, now);
    if (reader_.is_at_end() || window_.size() >= settings_.window_events) phase_ = Phase::comparing;
    return Next::now();
}

Next VerifyWork::compare() {
    if (parcels_.empty() && differing_.empty()) {
        if (const auto heeded = window_.heed(ports_.failed, reader_.position()); !heeded)
            return wait_after(heeded.error());
        parcels_ = window_.by_parcel();
        found_.parcels += parcels_.size();
    }
    for (std::size_t count = 0; count < kParcelsAStep && !parcels_.empty(); ++count) {
        const auto each = parcels_.begin();
        const auto differences = mend_.differences(each->first, each->second);
        if (!differences) return wait_after(differences.error());
        auto node = parcels_.extract(each);
        if (!differences->empty()) differing_.insert(std::move(node));
    }
    if (!parcels_.empty()) return Next::now();
    if (differing_.empty()) return close_window();
    phase_ = Phase::settling;
    settled_by_ = ports_.clock.now() + settings_.patience;
    return Next::now();
}

// Everything that was queued by now is applied when the queue was empty once, or when that is known of
// the ids.
Next VerifyWork::settle() {
    const auto depth = ports_.queue.depth();
    if (!depth) return wait_after(depth.error());
    const auto cursor = ports_.cursors.read();
    if (!cursor) return wait_after(cursor.error());
    const bool is_settled = *cursor && (*cursor)->settled_event_id >= reader_.position();
    if (depth->undone() == 0 || is_settled) {
        hold_.waits_for("");
        phase_ = Phase::judging;
        return Next::now();
    }
    const Instant now = ports_.clock.now();
    if (now >= settled_by_)
        return hold_.end(JobState::failed,
                         "what is queued was not applied in time: is a worker running?");
    hold_.waits_for("waits until what is queued is applied");
    return wait_until(std::min(settled_by_, now + kSettleLook));
}

Next VerifyWork::judge() {
    for (std::size_t count = 0; count < kParcelsAStep && !differing_.empty(); ++count) {
        const auto each = differing_.begin();
        if (const auto judged = judge(each->first, each->second); !judged)
            return wait_after(judged.error());
        differing_.erase(each);
    }
    return differing_.empty() ? close_window() : Next::now();
}

Result<> VerifyWork::judge(ParcelId id, const std::vector<const ScanEvent*>& events) {
    auto differences = mend_.differences(id, events);
    if (!differences) return std::unexpected(differences.error());
    if (differences->empty()) return {};
    const auto left = mend_.mend(id, events, *differences, window_);
    if (!left) return std::unexpected(left.error());
    found_.differences_count += differences->size();
    found_.unmended += left->size();
    if (request_.mend != VerifyMend::nothing)
        ++(left->empty() ? found_.mended : found_.not_mendable);
    for (VerifyDifference& each : *differences) {
        if (found_.differences.size() < Verification::kDifferencesMax)
            found_.differences.push_back(std::move(each));
    }
    return {};
}

Next VerifyWork::close_window() {
    outage_.end();
    found_.events += events_read_;
    progress_ = {
        .position = reader_.position().value, .done = found_.events, .failed = found_.unmended};
    if (reader_.is_at_end()) progress_.position = request_.to->value;
    // First: a crash between the two tells a difference twice rather than never.
    hold_.note(json_text(found_));
    if (const auto over = hold_.report(progress_)) return *over;
    begin_window();
    return Next::now();
}

Next VerifyWork::finish() {
    const std::string result = summary(found_);
    if (request_.mend != VerifyMend::nothing) {
        const auto row =
            ports_.audit.begin({.who = who_, .what = command_of(request_), .reason = reason_});
        // Best effort: that it began was written before anything was changed.
        if (row) std::ignore = ports_.audit.end(*row, result);
    }
    return hold_.end(JobState::done, result);
}

Next VerifyWork::wait_after(const Error& error) {
    hold_.waits_for(error.message);
    return wait_until(ports_.clock.now() + outage_.after(error));
}

Next VerifyWork::wait_until(Instant wake) {
    wakes_at_ = wake;
    return hold_.in_time(wakes_at_);
}

}  // namespace scan
