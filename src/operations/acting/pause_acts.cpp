#include "operations/acting/pause_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_object.h"

namespace scan {
namespace {

constexpr Duration kTick = Duration(std::chrono::seconds(1)) / UtcTime::kTicksPerSecond;

JsonObject object_of(const Pause& pause) {
    return JsonObject()
        .add("what", name_of(pause.what))
        .add("since_utc", std::optional(pause.since))
        .add("until_utc", pause.until)
        .add("who", pause.who)
        .add("reason", pause.reason);
}

Result<bool> is_paused(PauseSwitch& pauses, Pausable what) {
    const auto standing = pauses.read();
    if (!standing) return std::unexpected(standing.error());
    return std::ranges::find(*standing, what, &Pause::what) != standing->end();
}

}  // namespace

std::string_view name_of(Pausable what) {
    switch (what) {
        case Pausable::poll: return "poll";
        case Pausable::process: return "process";
    }
    return {};
}

std::optional<Pausable> pausable_of(std::string_view name) {
    for (const Pausable what : {Pausable::poll, Pausable::process}) {
        if (name == name_of(what)) return what;
    }
    return std::nullopt;
}

Result<PauseDone> pause_work(PauseSwitch& pauses, AuditLog& audit, Clock& clock, const Act& act,
                             Pausable what, std::optional<Duration> lasts) {
    const UtcTime now = clock.utc_now();
    Pause pause{.what = what, .since = now, .until = {}, .who = act.who, .reason = act.reason};
    if (lasts) pause.until = UtcTime::from_ticks(now.ticks() + *lasts / kTick);
    const auto work = [&]() -> Result<PauseDone> {
        const auto had_one = is_paused(pauses, what);
        if (!had_one) return std::unexpected(had_one.error());
        if (!act.is_dry_run) {
            if (const auto begun = pauses.begin(pause); !begun)
                return std::unexpected(begun.error());
        }
        return PauseDone{.is_dry_run = act.is_dry_run, .had_one = *had_one, .pause = pause};
    };
    return audited(audit, act, fmt::format("pause {}", name_of(what)), work,
                   [](const PauseDone& done) {
                       return done.pause->until ? "paused until " + done.pause->until->to_string()
                                                : std::string("paused");
                   });
}

Result<PauseDone> resume_work(PauseSwitch& pauses, AuditLog& audit, const Act& act, Pausable what) {
    const auto work = [&]() -> Result<PauseDone> {
        const auto had_one = act.is_dry_run ? is_paused(pauses, what) : pauses.end(what);
        if (!had_one) return std::unexpected(had_one.error());
        return PauseDone{.is_dry_run = act.is_dry_run, .had_one = *had_one};
    };
    return audited(audit, act, fmt::format("resume {}", name_of(what)), work,
                   [](const PauseDone& done) -> std::string {
                       return done.had_one ? "resumed" : "it was not paused";
                   });
}

Result<std::vector<Pause>> list_pauses(PauseSwitch& pauses, UtcTime now) {
    auto standing = pauses.read();
    if (!standing) return standing;
    std::erase_if(*standing, [&](const Pause& pause) { return !pause.holds_at(now); });
    return standing;
}

std::string json_text(const std::vector<Pause>& pauses) {
    JsonList list;
    for (const Pause& pause : pauses) list.add(object_of(pause));
    return JsonObject().raw("paused", list.text()).text();
}

std::string json_text(const PauseDone& done) {
    return JsonObject()
        .raw("dry_run", done.is_dry_run ? "true" : "false")
        .raw("was_paused", done.had_one ? "true" : "false")
        .raw("pause", done.pause ? object_of(*done.pause).text() : "null")
        .text();
}

}  // namespace scan
