#pragma once

#include <memory>

#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/commands.h"
#include "app/engines.h"
#include "operations/acting/failed_event_retry.h"
#include "operations/acting/send_then_mark.h"

namespace scan {

// What the commands on failed events work with, in a process of their own.
struct FailedParts {
    FailedParts(const Config& config, CommandContext& context)
        : engines(config.store, config.queue, context.clock, context.random),
          queue(engines.queue(context.signals.stop())),
          failed(sql_failed_events(engines.store())),
          audit(sql_audit_log(engines.store(), config.store.audit_retention)),
          trial(sql_trial_store(engines.store())) {
        if (engines.is_queue_beside_store()) {
            outlet = sql_failed_event_outlet(engines.store());
        } else {
            outlet = std::make_unique<SendThenMark>(*queue, *failed);
        }
    }

    FailedEventActs acts() {
        return {.failed = *failed,
                .audit = *audit,
                .queue = *queue,
                .outlet = *outlet,
                .trial = *trial};
    }

    Engines engines;
    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<FailedEvents> failed;
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<TrialStore> trial;
    std::unique_ptr<FailedEventOutlet> outlet;
};

}  // namespace scan
