#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>

#include "operations/acting/pause_acts.h"
#include "operations/jobs/job_acts.h"
#include "operations/jobs/job_look.h"
#include "operations/jobs/verification.h"
#include "sim/judge/expected_table.h"
#include "sim/operators/operators.h"

namespace scan::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t kJobsMax = 1000;
// How soon one looks again.
constexpr Duration kLook = 5s;
// Between two verifications: the first may have come before everything was read.
constexpr Duration kVerifyAgain = 1min;

UtcTime a_second_after(UtcTime time) {
    return *UtcTime::from_ticks(time.ticks() + UtcTime::kTicksPerSecond);
}

// Writes something else into what one event decides.
void change(ParcelSummary& row, std::uint64_t which) {
    if (which == 0 && row.picked_up) {
        row.picked_up->at = a_second_after(row.picked_up->at);
    } else if (which == 1 && row.delivered) {
        row.delivered->at = a_second_after(row.delivered->at);
    } else if (which == 2) {
        row.latest.created_at = a_second_after(row.latest.created_at);
    } else {
        row.latest.status_code = "by hand";
    }
}

}  // namespace

// What a verification applied, the queue does not take when it is read later, so it is an open failed event as well: those no later
// verification applies again.
bool Operators::rests_on_what_waits_for_a_person(ParcelId parcel) const {
    return std::ranges::any_of(around_.events.entries(), [&](const EventBook::Entry& entry) {
        return entry.event.kind == TrueEvent::Kind::oversized &&
               entry.event.parcel == parcel.value && around_.events.kept().contains(entry.event.id);
    });
}

void Operators::damage() {
    MemoryTables tables = around_.store.tables();
    if (tables.parcels.empty()) return;
    const auto row = std::next(tables.parcels.begin(),
                               static_cast<std::ptrdiff_t>(random_.below(tables.parcels.size())));
    if (rests_on_what_waits_for_a_person(row->first)) return;
    around_.trace.note(0, "somebody writes by hand to parcel", row->first.value);
    if (random_.chance(0.1)) {
        tables.parcels.erase(row);
    } else {
        change(row->second, random_.below(5));
    }
    around_.store.restore(std::move(tables));
}

std::string Operators::what_is_left() const {
    for (const auto& [id, row] : around_.store.tables().jobs) {
        if (!has_ended(row.job.state))
            return fmt::format("job {} has not ended: {}", id, name_of(row.job.state));
    }
    return {};
}

void Operators::put_right() {
    if (put_right_at_ && world_.now() < *put_right_at_ + kLook) return;
    put_right_at_ = world_.now();
    const Act act{.who = "an operator", .reason = "peace"};
    Desk desk(world_, act, Random(random_.next()));
    resume(desk, act);
    let_jobs_go_on(desk, act);
    const auto retried = retry_failed_events(desk.failed_acts(), act, {});
    if (!retried || retried->error)
        around_.violations.add(Rule::no_unexpected_error, "a retry without faults failed");
    if (around_.scenario.damage_every > 0s) verify_what_was_damaged(desk, act);
}

void Operators::let_jobs_go_on(Desk& desk, const Act& act) {
    const auto jobs = desk.jobs.board().list({}, kNewest, kJobsMax);
    for (const Job& job : *jobs) {
        const bool is_held = job.state == JobState::paused || job.spec.rate > 0;
        if (has_ended(job.state) || !is_held) continue;
        std::ignore = scan::order_job(desk.jobs.board(), desk.audit, act, job.id,
                                      {.state = JobState::waiting, .rate = 0});
    }
}

void Operators::verify_what_was_damaged(Desk& desk, const Act& act) {
    if (verified_at_ && world_.now() < *verified_at_ + kVerifyAgain) return;
    if (difference(expected_table(around_.events), table_of(around_.store.tables())).empty())
        return;
    verified_at_ = world_.now();
    std::ignore = begin_verification(desk.jobs.board(), desk.cursors, desk.audit, act,
                                     {.from = EventId{1}, .mend = VerifyMend::all});
}

}  // namespace scan::sim
