#include "app/desk/outside_look.h"

#include "adapters/sql/operations/operations_stores.h"
#include "app/status_limits.h"

namespace scan {

OutsideLook::OutsideLook(const Config& config, Clock& clock, Random random)
    : engines_(config.store, config.queue, clock, random),
      limits_(status_limits(config)),
      clock_(clock),
      status_(engines_.store().status_reader()),
      facts_(store_facts_reader(engines_.store())),
      workers_(worker_directory(engines_.store())),
      queue_(engines_.queue()) {}

Facts OutsideLook::look() {
    const LookPorts ports{
        .status = *status_, .facts = *facts_, .workers = *workers_, .queue = *queue_};
    return look_around(ports, limits_, clock_.utc_now());
}

}  // namespace scan
