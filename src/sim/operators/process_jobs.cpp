#include "sim/operators/process_jobs.h"

#include <fmt/format.h>

#include <utility>

#include "operations/jobs/job_look.h"

namespace scan::sim {

ProcessJobs::ProcessJobs(Surroundings& around, FaultScript& faults, const JobMaker::Ports& ports,
                         int number, std::function<bool()> holds_lease, Random random)
    : around_(around),
      number_(number),
      memory_switch_(around.store),
      switch_(memory_switch_, faults),
      pause_watch_(switch_, pauses_, ports.clock),
      maker_(around, faults, ports, random),
      runner_({.board = maker_.board(),
               .clock = ports.clock,
               .observer = *this,
               .holder = fmt::format("process {}", number),
               .may_run = std::move(holds_lease),
               .make = [this](const Job& job,
                              const JobClaim& claim) { return maker_.make(job, claim); },
               .kinds = {"replay", "verify"}}) {}

void ProcessJobs::job_ended(const Job& job, const JobWork& work) {
    around_.trace.note(number_, "ends job", job.id, name_of(work.state()));
}

}  // namespace scan::sim
