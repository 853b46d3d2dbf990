#include "operations/acting/dead_letter_acts.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "base/counted.h"
#include "base/json_object.h"
#include "operations/acting/dead_letter_look.h"
#include "operations/acting/work_pace.h"
#include "pipeline/event_page/failed_event_of.h"
#include "pipeline/processing/dead_letter_drain.h"

namespace scan {
namespace {

constexpr Duration kLastLook = std::chrono::seconds(1);
constexpr std::uint64_t kMessagesAReceive = 10;
// Messages that the queue refused and that are held until the end, so that they are not met again.
constexpr std::size_t kRefusedMax = 1000;
// A redrive begins with so many messages a second.
constexpr double kRedrivesASecondFirst = 10;

Result<std::uint64_t> count_of(const DeadLetterActs& acts) {
    const auto depth = acts.queue.depth();
    if (!depth) return std::unexpected(depth.error());
    return depth->dead_letters;
}

// What a dry run says: what there is.
Result<DeadLetterResult> look_only(const DeadLetterActs& acts, std::uint64_t count,
                                   std::uint64_t messages_max) {
    DeadLetterResult result{.is_dry_run = true, .count = count};
    const auto looked =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(messages_max, kDeadLettersMax));
    const auto seen =
        look_at_dead_letters(acts.dead_letters, looked, acts.stop, [&](const Delivery& delivery) {
            ++result.messages;
            result.events += dead_letter_of(delivery).events;
            return true;
        });
    if (!seen) return std::unexpected(seen.error());
    return result;
}

// Goes through the dead letters, a few at a time. `settle` does what is to be done with those and
// says which of them can be deleted.
class Walk final {
public:
    Walk(const DeadLetterActs& acts, std::uint64_t messages_max)
        : acts_(acts), messages_max_(messages_max) {}

    template <class Settle>
    DeadLetterResult run(DeadLetterResult result, std::uint64_t at_once, Settle settle) {
        while (!result.error && result.messages + result.refused < messages_max_) {
            if (acts_.stop.stop_requested()) result.error = Error{ErrorCode::stopped, "stopped"};
            if (result.error) break;
            const std::uint64_t room = messages_max_ - result.messages - result.refused;
            const auto received = acts_.dead_letters.receive(
                {.messages_max = static_cast<std::uint32_t>(std::min(at_once, room)),
                 .visibility_timeout = acts_.visibility_timeout,
                 .wait = kLastLook},
                acts_.stop);
            if (!received) {
                result.error = received.error();
            } else if (received->empty()) {
                break;
            } else {
                piece(*received, settle, result);
            }
        }
        static_cast<void>(acts_.dead_letters.release(refused_));
        return result;
    }

private:
    template <class Settle>
    void piece(const std::vector<Delivery>& deliveries, Settle settle, DeadLetterResult& result) {
        const std::vector<Result<>> settled = settle(deliveries);
        std::vector<Receipt> done;
        std::vector<Receipt> back;
        for (std::size_t i = 0; i < deliveries.size(); ++i) {
            if (settled[i]) {
                done.push_back(deliveries[i].receipt);
                ++result.messages;
                result.events += dead_letter_of(deliveries[i]).events;
            } else if (settled[i].error().code == ErrorCode::rejected &&
                       refused_.size() < kRefusedMax) {
                refused_.push_back(deliveries[i].receipt);
                ++result.refused;
            } else {
                back.push_back(deliveries[i].receipt);
                result.error = settled[i].error();
            }
        }
        // Only now: what dies before is a dead letter still.
        for (const Result<>& removed : acts_.dead_letters.acknowledge(done)) {
            // One whose receipt lapsed is met again, and settled again, which is harmless.
            if (!removed && removed.error().code != ErrorCode::rejected)
                result.error = removed.error();
        }
        static_cast<void>(acts_.dead_letters.release(back));
    }

    const DeadLetterActs& acts_;
    const std::uint64_t messages_max_;
    std::vector<Receipt> refused_;
};

// Sends what a walk brings, slowly at first, and stops by itself when more comes back than stays away.
class Redrive final {
public:
    Redrive(const DeadLetterActs& acts, std::uint64_t count, double messages_per_second)
        : acts_(acts), count_(count), pace_(kRedrivesASecondFirst, messages_per_second) {}

    std::vector<Result<>> send(const std::vector<Delivery>& deliveries) {
        acts_.clock.sleep_until(next_, acts_.stop);
        if (const auto harm = does_harm())
            return {deliveries.size(), fail(ErrorCode::transient, std::string(*harm))};
        std::vector<std::string> bodies;
        bodies.reserve(deliveries.size());
        for (const Delivery& delivery : deliveries) bodies.push_back(delivery.body);
        auto results = acts_.queue.send(bodies);
        const Instant now = acts_.clock.now();
        const auto refused = static_cast<std::uint64_t>(
            std::ranges::count_if(results, [](const Result<>& result) { return !result; }));
        sent_ += results.size() - refused;
        pace_.succeeded(results.size() - refused, now);
        if (refused > 0) pace_.failed(refused, now);
        next_ = pace_.took(results.size(), now);
        return results;
    }

private:
    // Why it must not go on.
    std::optional<std::string_view> does_harm() const {
        if (pace_.fails_mostly()) return "the queue refuses more of them than it takes";
        const auto depth = acts_.queue.depth();
        // An estimate lags behind, and would tell of those that have just been sent.
        if (!depth || !depth->exact) return std::nullopt;
        const std::uint64_t left = count_ - std::min(count_, sent_);
        const std::uint64_t back = depth->dead_letters - std::min(depth->dead_letters, left);
        if (back < kTelling || 2 * back <= sent_) return std::nullopt;
        return "more of them become dead letters again than are applied";
    }
    static constexpr std::uint64_t kTelling = 10;

