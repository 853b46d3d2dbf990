#include "operations/conditions/condition_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/require.h"
#include "operations/conditions/findings.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

using Id = ConditionId;

constexpr std::string_view kOutage = "info; error after `status.grace`";
constexpr std::string_view kError = "error";
constexpr std::string_view kWarning = "warning";

constexpr std::array kStoreAndQueue = {
    ConditionRow{Id::store_full, "store-full", kError, find_sign<Id::store_full, Severity::error>,
                 "the store has no room: its disk or its quota is full",
                 "Nothing is applied. Events wait in the queue and nothing is lost.",
                 "Make room on the store's disk or raise its quota; the worker goes on by itself."},
    ConditionRow{Id::store_denied, "store-denied", kError,
                 find_sign<Id::store_denied, Severity::error>,
                 "the store refuses the worker: a permission, a login, a file, a table",
                 "Nothing is applied. Events wait in the queue and nothing is lost.",
                 "Grant what the message names, or correct `store.url`; the worker goes on by "
                 "itself."},
    ConditionRow{Id::schema_older, "schema-older", kError,
                 find_sign<Id::schema_older, Severity::error>,
                 "the tables are older than the program, and it may not bring them up to date",
                 "Nothing is read or applied. Nothing is lost.",
                 "Run `scan-event-worker migrate` with a login that may create tables."},
    ConditionRow{Id::schema_newer, "schema-newer",
                 "error; info if the tables say that this version may run on them",
                 find_schema_newer, "the tables are newer than the program",
                 "If it is an error, nothing is read or applied. Nothing is lost.",
                 "Replace this program by the version that the other workers have."},
    ConditionRow{Id::store_unreachable, "store-unreachable", kOutage,
                 find_outage<Id::store_unreachable>,
                 "the store does not answer, or fails again and again",
                 "Nothing is applied. Events wait in the queue and nothing is lost.",
                 "Bring the store's server back, or correct `store.url`; the worker goes on by "
                 "itself."},
    ConditionRow{Id::queue_denied, "queue-denied", kError,
                 find_sign<Id::queue_denied, Severity::error>,
                 "the queue refuses the worker: a permission, a credential, a quota, a disk",
                 "New scans are not queued, or not applied. Nothing is lost.",
                 "Grant the permission that the message names, or correct `queue.url`; the worker "
                 "goes on by itself."},
    ConditionRow{Id::queue_unreachable, "queue-unreachable", kOutage,
                 find_outage<Id::queue_unreachable>,
                 "the queue does not answer, or fails again and again",
                 "New scans are not queued, or not applied. Nothing is lost.",
                 "Bring the queue's server back, or correct `queue.url`; the worker goes on by "
                 "itself."},
};

constexpr std::array kWorkers = {
    ConditionRow{Id::no_poller, "no-poller", kError, find_no_poller,
                 "no worker holds the lease and none stands by, or the holder neither asks the "
                 "feed nor waits",
                 "No new scans come in. The feed keeps them for as long as it remembers.",
                 "Start a worker with `worker.role` both or poll; end one that hangs, and another "
                 "takes over."},
    ConditionRow{Id::no_processor, "no-processor", kError, find_no_processor,
                 "messages wait in the queue and none was finished for `status.grace`, though the "
                 "store answers and nothing is paused",
                 "New scans are queued but do not reach the table. Nothing is lost.",
                 "Start a worker with `worker.role` both or process; look at its log if one runs."},
    ConditionRow{Id::stage_stuck, "stage-stuck", kError,
                 find_sign<Id::stage_stuck, Severity::error>,
                 "a stage of a worker is in one call for longer than its timeouts allow",
                 "What that stage does stands still. Nothing is lost.",
                 "Restart that worker. What it held is taken up by another, and by itself again."},
};

