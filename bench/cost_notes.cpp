#include "bench/cost_notes.h"

namespace scan::bench {

void note_cost(benchmark::State& state, const ProcessCost& cost, std::uint32_t events) {
    const double millions = events / 1e6;
    state.counters["CPU s a million events"] = (cost.user_seconds + cost.system_seconds) / millions;
    state.counters["CPU s of it the kernel's"] = cost.system_seconds / millions;
    state.counters["peak MiB"] = cost.resident_mib_max;
}

}  // namespace scan::bench
