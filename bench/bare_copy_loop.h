#pragma once

#include <benchmark/benchmark.h>

namespace scan::bench {

// Measures `bare_copy` of the first `events` events, folded in the store's batches, into a new
// database.
void measure_bare_copy(benchmark::State& state, std::size_t events);

}  // namespace scan::bench