constexpr std::array kFeedErrors = {
    ConditionRow{Id::feed_denied, "feed-denied", kOutage, find_outage<Id::feed_denied>,
                 "the feed answers 401, 403 or another refusal",
                 "No new scans come in. The feed keeps them for as long as it remembers.",
                 "Renew `feed.token` or the credential that the message names; nothing is lost."},
    ConditionRow{Id::feed_format_changed, "feed-format-changed", kError,
                 find_sign<Id::feed_format_changed, Severity::error>,
                 "every event of a whole page is malformed in the same way",
                 "The events of such pages are set aside as failed events, with their text.",
                 "Ask the carrier what has changed. Update the worker, and retry the failed "
                 "events."},
    ConditionRow{Id::feed_page_too_large, "feed-page-too-large", kError,
                 find_sign<Id::feed_page_too_large, Severity::error>,
                 "a page is larger than `feed.page_bytes_max` even with the fewest events",
                 "No new scans come in. The feed keeps them for as long as it remembers.",
                 "Raise `feed.page_bytes_max` and restart the worker."},
    ConditionRow{Id::feed_unreachable, "feed-unreachable", kOutage,
                 find_outage<Id::feed_unreachable>, "the feed cannot be connected to, or is silent",
                 "No new scans come in. The feed keeps them for as long as it remembers.",
                 "Check the network, the proxy and `feed.url`; if they are right, ask the carrier. "
                 "The worker goes on by itself."},
    ConditionRow{Id::feed_failing, "feed-failing", kOutage, find_outage<Id::feed_failing>,
                 "the feed answers with an error of its own, or with what is no page",
                 "No new scans come in. The feed keeps them for as long as it remembers.",
                 "Ask the carrier; check `feed.url` and `feed.path` if it never worked. The worker "
                 "goes on by itself."},
    ConditionRow{Id::feed_throttled, "feed-throttled", kOutage, find_outage<Id::feed_throttled>,
                 "the feed answers 429: it is asked too often",
                 "New scans come in late, or not at all.",
                 "Set `feed.rate_limit` to what the carrier allows, or ask for more; see that no "
                 "other program uses the credential."},
    ConditionRow{Id::feed_reset, "feed-reset", kError, find_sign<Id::feed_reset, Severity::error>,
                 "the feed has events, but none from the cursor on",
                 "If its ids began anew, new scans are not read.",
                 "Ask the carrier whether the ids were reset; if so, move the cursor with "
                 "`cursor set`."},
    ConditionRow{Id::feed_gap, "feed-gap", "error; warning if no gap is proven", find_feed_gap,
                 "the feed forgot events before they were read, and nobody has acknowledged or "
                 "filled it",
                 "Scans of that range are missing in the table, if there were any.",
                 "Ask the carrier for the range and import it, or acknowledge the gap."},
};

