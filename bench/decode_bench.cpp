#include <benchmark/benchmark.h>

#include "bench/bare_decode.h"
#include "bench/bench_feed.h"
#include "pipeline/event_page/event_page_decoder.h"

namespace scan::bench {
namespace {

template <class Decode>
void decode_pages(benchmark::State& state, Decode decode) {
    const std::string page = page_text(0, kPageEvents);
    for (auto _ : state) benchmark::DoNotOptimize(decode(page));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * page.size()));
}

void decode(benchmark::State& state) {
    EventPageDecoder decoder;
    decode_pages(state,
                 [&](const std::string& page) { return decoder.decode(page)->events().size(); });
}

void decode_bare(benchmark::State& state) {
    decode_pages(state, bare_decode);
}

BENCHMARK(decode)->Name("decode a page")->Repetitions(5);
BENCHMARK(decode_bare)->Name("decode a page/bare")->Repetitions(5);

}  // namespace
}  // namespace scan::bench
