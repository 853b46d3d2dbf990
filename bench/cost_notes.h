#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>

#include "bench/measured_process.h"

namespace scan::bench {

// Notes of a row what the program took for `events` events: processor time and memory.
void note_cost(benchmark::State& state, const ProcessCost& cost, std::uint32_t events);

}  // namespace scan::bench
