#include "sim/operators/operators.h"

#include <iterator>
#include <limits>
#include <sstream>
#include <tuple>

#include "operations/acting/failed_event_look.h"
#include "operations/acting/feed_gap_acts.h"
#include "operations/acting/pause_acts.h"
#include "operations/jobs/event_import.h"
#include "operations/jobs/job_acts.h"
#include "operations/jobs/replay.h"
#include "operations/jobs/verification.h"

namespace scan::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();
constexpr double kDryRuns = 0.1;

// The text of a malformed event as somebody corrects it.
std::string corrected(const TrueEvent& event) {
    constexpr std::string_view kWrong = "yesterday";
    std::string text = event.text;
    return text.replace(text.find(kWrong), kWrong.size(), event.created);
}

}  // namespace

const Operators::Verb Operators::kVerbs[] = {
    {.name = "retry", .command = &Operators::retry, .weight = 3},
    {.name = "edit", .command = &Operators::edit, .overrules_the_feed = true},
    {.name = "discard", .command = &Operators::discard, .overrules_the_feed = true},
    {.name = "redrive", .command = &Operators::redrive, .weight = 3},
    {.name = "drain", .command = &Operators::drain},
    {.name = "purge", .command = &Operators::purge, .overrules_the_feed = true},
    {.name = "replay", .command = &Operators::replay, .weight = 2},
    {.name = "import", .command = &Operators::import},
    {.name = "verify", .command = &Operators::verify, .weight = 3},
    {.name = "pause", .command = &Operators::pause},
    {.name = "resume", .command = &Operators::resume},
    {.name = "acknowledge", .command = &Operators::acknowledge},
    {.name = "order a job", .command = &Operators::order_job}};

Operators::Operators(World& world)
    : world_(world), around_(world.around()), random_(around_.scenario.seed ^ 0x09e7a7025u) {}

const Operators::Verb& Operators::draw_verb() {
    int whole = 0;
    for (const Verb& verb : kVerbs) whole += verb.weight;
    while (true) {
        int left = static_cast<int>(random_.below(static_cast<std::uint64_t>(whole)));
        for (const Verb& verb : kVerbs) {
            left -= verb.weight;
            if (left >= 0) continue;
            // Of a row that was damaged, the feed is to tell what it was.
            if (verb.overrules_the_feed && around_.scenario.damage_every > 0s) break;
            return verb;
        }
    }
}

void Operators::act() {
    if (around_.weather.is_clear()) return;
    // What waits for a process that is itself in the midst of a call would wait for ever.
    if (world_.is_in_a_call()) return world_.after(100ms, [this] { act(); });
    run(draw_verb());
}

void Operators::run(const Verb& verb) {
    const Act act{
        .who = "an operator", .reason = "simulated", .is_dry_run = random_.chance(kDryRuns)};
    Desk desk(world_, act, Random(random_.next()));
    around_.trace.note(0, verb.name, act.is_dry_run ? 1 : 0, "begins (1: a dry run)");
    try {
        (this->*verb.command)(desk, act);
        around_.trace.note(0, verb.name, 0, "ends");
    } catch (const ProcessDeath&) {
        around_.trace.note(0, verb.name, 0, "dies");
    }
}

FailedSelection Operators::selection(Desk& desk) {
    FailedSelection selection;
    const auto shown = list_failed_events(desk.failed, {}, {.limit = 10});
    if (!shown || shown->rows.empty()) return selection;
    if (random_.chance(0.5)) {
        for (const FailedEventRecord& row : shown->rows) {
            if (random_.chance(0.3)) selection.ids.push_back(row.id);
        }
        if (!selection.ids.empty()) return selection;
    }
    selection.filter.up_to_id = shown->watermark.highest_id;
    desk.watched_failed.shown_up_to(shown->watermark.highest_id);
    return selection;
}

void Operators::retry(Desk& desk, const Act& act) {
    std::ignore = retry_failed_events(desk.failed_acts(), act, selection(desk));
}

void Operators::discard(Desk& desk, const Act& act) {
    std::ignore = discard_failed_events(desk.failed_acts(), act, selection(desk));
}

void Operators::edit(Desk& desk, const Act& act) {
    const auto rows = list_failed_events(desk.failed, {.state = FailedState::open}, {.limit = 100});
    if (!rows || rows->rows.empty()) return;
    const auto row = desk.failed.find(rows->rows[random_.below(rows->rows.size())].id);
    if (!row || !*row) return;
    for (EventBook::Entry& entry : around_.events.entries()) {
        const bool is_this = entry.event.text == (*row)->event.body;
        if (!is_this || entry.event.kind != TrueEvent::Kind::malformed) continue;
        const std::string text = corrected(entry.event);
        if (!act.is_dry_run) around_.events.edited(entry, text);
        std::ignore = edit_failed_event(desk.failed_acts(), act, (*row)->id, text);
        return;
    }
}