constexpr std::array kOthers = {
    ConditionRow{Id::dead_letters, "dead-letters", kError, find_dead_letters,
                 "there are dead letters: messages that were received too often",
                 "Their events are not in the table. Nothing is lost.",
                 "Look at them with `dead-letters`, mend the cause, and drain or redrive them."},
    ConditionRow{Id::credential_expiring, "credential-expiring", "warning; error once it is over",
                 find_credential_expiring,
                 "a credential ends within ten minutes and could not be renewed",
                 "Once it has ended, what it is for is refused.",
                 "See that the issuer that the message names answers; renew the secret behind it."},
    ConditionRow{Id::behind, "behind",
                 "info while there is a forecast; warning after 3 minutes without one; error "
                 "without one beyond `status.lag_max`",
                 find_behind, "the lag is greater than `status.grace`",
                 "Parcels show an older state than the feed has. Nothing is lost.",
                 "Wait while there is a forecast. Without one add workers, raise "
                 "`processor.count`, or see what else is told."},
    ConditionRow{Id::failed_events, "failed-events", kWarning, find_failed_events,
                 "events could not be applied and wait for a person",
                 "Those events are not in the table. All others are.",
                 "Look at them with `failed list`, mend the cause, and retry or discard them."},
    ConditionRow{Id::table_differs, "table-differs", kWarning, find_table_differs,
                 "the last verification found differences between feed and table",
                 "Some parcels may show a wrong state.", "Run `verify --mend` on the same range."},
    ConditionRow{Id::queue_full, "queue-full", kWarning,
                 find_sign<Id::queue_full, Severity::warning>,
                 "polling waits until the queue is below 90 % of `queue.depth_max`",
                 "New scans come in late. Nothing is lost.",
                 "Add workers or raise `processor.count`; raise `queue.depth_max` if the queue "
                 "can bear it."},
    ConditionRow{Id::feed_quiet, "feed-quiet", kWarning, find_feed_quiet,
                 "the feed answers, but has had nothing new for `status.quiet_max`",
                 "Either there were no scans, or the carrier does not publish them.",
                 "Ask the carrier; raise `status.quiet_max` if such a pause is usual."},
    ConditionRow{Id::feed_range_unreadable, "feed-range-unreadable", kWarning,
                 find_sign<Id::feed_range_unreadable, Severity::warning>,
                 "the feed does not serve a range that must be read once more",
                 "Late events of that range may be missing. It is asked for again for a day.",
                 "Ask the carrier why that range fails."},
    ConditionRow{Id::late_window_short, "late-window-short", kWarning, find_late_window_short,
                 "the latest event of 30 days came later than nine tenths of `feed.late_window`",
                 "An event that comes a little later would not be found.",
                 "Raise `feed.late_window` to twice that lateness and restart the worker."},
    ConditionRow{Id::ids_forgotten, "ids-forgotten", kWarning,
                 find_sign<Id::ids_forgotten, Severity::warning>,
                 "the ids of what will be read again did not fit their memory in the last hour",
                 "Events are queued again, which is harmless. Nothing is lost.",
                 "Shorten `feed.late_window` if the queue cannot bear the repetitions."},
    ConditionRow{Id::paused, "paused", "info", find_paused,
                 "an operator has paused polling or processing",
                 "Parcels stand still as far as that goes. Nothing is lost.",
                 "Resume it when the reason is over."},
};

constexpr auto kTable = [] {
    std::array<ConditionRow,
               kStoreAndQueue.size() + kWorkers.size() + kFeedErrors.size() + kOthers.size()>
        rows{};
    auto to = std::ranges::copy(kStoreAndQueue, rows.begin()).out;
    to = std::ranges::copy(kWorkers, to).out;
    to = std::ranges::copy(kFeedErrors, to).out;
    std::ranges::copy(kOthers, to);
    return rows;
}();

constexpr bool kIsInOrder = [] {
    for (std::size_t i = 0; i < kTable.size(); ++i)
        if (static_cast<std::size_t>(kTable[i].id) != i) return false;
    return kTable.size() == static_cast<std::size_t>(Id::paused) + 1;
}();
static_assert(kIsInOrder, "the table has each condition once, in the order of ConditionId");

}  // namespace

std::span<const ConditionRow> condition_table() {
    return kTable;
}

const ConditionRow& row_of(ConditionId id) {
    return kTable[static_cast<std::size_t>(id)];
}

const ConditionRow* find_condition_row(std::string_view name) {
    const auto* const row = std::ranges::find(kTable, name, &ConditionRow::name);
    return row == kTable.end() ? nullptr : row;
}

std::string runbook_of(ConditionId id) {
    return fmt::format("operating.md#{}", row_of(id).name);
}

std::string sentence_of(const Condition& condition, UtcTime now) {
    require(!condition.clause.empty(), "a condition has a clause");
    std::string sentence = condition.clause;
    sentence.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
    // What parcels are behind says it itself.
    if (condition.since && condition.id != ConditionId::behind)
        sentence += fmt::format(" (since {} UTC)", time_for_people(*condition.since, now));
    return sentence + ".";
}

}  // namespace scan