    const DeadLetterActs& acts_;
    const std::uint64_t count_;
    WorkPace pace_;
    std::uint64_t sent_ = 0;
    Instant next_{};
};

// Each event of the message as the failed event that is kept of it.
void add_events(const Delivery& delivery, EventPageDecoder& decoder,
                std::vector<FailedEvent>& events) {
    const auto page = decoder.decode(delivery.body);
    if (!page) {
        events.push_back({.event_id = {},
                          .parcel_id = {},
                          .reason = "not a page",
                          .detail = page.error().message,
                          .body = delivery.body});
        return;
    }
    for (const PageEvent& event : page->events()) {
        if (!event.event) {
            events.push_back(failed_event_of(event));
            continue;
        }
        events.push_back({.event_id = event.event->event_id,
                          .parcel_id = event.event->parcel_id,
                          .reason = "purged dead letter",
                          .detail = "",
                          .body = std::string(event.text)});
    }
}

}  // namespace

Result<DeadLetterResult> redrive_dead_letters(const DeadLetterActs& acts, const Act& act,
                                              const RedriveLimits& limits) {
    const auto work = [&]() -> Result<DeadLetterResult> {
        const auto count = count_of(acts);
        if (!count) return std::unexpected(count.error());
        // An estimate may be too low: what it does not know of is sent too, unless a limit was set.
        // What dies once more meanwhile is not followed for ever.
        const std::uint64_t all = std::max<std::uint64_t>(2 * *count, kMessagesAReceive);
        const std::uint64_t most = limits.messages_max == 0 ? all : limits.messages_max;
        if (act.is_dry_run) return look_only(acts, *count, most);
        Redrive redrive(acts, *count, limits.messages_per_second);
        // One at a time where it must be slow, so that none is held for long.
        const std::uint64_t at_once = limits.messages_per_second > 0 ? 1 : kMessagesAReceive;
        return Walk(acts, most)
            .run({.count = *count}, at_once,
                 [&](const std::vector<Delivery>& deliveries) { return redrive.send(deliveries); });
    };
    return audited(acts.audit, act, "dead-letters redrive", work,
                   [](const DeadLetterResult& result) { return summary(result, "sent back"); });
}

Result<DeadLetterResult> drain_dead_letters(const DeadLetterActs& acts, const Act& act) {
    const auto work = [&]() -> Result<DeadLetterResult> {
        // Before a message is taken, which would count a receive.
        if (const auto usable = acts.store.ping(); !usable) return std::unexpected(usable.error());
        const auto count = count_of(acts);
        if (!count) return std::unexpected(count.error());
        if (act.is_dry_run) return look_only(acts, *count, kDeadLettersMax);
        DeadLetterDrain drain(
            acts.dead_letters, acts.store,
            {.visibility_timeout = acts.visibility_timeout, .keep_history = acts.keep_history});
        run(drain, acts.clock, {acts.stop, acts.stop});
        const auto& totals = drain.totals();
        return DeadLetterResult{.count = *count,
                                .messages = totals.messages,
                                .events = totals.applied + totals.failed,
                                .events_applied = totals.applied,
                                .events_failed = totals.failed,
                                .error = drain.error()};
    };
    return audited(acts.audit, act, "dead-letters drain", work, [](const DeadLetterResult& result) {
        return fmt::format("{}: {} applied, {} failed", summary(result, "drained"),
                           counted(result.events_applied, "event"), result.events_failed);
    });
}

Result<DeadLetterResult> purge_dead_letters(const DeadLetterActs& acts, const Act& act,
                                            std::uint64_t confirmed) {
    if (const auto checked = check_reason(act); !checked) return std::unexpected(checked.error());
    const auto count = count_of(acts);
    if (!count) return std::unexpected(count.error());
    if (*count != confirmed)
        return fail(ErrorCode::rejected,
                    fmt::format("{} dead letters were confirmed, and there are {} now: look at "
                                "them again",
                                confirmed, *count));
    const auto work = [&]() -> Result<DeadLetterResult> {
        if (act.is_dry_run) return look_only(acts, *count, confirmed);
        EventPageDecoder decoder;
        return Walk(acts, confirmed)
            .run({.count = *count}, kMessagesAReceive,
                 [&](const std::vector<Delivery>& deliveries) {
                     std::vector<FailedEvent> events;
                     for (const Delivery& delivery : deliveries)
                         add_events(delivery, decoder, events);
                     const auto kept = acts.failed.set_aside(events);
                     return std::vector<Result<>>(deliveries.size(), kept);
                 });
    };
    return audited(acts.audit, act, fmt::format("dead-letters purge --confirm {}", confirmed), work,
                   [](const DeadLetterResult& result) { return summary(result, "purged"); });
}

std::string summary(const DeadLetterResult& result, std::string_view verb) {
    std::string text =
        fmt::format("{} {}{} ({})", counted(result.messages, "dead letter"),
                    result.is_dry_run ? "would be " : "", verb, counted(result.events, "event"));
    if (result.refused > 0) text += fmt::format(", {} refused by the queue", result.refused);
    if (result.error) text += "; ended early: " + result.error->message;
    return text;
}

std::string json_text(const DeadLetterResult& result) {
    return JsonObject()
        .raw("dry_run", result.is_dry_run ? "true" : "false")
        .add("count", result.count)
        .add("messages", result.messages)
        .add("refused", result.refused)
        .add("events", result.events)
        .add("events_applied", result.events_applied)
        .add("events_failed", result.events_failed)
        .raw("error", result.error ? json_quote(result.error->message) : "null")
        .text();
}

}  // namespace scan
