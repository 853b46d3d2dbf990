#include "operations/conditions/condition_commands.h"

#include <cstdlib>

namespace scan {
namespace {

using Command = std::string_view;

constexpr Command kAskAll[] = {"config check --connect", "status"};
constexpr Command kMigrate[] = {"migrate", "status"};
constexpr Command kVersions[] = {"version", "workers"};
constexpr Command kWorkers[] = {"workers", "status"};
constexpr Command kSettings[] = {"config show", "status"};
constexpr Command kFormat[] = {
    "failed groups", "failed show ID", "failed retry --reason-group REASON --dry-run",
    "failed retry --reason-group REASON --reason 'the worker reads it now'"};
constexpr Command kReset[] = {"cursor show", "cursor set A --dry-run",
                              "cursor set A --reason 'the carrier began anew'"};
constexpr Command kGap[] = {"gaps list", "import --file FILE --dry-run",
                            "import --file FILE --reason 'the carrier sent what was lost'",
                            "gaps acknowledge ID --reason 'the carrier has lost it too'"};
constexpr Command kDeadLetters[] = {"dead-letters list", "dead-letters show ID",
                                    "dead-letters redrive --dry-run",
                                    "dead-letters redrive --reason 'the cause is mended'",
                                    "dead-letters drain --reason 'what is left'"};
constexpr Command kFailedEvents[] = {"failed groups",
                                     "failed list",
                                     "failed show ID",
                                     "failed retry --all --dry-run",
                                     "failed retry --all --reason 'the cause is mended'",
                                     "failed discard ID --reason 'nobody needs it'"};
constexpr Command kDiffers[] = {"jobs", "verify --from A --to B",
                                "verify --from A --to B --mend --reason 'the table differs'"};
constexpr Command kLater[] = {"status", "verify --from A --to B"};
constexpr Command kResume[] = {"status", "resume poll --reason 'the cause is over'",
                               "resume process --reason 'the cause is over'"};

}  // namespace

std::span<const std::string_view> commands_for(ConditionId id) {
    switch (id) {
        case ConditionId::store_full:
        case ConditionId::store_denied:
        case ConditionId::store_unreachable:
        case ConditionId::queue_denied:
        case ConditionId::queue_unreachable:
        case ConditionId::feed_denied:
        case ConditionId::feed_unreachable:
        case ConditionId::feed_failing:
        case ConditionId::feed_throttled:
        case ConditionId::feed_quiet:
        case ConditionId::credential_expiring: return kAskAll;
        case ConditionId::schema_older: return kMigrate;
        case ConditionId::schema_newer: return kVersions;
        case ConditionId::no_poller:
        case ConditionId::no_processor:
        case ConditionId::stage_stuck:
        case ConditionId::behind: return kWorkers;
        case ConditionId::feed_page_too_large:
        case ConditionId::queue_full:
        case ConditionId::ids_forgotten: return kSettings;
        case ConditionId::feed_format_changed: return kFormat;
        case ConditionId::feed_reset: return kReset;
        case ConditionId::feed_gap: return kGap;
        case ConditionId::dead_letters: return kDeadLetters;
        case ConditionId::failed_events: return kFailedEvents;
        case ConditionId::table_differs: return kDiffers;
        case ConditionId::feed_range_unreadable:
        case ConditionId::late_window_short: return kLater;
        case ConditionId::paused: return kResume;
    }
    std::abort();
}

}  // namespace scan