void Operators::redrive(Desk& desk, const Act& act) {
    desk.watched_letters.sends_back(desk.sending_queue.sent());
    std::ignore =
        redrive_dead_letters(desk.dead_letter_acts(), act,
                             {.messages_max = random_.chance(0.5) ? 0 : 1 + random_.below(5)});
}

void Operators::drain(Desk& desk, const Act& act) {
    std::ignore = drain_dead_letters(desk.dead_letter_acts(), act);
}

void Operators::purge(Desk& desk, const Act& act) {
    const auto depth = desk.queue.depth();
    if (!depth || depth->dead_letters == 0) return;
    std::ignore = purge_dead_letters(desk.dead_letter_acts(), act, depth->dead_letters);
}

void Operators::replay(Desk& desk, const Act& act) {
    const auto cursor = desk.cursors.read();
    if (!cursor || !*cursor || (*cursor)->last_event_id.value < 1) return;
    const auto last = static_cast<std::uint64_t>((*cursor)->last_event_id.value);
    const EventId from{1 + static_cast<std::int64_t>(random_.below(last))};
    const auto range = replay_range(desk.cursors, from, std::nullopt);
    if (!range) return;
    const auto job = begin_replay(desk.jobs.board(), desk.audit, act, *range,
                                  random_.chance(0.5) ? 0 : 1 + random_.below(20));
    if (job && !act.is_dry_run && random_.chance(0.5)) run_job(desk, *job);
}

void Operators::verify(Desk& desk, const Act& act) {
    const VerifyMend mend = random_.chance(0.8) ? VerifyMend::all : VerifyMend::missing;
    const auto job = begin_verification(desk.jobs.board(), desk.cursors, desk.audit, act,
                                        {.from = EventId{1}, .mend = mend});
    if (job && !act.is_dry_run && random_.chance(0.5)) run_job(desk, *job);
}

void Operators::run_job(Desk& desk, std::int64_t id) {
    JobBoard& board = desk.jobs.board();
    const auto claim = board.claim(id, "an operator", JobHold::kClaim);
    if (!claim || !*claim) return;
    const auto job = board.find(id);
    if (!job || !*job) return;
    scan::run(*desk.jobs.make(**job, **claim), desk.clock, {});
}

// The carrier's export, from some event to some other.
void Operators::import(Desk& desk, const Act& act) {
    around_.carrier.show_due();
    const auto& entries = around_.events.entries();
    const auto first = random_.below(entries.size());
    const auto count = 1 + random_.below(entries.size() - first);
    std::vector<const EventBook::Entry*> exported;
    std::ostringstream lines;
    for (std::size_t i = first; i < first + count; ++i) {
        if (!entries[i].visible) continue;
        exported.push_back(&entries[i]);
        lines << entries[i].event.text << '\n';
    }
    desk.watched_gaps.importing(std::move(exported));
    std::istringstream file(lines.str());
    const Scenario& s = around_.scenario;
    std::ignore =
        import_events({desk.queue, desk.gaps, desk.audit, desk.clock}, act, file, "export",
                      {.message = {.events_max = static_cast<std::size_t>(s.events_per_message),
                                   .bytes_max = 2 * kMessageBytesMax},
                       .depth_max = static_cast<std::uint64_t>(s.depth_max)},
                      {});
}

void Operators::pause(Desk& desk, const Act& act) {
    const Pausable what = random_.chance(0.5) ? Pausable::poll : Pausable::process;
    std::optional<Duration> lasts;
    if (random_.chance(0.8)) lasts = around_.weather.up_to(2min);
    std::ignore = pause_work(desk.pauses, desk.audit, desk.clock, act, what, lasts);
}

void Operators::resume(Desk& desk, const Act& act) {
    for (const Pausable what : {Pausable::poll, Pausable::process})
        std::ignore = resume_work(desk.pauses, desk.audit, act, what);
}

void Operators::acknowledge(Desk& desk, const Act& act) {
    const auto gaps = desk.gaps.list(GapState::open, kNewest, 1);
    if (!gaps || gaps->empty()) return;
    std::ignore = acknowledge_feed_gap(desk.gaps, desk.audit, act, gaps->front().id);
}

void Operators::order_job(Desk& desk, const Act& act) {
    const auto jobs = desk.jobs.board().list({}, kNewest, 5);
    if (!jobs || jobs->empty()) return;
    constexpr JobState kOrders[] = {JobState::paused, JobState::waiting, JobState::running,
                                    JobState::cancelled};
    const JobOrder order{.state = kOrders[random_.below(std::size(kOrders))],
                         .rate = random_.chance(0.5) ? 0 : 1 + random_.below(50)};
    std::ignore = scan::order_job(desk.jobs.board(), desk.audit, act,
                                  (*jobs)[random_.below(jobs->size())].id, order);
}

}  // namespace scan::sim
