#include "sim/operators/job_maker.h"

#include "operations/jobs/replay.h"
#include "operations/jobs/verify_work.h"

namespace scan::sim {

JobMaker::JobMaker(Surroundings& around, FaultScript& faults, const Ports& ports, Random random)
    : around_(around),
      ports_(ports),
      random_(random),
      watched_feed_(around, 0),
      feed_(watched_feed_, faults),
      watched_board_(around),
      board_(watched_board_, faults),
      watched_failed_(around),
      failed_(watched_failed_, faults),
      memory_audit_(around.store, std::nullopt),
      audit_(memory_audit_, faults),
      watched_mender_(around),
      mender_(watched_mender_, faults) {}

std::unique_ptr<JobWork> JobMaker::make(const Job& job, const JobClaim& claim) {
    const Scenario& s = around_.scenario;
    const Random random(random_.next());
    if (replay_range_of(job)) {
        return std::make_unique<Replay>(
            Replay::Ports{board_, feed_, ports_.queue, ports_.clock}, job, claim,
            ReplaySettings{.page_limit = static_cast<std::uint32_t>(s.page_limit),
                           .message = {.events_max = static_cast<std::size_t>(s.events_per_message),
                                       .bytes_max = 2 * kMessageBytesMax},
                           .depth_max = static_cast<std::uint64_t>(s.depth_max)},
            random);
    }
    if (!verify_request_of(job)) return nullptr;
    return std::make_unique<VerifyWork>(
        VerifyPorts{board_, feed_, ports_.queue, ports_.cursors, ports_.parcels, mender_, failed_,
                    audit_, ports_.clock},
        job, claim,
        VerifySettings{.page_limit = static_cast<std::uint32_t>(s.page_limit),
                       .window_events = static_cast<std::size_t>(2 * s.page_limit),
                       .keep_history = s.keep_history},
        random);
}

}  // namespace scan::sim
