#include "operations/telling/notifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/json_object.h"
#include "operations/telling/status_document.h"

namespace scan {
namespace {

constexpr Duration kLook = std::chrono::seconds(1);
constexpr Duration kInterval = std::chrono::minutes(1);

// The status, and before it what has changed.
std::string document_of(std::string_view former, UtcTime since, const std::string& status) {
    JsonObject change;
    change.add("former_state", former).add("since_utc", std::optional(since));
    std::string text = change.text();
    text.back() = ',';
    return text + status.substr(1);
}

}  // namespace

Notifier::Notifier(std::string self, const std::vector<NoticeOutlet*>& outlets,
                   NotifierObserver& observer, Clock& clock)
    : self_(std::move(self)), observer_(observer), clock_(clock) {
    outlets_.reserve(outlets.size());
    for (NoticeOutlet* const each : outlets) outlets_.push_back({.outlet = each});
}

Notifier::Mood Notifier::mood_of(std::string_view state) {
    if (state == scan::name_of(WorkState::degraded)) return Mood::degraded;
    if (state == scan::name_of(WorkState::failing)) return Mood::failing;
    // Catching up is told by nobody's alarm.
    return Mood::well;
}

std::string_view Notifier::name_of(Mood mood) {
    switch (mood) {
        case Mood::well: return scan::name_of(WorkState::up_to_date);
        case Mood::degraded: return scan::name_of(WorkState::degraded);
        case Mood::failing: return scan::name_of(WorkState::failing);
    }
    std::unreachable();
}

Notifier::Mood Notifier::told_before(const Facts& facts) const {
    const WorkerFacts* last = nullptr;
    for (const WorkerFacts& each : facts.workers) {
        if (each.name == self_ || each.state.empty()) continue;
        if (last == nullptr || each.told_at > last->told_at) last = &each;
    }
    return last == nullptr ? Mood::well : mood_of(last->state);
}

bool Notifier::speaks(const Facts& facts) const {
    const auto age = [](const WorkerFacts& each) { return std::tie(each.started_at, each.name); };
    const WorkerFacts* oldest = nullptr;
    for (const WorkerFacts& each : facts.workers) {
        if (!each.is_live) continue;
        if (oldest == nullptr || age(each) < age(*oldest)) oldest = &each;
    }
    return oldest == nullptr || oldest->name == self_;
}

void Notifier::judged(const Facts& facts, const Verdict& verdict) {
    const std::string state(scan::name_of(verdict.state));
    Judged now{.mood = mood_of(state),
               .since = Moment::now_of(clock_),
               .state = state,
               .document = status_document(facts, verdict),
               .is_speaker = speaks(facts)};
    const MutexLock lock(mutex_);
    if (!judged_) told_before_ = told_before(facts);
    if (judged_ && judged_->mood == now.mood) now.since = judged_->since;
    judged_ = std::move(now);
}

Next Notifier::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    const auto [now, before] = [this] {
        const MutexLock lock(mutex_);
        return std::pair(judged_, told_before_);
    }();
    if (now && !has_begun_) {
        for (Outlet& each : outlets_) each.told = before;
        has_begun_ = true;
    }
    for (Outlet& each : outlets_)
        if (now) tell(each, *now, stop.finish);
    return Next::at_time(clock_.now() + kLook);
}

void Notifier::tell(Outlet& to, const Judged& now, const std::stop_token& stop) {
    if (to.told == now.mood) return;
    if (!now.is_speaker) {
        // The one that speaks is given a minute; if it is gone by then, this one knows it and speaks.
        if (clock_.now() - now.since.instant > kInterval) to.told = now.mood;
        return;
    }
    if (to.tried_at && clock_.now() - *to.tried_at < kInterval) return;
    to.tried_at = clock_.now();
    const UtcTime since = now.since.stamp(Moment::now_of(clock_));
    const auto sent = to.outlet->send(document_of(name_of(to.told), since, now.document), stop);
    if (!sent) return observer_.not_told(to.outlet->name(), sent.error());
    to.told = now.mood;
    observer_.told(to.outlet->name(), now.state);
}

}  // namespace scan
