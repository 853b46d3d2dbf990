#include "operations/jobs/proof_schedule.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "operations/conditions/time_for_people.h"
#include "operations/jobs/job_look.h"
#include "operations/jobs/verification.h"

namespace scan {
namespace {

constexpr Duration kLook = std::chrono::seconds(30);
constexpr Duration kLeisureLook = std::chrono::seconds(5);
constexpr Duration kMarkEvery = std::chrono::minutes(10);
// Among so many of the last verifications the last that was asked for here is looked for.
constexpr std::uint32_t kLookedAt = 200;

}  // namespace

Next ProofSchedule::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    const Instant now = ports_.clock.now();
    if (!settings_.is_at_leisure()) return Next::at_time(now + kLeisureLook);
    const Next again = Next::at_time(now + kLook);
    const auto cursor = ports_.cursors.read();
    // A store that does not answer is asked again at the next look; others tell of it.
    if (!cursor || !*cursor) return again;
    if (!mark((*cursor)->last_event_id)) return again;
    const auto due = is_due();
    if (due && *due) std::ignore = ask();
    return again;
}

Result<> ProofSchedule::mark(EventId cursor) {
    const Instant now = ports_.clock.now();
    if (marked_ == cursor || (marked_at_ && now - *marked_at_ < kMarkEvery)) return {};
    if (auto put = ports_.marks.put(cursor, settings_.window); !put) return put;
    marked_ = cursor;
    marked_at_ = now;
    return {};
}

Result<bool> ProofSchedule::is_due() const {
    const auto jobs = ports_.board.list({.kind = std::string(kVerifyKind)},
                                        std::numeric_limits<std::int64_t>::max(), kLookedAt);
    if (!jobs) return std::unexpected(jobs.error());
    const auto last = std::ranges::find_if(*jobs, [](const Job& job) {
        const auto request = verify_request_of(job);
        return request && request->is_at_leisure;
    });
    if (last == jobs->end()) return true;
    // A time in the future is of a clock that was wrong.
    const Duration age = between(last->made_at, ports_.clock.utc_now());
    return has_ended(last->state) && std::chrono::abs(age) >= settings_.every;
}

Result<> ProofSchedule::ask() {
    const auto begin = ports_.marks.oldest();
    if (!begin) return std::unexpected(begin.error());
    if (!*begin) return {};
    const auto id = begin_verification(ports_.board, ports_.cursors, ports_.audit,
                                       {.who = "scan-event-worker", .reason = "verify.every"},
                                       {.from = EventId{std::max<std::int64_t>(1, (*begin)->value)},
                                        .mend = VerifyMend::missing,
                                        .requests_per_second = settings_.requests_per_second,
                                        .is_at_leisure = true});
    if (!id) return std::unexpected(id.error());
    return {};
}

}  // namespace scan
