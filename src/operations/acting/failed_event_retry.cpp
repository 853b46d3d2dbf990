#include "operations/acting/failed_event_retry.h"

#include <fmt/format.h>

#include "operations/acting/acceptable_text.h"
#include "operations/acting/failed_event_look.h"
#include "operations/acting/failed_selection.h"

namespace scan {
namespace {

// An open failed event and its text as today's rules take it.
struct Ready {
    std::int64_t id = 0;
    AcceptedText text;

    EventId event_id() const { return text.events.back().event_id; }
    OutgoingText outgoing() const {
        // Of a page of several, the last stands for all: they are applied together.
        return {
            .row = {.id = id, .event_id = event_id(), .parcel_id = text.events.back().parcel_id},
            .message = text.message};
    }
};

std::vector<Ready> check_texts(AcceptableText& rules, const std::vector<FailedEventRecord>& rows,
                               FailedActResult& result) {
    std::vector<Ready> ready;
    for (const FailedEventRecord& row : rows) {
        auto accepted = rules.check(row.event.body);
        if (accepted) {
            ready.push_back({.id = row.id, .text = std::move(*accepted)});
        } else {
            result.add({.id = row.id,
                        .event_id = row.event.event_id,
                        .outcome = ActOutcome::fails_still,
                        .detail = std::move(accepted.error())});
        }
    }
    return ready;
}

Result<> send(FailedEventOutlet& outlet, const std::vector<Ready>& ready, FailedActResult& result) {
    std::vector<OutgoingText> texts;
    texts.reserve(ready.size());
    for (const Ready& each : ready) texts.push_back(each.outgoing());
    const auto sent = outlet.retry(texts);
    std::optional<Error> error;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        ActItem item{.id = ready[i].id, .event_id = ready[i].event_id()};
        if (!sent[i]) {
            if (sent[i].error().code != ErrorCode::rejected) {
                error = sent[i].error();
                continue;
            }
            item.outcome = ActOutcome::fails_still;
            item.detail = "the queue refuses it: " + sent[i].error().message;
        }
        result.add(std::move(item));
    }
    if (error) return std::unexpected(*error);
    return {};
}

ActItem tried(const Ready& ready, std::span<const TrialOutcome> outcomes) {
    ActItem item{
        .id = ready.id, .event_id = ready.event_id(), .outcome = ActOutcome::changes_nothing};
    for (const TrialOutcome outcome : outcomes) {
        if (outcome == TrialOutcome::applies) item.outcome = ActOutcome::would_apply;
    }
    return item;
}

// Each in a transaction of its own, because one of them is what the store rejects.
Result<> try_one_by_one(TrialStore& trial, const std::vector<Ready>& ready,
                        FailedActResult& result) {
    for (const Ready& each : ready) {
        const auto outcomes = trial.try_apply(each.text.events);
        if (outcomes) {
            result.add(tried(each, *outcomes));
        } else if (outcomes.error().code == ErrorCode::rejected) {
            result.add({.id = each.id,
                        .event_id = each.event_id(),
                        .outcome = ActOutcome::fails_still,
                        .detail = "the store rejects it: " + outcomes.error().message});
        } else {
            return std::unexpected(outcomes.error());
        }
    }
    return {};
}

Result<> try_out(TrialStore& trial, const std::vector<Ready>& ready, FailedActResult& result) {
    std::vector<ScanEvent> events;
    for (const Ready& each : ready)
        events.insert(events.end(), each.text.events.begin(), each.text.events.end());
    const auto outcomes = trial.try_apply(events);
    if (!outcomes) {
        if (outcomes.error().code != ErrorCode::rejected) return std::unexpected(outcomes.error());
        return try_one_by_one(trial, ready, result);
    }
    std::span<const TrialOutcome> rest(*outcomes);
    for (const Ready& each : ready) {
        result.add(tried(each, rest.first(each.text.events.size())));
        rest = rest.subspan(each.text.events.size());
    }
    return {};
}

// What was retried before and came to nothing is open again; a dry run only takes it for open.
Result<FailedPieces::Retried> open_again(const FailedEventActs& acts, const Act& act) {
    if (act.is_dry_run) {
        const auto in_vain = retried_in_vain(acts.failed, acts.queue);
        if (!in_vain) return std::unexpected(in_vain.error());
        return in_vain->empty() ? FailedPieces::Retried::on_their_way : FailedPieces::Retried::open;
    }
    if (const auto opened = reopen_retried(acts.failed, acts.queue); !opened)
        return std::unexpected(opened.error());
    return FailedPieces::Retried::on_their_way;
}

// Hands piece after piece to `work` and tells what came of all.
template <class Work>
Result<FailedActResult> in_pieces(const FailedEventActs& acts, const Act& act,
                                  const FailedSelection& selection, FailedPieces::Retried retried,
                                  Work work) {
    FailedActResult result{.is_dry_run = act.is_dry_run, .selected = {}};
    FailedPieces pieces(acts.failed, selection, retried);
    if (const auto begun = pieces.begin(result); !begun) return std::unexpected(begun.error());
    while (true) {
        if (acts.stop.stop_requested()) {
            result.error = Error{ErrorCode::stopped, "stopped"};
            return result;
        }
        const auto rows = pieces.next(result);
        if (!rows) {
            result.error = rows.error();
            return result;
        }
        if (rows->empty()) break;
        if (const auto done = work(*rows, result); !done) {
            result.error = done.error();
            return result;
        }
    }
    if (const auto ended = pieces.end(result); !ended) result.error = ended.error();
    return result;
}

std::string text_of(const FailedSelection& selection) {
    constexpr std::size_t kIdsMax = 20;
    std::string text;
    for (std::size_t i = 0; i < selection.ids.size() && i < kIdsMax; ++i)
        text += fmt::format(" {}", selection.ids[i]);
    if (selection.ids.size() > kIdsMax)
        text += fmt::format(" and {} more", selection.ids.size() - kIdsMax);
    if (!selection.ids.empty()) return text;
    if (selection.filter.reason)
        return fmt::format(" --reason-group '{}'", *selection.filter.reason);
    return " --all";
}

}  // namespace

