// The store's apply on tables that have grown, beside the bare loops on tables of the same size.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/sqlite/sqlite_engine.h"
#include "bench/bare_copy.h"
#include "bench/bare_upsert.h"
#include "bench/grown_database.h"
#include "bench/grown_file.h"
#include "bench/sizes.h"
#include "bench/spread_events.h"

namespace scan::bench {
namespace {

void apply_all(benchmark::State& state, ParcelStore& store, const SpreadEvents& events) {
    for (const StoreBatch& batch : events.batches) {
        if (!store.apply(batch)) state.SkipWithError("apply failed");
    }
}

void sqlite_apply(benchmark::State& state, std::uint32_t parcels) {
    const SpreadEvents events = spread_events(parcels);
    const GrownFile file(parcels);
    SystemClock clock;
    const auto engine = make_sqlite_engine({.path = file.path()}, clock);
    const auto store = engine->parcel_store();
    for (auto _ : state) apply_all(state, *store, events);
    state.SetItemsProcessed(state.iterations() * kSpreadEvents);
}

void sqlite_bare(benchmark::State& state, std::uint32_t parcels) {
    const SpreadEvents events = spread_events(parcels);
    const GrownFile file(parcels);
    for (auto _ : state) bare_upsert(file.path(), events.rows, kBatchEvents);
    state.SetItemsProcessed(state.iterations() * kSpreadEvents);
}

void postgres_apply(benchmark::State& state, std::uint32_t parcels) {
    const SpreadEvents events = spread_events(parcels);
    const GrownDatabase database(parcels);
    SystemClock clock;
    const auto engine = make_postgres_engine({.address = database.address()}, clock);
    const auto store = engine->parcel_store();
    for (auto _ : state) apply_all(state, *store, events);
    state.SetItemsProcessed(state.iterations() * kSpreadEvents);
}

void postgres_bare(benchmark::State& state, std::uint32_t parcels) {
    const SpreadEvents events = spread_events(parcels);
    const GrownDatabase database(parcels);
    for (auto _ : state) bare_copy(database.url(), events.folded);
    state.SetItemsProcessed(state.iterations() * kSpreadEvents);
}

using Loop = void(benchmark::State& state, std::uint32_t parcels);

bool add(const char* engine, std::uint32_t parcels, Loop& apply, Loop& bare) {
    std::string size = std::to_string(parcels);
    for (auto at = static_cast<int>(size.size()) - 3; at > 0; at -= 3)
        size.insert(static_cast<std::size_t>(at), ",");
    const std::string name = fmt::format("{}: apply, {} parcels", engine, size);
    for (const auto& [row, loop] : {std::pair(name, &apply), std::pair(name + "/bare", &bare)}) {
        benchmark::RegisterBenchmark(row.c_str(), *loop, parcels)
            ->UseRealTime()
            ->Iterations(1)
            ->Repetitions(3);
    }
    return true;
}

[[maybe_unused]] const bool kAreAdded =
    add("SQLite", kFewParcels, sqlite_apply, sqlite_bare) &&
    add("SQLite", kManyParcels, sqlite_apply, sqlite_bare) &&
    add("PostgreSQL", kFewParcels, postgres_apply, postgres_bare) &&
    add("PostgreSQL", kManyParcels, postgres_apply, postgres_bare);

}  // namespace
}  // namespace scan::bench
