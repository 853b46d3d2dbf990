#pragma once

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "operations/acting/act.h"
#include "operations/ports/failed_event_outlet.h"
#include "operations/ports/failed_events.h"
#include "operations/ports/trial_store.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

// Which failed events an act is about: these, or the open ones that the filter finds, up to the
// highest id that was shown.
struct FailedSelection {
    std::vector<std::int64_t> ids = {};
    FailedEventFilter filter = {};
};

// What came of one failed event.
enum class ActOutcome {
    queued,  // on its way; applying it resolves it
    discarded,
    would_apply,      // of a dry run
    changes_nothing,  // of a dry run: the table has it, or newer, already
    fails_still,      // by today's rules, the queue's or the store's
    on_its_way,       // it was retried already
    was_closed,
    not_found,
};
std::string_view name_of(ActOutcome outcome);

struct ActItem {
    std::int64_t id = 0;
    std::optional<EventId> event_id = std::nullopt;
    ActOutcome outcome = ActOutcome::queued;
    std::string detail = {};  // why it fails still
};

struct FailedActResult {
    // Of the items so many are told one by one; all are counted.
    static constexpr std::size_t kItemsMax = 1000;

    bool is_dry_run = false;
    Watermark selected;
    std::uint64_t came_since = 0;  // and was left out
    std::map<ActOutcome, std::uint64_t> counts = {};
    std::vector<ActItem> items = {};
    std::optional<Error> error = std::nullopt;  // it ended early; the rest is as it was

    void add(ActItem item);
    std::uint64_t total() const;
};

// What the acts on failed events work with.
struct FailedEventActs {
    FailedEvents& failed;
    AuditLog& audit;
    EventQueue& queue;
    FailedEventOutlet& outlet;
    TrialStore& trial;
    std::stop_token stop = {};  // ends an act between two pieces; the rest is as it was
};

// Sends the selected texts through the queue again, each as a page of its own. What today's rules
// refuse is not sent. Crash: what was sent and not marked is sent again by the next retry.
Result<FailedActResult> retry_failed_events(const FailedEventActs& acts, const Act& act,
                                            const FailedSelection& selection);

// Closes the selected ones, with or without an EventId; their texts stay in the store.
Result<FailedActResult> discard_failed_events(const FailedEventActs& acts, const Act& act,
                                              const FailedSelection& selection);

// Sends `text` in the place of the failed event's own, which stays in the store, and closes it.
// rejected: there is no such event, it is closed, or today's rules refuse the text too.
Result<FailedActResult> edit_failed_event(const FailedEventActs& acts, const Act& act,
                                          std::int64_t id, const std::string& text);

// Whether each event that was named is there and has become `wanted`, now or before; of a dry run, whether each is there.
bool is_done_of_all(const FailedActResult& result, ActOutcome wanted);

// "2 queued, 1 fails still": for people and for the audit.
std::string summary(const FailedActResult& result);
std::string json_text(const FailedActResult& result);

}  // namespace scan