Result<FailedActResult> retry_failed_events(const FailedEventActs& acts, const Act& act,
                                            const FailedSelection& selection) {
    const auto work = [&]() -> Result<FailedActResult> {
        // Before anything is written: a queue that does not answer takes nothing either.
        if (const auto answers = acts.queue.depth(); !answers)
            return std::unexpected(answers.error());
        const auto retried = open_again(acts, act);
        if (!retried) return std::unexpected(retried.error());
        AcceptableText rules;
        return in_pieces(
            acts, act, selection, *retried,
            [&](const std::vector<FailedEventRecord>& rows, FailedActResult& result) -> Result<> {
                const std::vector<Ready> ready = check_texts(rules, rows, result);
                if (ready.empty()) return {};
                return act.is_dry_run ? try_out(acts.trial, ready, result)
                                      : send(acts.outlet, ready, result);
            });
    };
    return audited(acts.audit, act, "failed retry" + text_of(selection), work, summary);
}

Result<FailedActResult> discard_failed_events(const FailedEventActs& acts, const Act& act,
                                              const FailedSelection& selection) {
    const auto discard = [&](const std::vector<FailedEventRecord>& rows,
                             FailedActResult& result) -> Result<> {
        std::vector<std::int64_t> ids;
        ids.reserve(rows.size());
        for (const FailedEventRecord& row : rows) ids.push_back(row.id);
        if (!act.is_dry_run) {
            const auto closed = acts.failed.discard(ids);
            if (!closed) return std::unexpected(closed.error());
        }
        for (const FailedEventRecord& row : rows)
            result.add(
                {.id = row.id, .event_id = row.event.event_id, .outcome = ActOutcome::discarded});
        return {};
    };
    const auto work = [&] {
        return in_pieces(acts, act, selection, FailedPieces::Retried::on_their_way, discard);
    };
    return audited(acts.audit, act, "failed discard" + text_of(selection), work, summary);
}

Result<FailedActResult> edit_failed_event(const FailedEventActs& acts, const Act& act,
                                          std::int64_t id, const std::string& text) {
    if (const auto checked = check_reason(act); !checked) return std::unexpected(checked.error());
    const auto found = acts.failed.find(id);
    if (!found) return std::unexpected(found.error());
    if (!*found) return fail(ErrorCode::rejected, fmt::format("there is no failed event {}", id));
    const FailedState state = (*found)->state;
    if (state == FailedState::resolved || state == FailedState::discarded)
        return fail(ErrorCode::rejected,
                    fmt::format("failed event {} is closed: {}", id, name_of(state)));
    auto accepted = AcceptableText().check(text);
    if (!accepted) return fail(ErrorCode::rejected, "the new text is refused: " + accepted.error());
    const Ready ready{.id = id, .text = std::move(*accepted)};
    const auto work = [&]() -> Result<FailedActResult> {
        FailedActResult result{.is_dry_run = act.is_dry_run,
                               .selected = {.count = 1, .highest_id = id}};
        if (act.is_dry_run) {
            if (const auto done = try_one_by_one(acts.trial, {ready}, result); !done)
                return std::unexpected(done.error());
            return result;
        }
        if (const auto answers = acts.queue.depth(); !answers)
            return std::unexpected(answers.error());
        if (const auto sent = acts.outlet.replace(ready.outgoing(), text); !sent)
            return std::unexpected(sent.error());
        result.add({.id = id, .event_id = ready.event_id(), .outcome = ActOutcome::queued});
        return result;
    };
    return audited(acts.audit, act, fmt::format("failed edit {}", id), work, summary);
}

}  // namespace scan
